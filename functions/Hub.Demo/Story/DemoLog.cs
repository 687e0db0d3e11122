using System.Globalization;

namespace Hub.Demo.Story;

/// <summary>Writes whole lines in the order of events, from any thread.</summary>
internal sealed class DemoLog(TextWriter output, TimeProvider clock)
{
    private const int Order = 7;
    private const int Parties = 35;

    private readonly Lock _gate = new();

    public void WriteLine(string text)
    {
        lock (_gate) output.WriteLine(text);
    }

    public void WriteMessage(ObservedMessage e) => WriteLine($"{Time(e.At)}  {e.Order.PadRight(Order)} {$"{e.From} -> {e.To}".PadRight(Parties)} {e.Summary}");

    public void WriteNote(string order, string text) => WriteLine($"{Time(clock.GetUtcNow())}  {order.PadRight(Order)} {text}");

    private string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, clock.LocalTimeZone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}

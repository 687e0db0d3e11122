using System.Globalization;

namespace Hub.Demo.Story;

/// <summary>Writes whole lines, in the order in which things happen, whoever they happen to.</summary>
internal sealed class DemoLog(TextWriter output, TimeProvider clock)
{
    private const int Order = 7;
    private const int Parties = 35;

    private readonly Lock _gate = new();

    public void Line(string text)
    {
        lock (_gate) output.WriteLine(text);
    }

    public void Happened(Exchange e) => Line($"{Time(e.At)}  {e.Order.PadRight(Order)} {$"{e.From} -> {e.To}".PadRight(Parties)} {e.What}");

    public void Note(string order, string text) => Line($"{Time(clock.GetUtcNow())}  {order.PadRight(Order)} {text}");

    private string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, clock.LocalTimeZone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}

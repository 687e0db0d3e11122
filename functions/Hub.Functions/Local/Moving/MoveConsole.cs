using System.Globalization;

namespace Hub.Functions.Local.Moving;

/// <summary>What a move tells whoever runs it: counts, and nothing of what is moved.</summary>
internal sealed class MoveConsole(TextWriter console, TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    private long _told = clock.GetTimestamp();

    /// <summary>A sentence.</summary>
    public void Say(string sentence) => console.WriteLine(sentence);

    /// <summary>How far a part is; told now and then.</summary>
    public void Progress(string part, long records)
    {
        if (clock.GetElapsedTime(_told) < Between) return;
        Tell(part, records, " so far");
    }

    /// <summary>A part is done.</summary>
    public void Done(string part, long records) => Tell(part, records, "");

    private void Tell(string part, long records, string more)
    {
        _told = clock.GetTimestamp();
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {part,-20}{records,14:N0}{more}"));
    }
}

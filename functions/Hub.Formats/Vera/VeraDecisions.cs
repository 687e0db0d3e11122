namespace Hub.Formats.Vera;

/// <summary>What a PATCH decides or tells in <c>extra-attributen</c>; null is "nothing said".</summary>
internal sealed record VeraDecisions
{
    private const string Agreed = "akkoord", Declined = "afgewezen";

    /// <summary>The value of <see cref="VeraNames.Extra.PreInspection"/>.</summary>
    public const string Held = "gehouden";

    /// <summary>The role in which something is decided.</summary>
    public string? Role { get; private init; }

    /// <summary>True where extra work is agreed to, false where it is declined.</summary>
    public bool? ExtraWork { get; private init; }

    /// <summary>Where extra work is agreed to: only these lines of it.</summary>
    public IReadOnlyList<string>? LineNumbers { get; private init; }

    /// <summary>True where more time is agreed to, false where it is declined.</summary>
    public bool? Extension { get; private init; }

    /// <summary>The day on which keys came in.</summary>
    public DateOnly? KeysReceivedOn { get; private init; }

    /// <summary>True where the pre-inspection was held.</summary>
    public bool PreInspected { get; private init; }

    /// <summary>Reads them; a value that is none of those allowed is a fault at its place, and what the hub itself told is passed over.</summary>
    public static VeraDecisions Read(VeraExtras extras)
    {
        var extraWork = extras.OneOf(VeraNames.Extra.ExtraWork, Agreed, Declined, $"{Agreed} or {Declined}");
        return new VeraDecisions
        {
            Role = extras.Text(VeraNames.Extra.Role),
            ExtraWork = extraWork,
            LineNumbers = Lines(extras, extraWork),
            Extension = extras.OneOf(VeraNames.Extra.Extension, Agreed, Declined, $"{Agreed} or {Declined}"),
            KeysReceivedOn = Keys(extras),
            PreInspected = Inspected(extras),
        };
    }

    private static string[]? Lines(VeraExtras extras, bool? extraWork)
    {
        const string name = VeraNames.Extra.LineNumbers;
        if (extraWork is not { } agreed || extras.Text(name) is not { } text) return null;
        var numbers = text.Split(',', StringSplitOptions.TrimEntries);
        if (!agreed) extras.Fault(name, $"no {name} where {VeraNames.Extra.ExtraWork} is {Declined}: lines that are agreed to are named, the others are declined");
        else if (Array.Exists(numbers, n => n.Length == 0)) extras.Fault(name, "numbers of lines, separated by commas");
        return numbers;
    }

    private static DateOnly? Keys(VeraExtras extras)
    {
        const string name = VeraNames.Extra.KeysReceived;
        if (extras.Text(name) is not { } text || VeraEcho.IsTold(extras, VeraEcho.Fact(name, text))) return null;
        if (VeraTime.TryReadDay(text, out var day)) return day;
        extras.Fault(name, "a day such as 2025-01-31");
        return null;
    }

    private static bool Inspected(VeraExtras extras)
    {
        const string name = VeraNames.Extra.PreInspection;
        if (extras.Text(name) is not { } text || VeraEcho.IsTold(extras, VeraEcho.Fact(name, text))) return false;
        if (text != Held) extras.Fault(name, Held);
        return text == Held;
    }
}

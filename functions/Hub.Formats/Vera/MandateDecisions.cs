using Hub.Domain.Keys;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera;

/// <summary>What a PATCH decides or reports in <c>extra-attributen</c>; null is absent.</summary>
internal sealed record MandateDecisions
{
    private const string Agreed = "akkoord", Declined = "afgewezen";

    /// <summary>The value of <see cref="MemberNames.Extra.PreInspection"/>.</summary>
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

    /// <summary>Reads them; a value that is none of those allowed is an error at its place, and what the hub itself sent is passed over.</summary>
    public static MandateDecisions Read(ExtraAttributes extras)
    {
        var extraWork = extras.OneOf(MemberNames.Extra.ExtraWork, Agreed, Declined, $"{Agreed} of {Declined}");
        return new MandateDecisions
        {
            Role = extras.Key(MemberNames.Extra.Role),
            ExtraWork = extraWork,
            LineNumbers = Lines(extras, extraWork),
            Extension = extras.OneOf(MemberNames.Extra.Extension, Agreed, Declined, $"{Agreed} of {Declined}"),
            KeysReceivedOn = Keys(extras),
            PreInspected = Inspected(extras),
        };
    }

    private static string[]? Lines(ExtraAttributes extras, bool? extraWork)
    {
        const string name = MemberNames.Extra.LineNumbers;
        if (extraWork is not { } agreed || extras.Text(name) is not { } text) return null;
        string[] numbers = [.. text.Split(',').Select(KeyText.Of)];
        if (!agreed)
            extras.AddError(
                name, $"geen {name} waar {MemberNames.Extra.ExtraWork} {Declined} is: noem de regels die akkoord zijn, de andere zijn dan afgewezen");
        else if (Array.Exists(numbers, n => n.Length == 0)) extras.AddError(name, "nummers van regels, gescheiden door komma's");
        return numbers;
    }

    private static DateOnly? Keys(ExtraAttributes extras)
    {
        const string name = MemberNames.Extra.KeysReceived;
        if (extras.Text(name) is not { } text || LoopGuard.IsFromHub(extras, LoopGuard.Fact(name, text))) return null;
        if (Timestamps.TryReadDay(text, out var day)) return day;
        extras.AddError(name, "een dag zoals 2025-01-31");
        return null;
    }

    private static bool Inspected(ExtraAttributes extras)
    {
        const string name = MemberNames.Extra.PreInspection;
        if (extras.Text(name) is not { } text || LoopGuard.IsFromHub(extras, LoopGuard.Fact(name, text))) return false;
        if (KeyText.Of(text) == Held) return true;
        extras.AddError(name, Held);
        return false;
    }
}

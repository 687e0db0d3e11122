using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera;

/// <summary>
/// Knows the hub's own words again. In a PATCH a day of keys, a pre-inspection and <c>financieelGereeddatum</c> are news; but
/// the hub sends them too, and an ERP may send back what it got. Therefore each of them that the hub writes is repeated,
/// with its value, in <see cref="MemberNames.Extra.SentByHub"/>: with another value it is news, whatever else comes back with it.
/// </summary>
internal static class LoopGuard
{
    private const char Between = ';';

    /// <summary>A fact as the hub marks it.</summary>
    public static string Fact(string name, string value) => $"{name}={value}";

    /// <summary>The settlement as the hub marks it: to the second, for systems that keep no more of a moment.</summary>
    public static string Settled(DateTimeOffset at) =>
        Fact("financieelGereeddatum", Timestamps.Text(at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond))));

    /// <summary>All facts of a document.</summary>
    public static string Join(IEnumerable<string> facts) => string.Join(Between, facts);

    /// <summary>True where by the document itself the hub sent this fact.</summary>
    public static bool IsFromHub(ExtraAttributes extras, string fact) =>
        extras.Text(MemberNames.Extra.SentByHub)?.Split(Between, StringSplitOptions.TrimEntries).Contains(fact, StringComparer.Ordinal) ?? false;
}

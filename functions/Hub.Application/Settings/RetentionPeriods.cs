namespace Hub.Application.Settings;

/// <summary>How long things with personal data are kept.</summary>
/// <param name="Contact">A resident's contact, from the end of its order on.</param>
/// <param name="RawMessages">Messages as they came in.</param>
/// <param name="PhotoYears">Photos, from the end of their order on, in years; a contract may say otherwise.</param>
public sealed record RetentionPeriods(TimeSpan Contact, TimeSpan RawMessages, int PhotoYears = 7)
{
    /// <summary>Entries of the audit log.</summary>
    public TimeSpan Audit { get; init; } = TimeSpan.FromDays(3 * 365);
}

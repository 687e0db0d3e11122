namespace Hub.Core.Intake;

/// <summary>How long things with personal data are kept.</summary>
/// <param name="Contact">A resident's contact, from the end of its order on.</param>
/// <param name="RawMessages">Messages as they came in.</param>
public sealed record Retention(TimeSpan Contact, TimeSpan RawMessages);

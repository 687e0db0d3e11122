namespace Hub.Application.Notices;

/// <summary>Who hears what concerns the hub itself, and how early deadlines are named.</summary>
/// <param name="Administrators">Mail addresses of the hub's administrators.</param>
/// <param name="Teams">Their Teams workflow; null for none. Secret.</param>
/// <param name="DeadlineLead">
/// How long before a deadline its notice comes, on the deadline's own clock: working hours where that counts working days.
/// </param>
/// <param name="Hub">The public address of the hub, for a link; null where it is not set.</param>
public sealed record NoticeSettings(IReadOnlyList<string> Administrators, Uri? Teams, TimeSpan DeadlineLead, Uri? Hub)
{
    /// <summary>Addresses stay out of logs.</summary>
    public override string ToString() => $"NoticeSettings ({Administrators.Count} administrators)";
}

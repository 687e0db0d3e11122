using Hub.Domain.Documents;

namespace Hub.Domain.Partners;

/// <summary>Checks what a partner document says of who is told what must be seen to.</summary>
internal static class PartnerWatching
{
    public static void CheckWatchers(IReadOnlyList<string>? watchers, List<ReadError> errors)
    {
        foreach (var (i, watcher) in (watchers ?? []).Index())
            if (watcher is null || !MailAddress.IsUsable(watcher)) errors.Add(new($"/watchers/{i}", MailAddress.Expected));
        if (watchers is { Count: > MailAddress.MaxInList }) errors.Add(new("/watchers", $"At most {MailAddress.MaxInList} mail addresses."));
    }

    public static Uri? ReadWorkflow(string? given, Uri? kept, bool allowHttp, List<ReadError> errors)
    {
        const string Place = "/teamsWorkflow";
        if (given is null) return null;
        if (given.Trim() == PartnerDocument.Masked)
        {
            if (kept is null) errors.Add(new(Place, "There is no address here to keep."));
            return kept;
        }
        if (Uri.TryCreate(given.Trim(), UriKind.Absolute, out var url) && (url.Scheme == "https" || (allowHttp && url.Scheme == "http"))
            && url.UserInfo.Length == 0) return url;
        errors.Add(new(Place, "The https address that Teams gives for the workflow \"When a Teams webhook request is received\", without a user name."));
        return null;
    }
}

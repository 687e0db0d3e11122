using MimeKit;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>The mail that a hub on one machine wrote into files.</summary>
/// <param name="hub">The hub.</param>
internal sealed class MailFolder(HubHost hub)
{
    public string Path => System.IO.Path.Combine(hub.DataDirectory, "notices");

    /// <summary>The files, the oldest first.</summary>
    public IReadOnlyList<string> Files => Directory.Exists(Path) ? [.. Directory.GetFiles(Path).Order(StringComparer.Ordinal)] : [];

    /// <summary>The mails, the oldest first.</summary>
    public async Task<IReadOnlyList<MimeMessage>> ReadAsync()
    {
        var mails = new List<MimeMessage>();
        foreach (var file in Files) mails.Add(await MimeMessage.LoadAsync(file, Patience.Token));
        return mails;
    }
}

using Hub.Application.Notices;
using Hub.Storage.Tests.Contracts;
using MimeKit;

namespace Hub.Storage.Tests.Notices.Support;

/// <summary>Whom mail is for in these tests.</summary>
internal static class Watchers
{
    public static readonly NoticeAudience ByMail = new(["beheer@woonhart.example", "o'neil+hub@timmer.example"], null);

    public static readonly NoticeAudience ByTeams = new([], new Uri("https://teams.example/workflows/1?sig=geheim"));

    public static ReceivedNotice Received(MimeMessage mail, IReadOnlyList<string>? to = null) =>
        new(mail.MessageId!, mail.Subject!, mail.TextBody!, to ?? [.. mail.To.Mailboxes.Select(m => m.Address)]);
}

using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using Hub.Application.Notices;
using Hub.Application.Settings;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Hub.Embedded.Notices;

/// <summary>Mail by a mail server (SMTP, RFC 5321), with a connection of its own for each.</summary>
/// <param name="server">The server.</param>
/// <param name="trust">Judges the server's certificate; null for the system's judgement. For tests.</param>
public sealed class SmtpNotices(SmtpServer server, RemoteCertificateValidationCallback? trust = null) : INoticeChannel
{
    /// <inheritdoc/>
    public string Name => INoticeChannel.Mail;

    /// <inheritdoc/>
    public bool Reaches(NoticeAudience audience) => audience.Mail.Count > 0;

    /// <inheritdoc/>
    public string ServerOf(NoticeAudience audience) => $"the mail server {server.Host}";

    /// <inheritdoc/>
    public async Task<NoticeResult> SendAsync(NoticeMessage message, NoticeAudience audience, CancellationToken cancel)
    {
        using var client = new Client();
        if (trust is not null) client.ServerCertificateValidationCallback = trust;
        try
        {
            using var mail = NoticeMail.Of(message, server.From, audience.Mail);
            await client.ConnectAsync(server.Host, server.Port, Security(), cancel);
            if (server is { User: { } user, Password: { } password }) await client.AuthenticateAsync(user, password, cancel);
            await client.SendAsync(mail, cancel);
            await QuitAsync(client, cancel);
            if (client.Deferred > 0)
            {
                return new NoticeResult.SentToSome([.. audience.Mail.Where(client.Settled.Contains)], string.Create(CultureInfo.InvariantCulture,
                    $"The mail server put {client.Deferred} of {audience.Mail.Count} addresses off until later."));
            }
            return new NoticeResult.Sent(client.Refused == 0 ? null
                : string.Create(CultureInfo.InvariantCulture, $"the mail server refused {client.Refused} of {audience.Mail.Count} addresses"));
        }
        catch (SmtpCommandException e) when (client is { Accepted: 0, Refused: > 0 } or { Accepted: 0, Deferred: > 0 })
        {
            return new NoticeResult.Failed(
                client.Deferred > 0 ? "The mail server put all addresses off until later, or refused them." : Words(e)!, IsOfMessage: true);
        }
        catch (Exception e) when (Words(e) is { } why)
        {
            return new NoticeResult.Failed(why, IsOfMessage(e));
        }
    }

    private SecureSocketOptions Security() => server.Security switch
    {
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    // The server has the mail already: what goes wrong with the goodbye changes nothing.
    private static async Task QuitAsync(Client client, CancellationToken cancel)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancel);
        }
        catch (Exception e) when (e is IOException or SmtpProtocolException or OperationCanceledException)
        {
            // See above.
        }
    }

    // What a server writes may name addresses: its code says enough.
    private static string? Words(Exception e) => e switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } refused => $"The mail server refused the sender ({(int)refused.StatusCode}).",
        SmtpCommandException refused => $"The mail server refused the mail ({(int)refused.StatusCode}).",
        ServiceNotAuthenticatedException => "The mail server asks for a user name (Hub:Smtp:User).",
        AuthenticationException => "The mail server refused the user name or the password.",
        SslHandshakeException => "No trusted TLS connection to the mail server could be made.",
        NotSupportedException => "The mail server does not offer what Hub:Smtp:Security or Hub:Smtp:User asks for.",
        SocketException => "The mail server cannot be reached.",
        SmtpProtocolException or IOException => "The mail server broke the connection off.",
        _ => null,
    };

    // A mail that is refused for good (5xx) is this one; a sender that is refused, or "not now" (4xx), concerns all.
    private static bool IsOfMessage(Exception e) =>
        e is SmtpCommandException { ErrorCode: SmtpErrorCode.MessageNotAccepted, StatusCode: >= (SmtpStatusCode)500 };

    // One address that does not exist any more must not keep the mail from the others. What is put off (4xx: greylisting, a full mailbox) may go later.
    private sealed class Client : SmtpClient
    {
        public int Accepted { get; private set; }

        public int Refused { get; private set; }

        public int Deferred { get; private set; }

        /// <summary>Those that were accepted, or refused for good.</summary>
        public HashSet<string> Settled { get; } = new(StringComparer.OrdinalIgnoreCase);

        protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            Accepted++;
            Settled.Add(mailbox.Address);
        }

        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            if ((int)response.StatusCode is >= 400 and < 500)
            {
                Deferred++;
                return;
            }
            Refused++;
            Settled.Add(mailbox.Address);
        }
    }
}

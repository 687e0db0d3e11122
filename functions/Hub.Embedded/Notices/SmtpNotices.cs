using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using Hub.Application.Notices;
using Hub.Application.Settings;
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
    public string Name => "mail";

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
            return new NoticeResult.Sent(client.Refused == 0 ? null
                : string.Create(CultureInfo.InvariantCulture, $"the mail server refused {client.Refused} of {audience.Mail.Count} addresses"));
        }
        catch (Exception e) when (Words(e) is { } why)
        {
            return new NoticeResult.Failed(why);
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
        AuthenticationException => "The mail server refused the user name or the password.",
        SslHandshakeException => "No trusted TLS connection to the mail server could be made.",
        NotSupportedException => "The mail server does not offer what Hub:Smtp:Security or Hub:Smtp:User asks for.",
        SocketException => "The mail server cannot be reached.",
        SmtpProtocolException or IOException => "The mail server broke the connection off.",
        _ => null,
    };

    // One address that does not exist any more must not keep the mail from the others.
    private sealed class Client : SmtpClient
    {
        public int Refused { get; private set; }

        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => Refused++;
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Hub.Testing.Mail;

/// <summary>A mail that a server took.</summary>
/// <param name="From">The sender of its envelope.</param>
/// <param name="To">Those to whom it goes.</param>
/// <param name="Content">Its lines.</param>
/// <param name="WasSecured">Whether it came over TLS.</param>
/// <param name="User">Who signed in; null where nobody did.</param>
public sealed record MailTaken(string From, IReadOnlyList<string> To, byte[] Content, bool WasSecured, string? User);

/// <summary>A small mail server on loopback (RFC 5321): STARTTLS (RFC 3207) or TLS at once, AUTH PLAIN and LOGIN (RFC 4954).</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _certificate = ServerCertificate();
    private readonly ConcurrentQueue<MailTaken> _taken = new();
    private readonly Task _accepting;
    private readonly bool _isSecuredAtOnce;

    /// <summary>Starts it.</summary>
    /// <param name="isSecuredAtOnce">True for TLS from the first byte on.</param>
    public MailServer(bool isSecuredAtOnce = false)
    {
        _isSecuredAtOnce = isSecuredAtOnce;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Its port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>User and password that it asks for; null for none.</summary>
    public (string User, string Password)? Account { get; set; }

    /// <summary>Whether it offers STARTTLS.</summary>
    public bool OffersTls { get; set; }

    /// <summary>Addresses that it does not know.</summary>
    public IReadOnlySet<string> Unknown { get; set; } = new HashSet<string>();

    /// <summary>Addresses for which it takes nothing yet (greylisting, RFC 6647).</summary>
    public IReadOnlySet<string> Deferred { get; set; } = new HashSet<string>();

    /// <summary>What it says to a mail; null for "taken".</summary>
    public string? Refuses { get; set; }

    /// <summary>True lets it break every connection off.</summary>
    public bool IsBroken { get; set; }

    /// <summary>True lets it say nothing, not even a greeting.</summary>
    public bool IsSilent { get; set; }

    /// <summary>True lets it take a mail and break off before it says so.</summary>
    public bool LosesAnswer { get; set; }

    /// <summary>What it took, in order.</summary>
    public IReadOnlyList<MailTaken> Taken => [.. _taken];

    /// <summary>True for its certificate.</summary>
    public bool IsOwn(X509Certificate? certificate) => certificate?.GetCertHashString() == _certificate.GetCertHashString();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _certificate.Dispose();
        _stop.Dispose();
    }

    private static X509Certificate2 ServerCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=mail.test", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        // SslStream does not use keys that live in memory alone on every platform.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private async Task AcceptAsync()
    {
        while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await new Session(this, client.GetStream()).RunAsync(_stop.Token);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or AuthenticationException)
            {
                // Broken off by either side, or by the end of the test.
            }
        }
    }

    private sealed class Session(MailServer server, Stream stream)
    {
        private Stream _stream = stream;
        private bool _isSecured;
        private string? _user;
        private string _from = "";
        private List<string> _to = [];

        public async Task RunAsync(CancellationToken cancel)
        {
            if (server.IsBroken) return;
            if (server.IsSilent) await Task.Delay(Timeout.Infinite, cancel);
            if (server._isSecuredAtOnce) await SecureAsync(cancel);
            await SayAsync("220 mail.test ESMTP", cancel);
            while (await ReadLineAsync(cancel) is { } line)
            {
                if (!await AnswerAsync(line, cancel)) return;
            }
        }

        private async Task<bool> AnswerAsync(string line, CancellationToken cancel)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await SayAsync("250-mail.test", cancel);
                    if (server.OffersTls && !_isSecured) await SayAsync("250-STARTTLS", cancel);
                    if (server.Account is not null) await SayAsync("250-AUTH PLAIN LOGIN", cancel);
                    await SayAsync("250 8BITMIME", cancel);
                    return true;
                case "STARTTLS":
                    await SayAsync("220 Go ahead", cancel);
                    await SecureAsync(cancel);
                    return true;
                case "AUTH":
                    return await SignInAsync(line.Split(' '), cancel);
                case "MAIL" when server.Account is not null && _user is null:
                    return await SayAsync("530 5.7.0 Authentication required", cancel);
                case "MAIL":
                    (_from, _to) = (AddressIn(line), []);
                    return await SayAsync("250 2.1.0 Ok", cancel);
                case "RCPT" when server.Unknown.Contains(AddressIn(line)):
                    return await SayAsync($"550 5.1.1 <{AddressIn(line)}> unknown", cancel);
                case "RCPT" when server.Deferred.Contains(AddressIn(line)):
                    return await SayAsync($"450 4.2.0 <{AddressIn(line)}> greylisted, try again later", cancel);
                case "RCPT":
                    _to.Add(AddressIn(line));
                    return await SayAsync("250 2.1.5 Ok", cancel);
                case "DATA" when _to.Count == 0:
                    return await SayAsync("554 5.5.1 No valid recipients", cancel);
                case "DATA":
                    return await TakeAsync(cancel);
                case "RSET":
                    return await SayAsync("250 2.0.0 Ok", cancel);
                case "QUIT":
                    await SayAsync("221 2.0.0 Bye", cancel);
                    return false;
                default:
                    return await SayAsync("502 5.5.2 Not known", cancel);
            }
        }

        private async Task<bool> TakeAsync(CancellationToken cancel)
        {
            await SayAsync("354 End with a dot", cancel);
            var content = new StringBuilder();
            while (await ReadLineAsync(cancel) is { } line && line != ".")
                content.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            if (server.Refuses is { } why) return await SayAsync(why, cancel);
            server._taken.Enqueue(new MailTaken(_from, _to, Encoding.Latin1.GetBytes(content.ToString()), _isSecured, _user));
            return !server.LosesAnswer && await SayAsync("250 2.0.0 Taken", cancel);
        }

        private async Task<bool> SignInAsync(string[] words, CancellationToken cancel)
        {
            var given = words is [_, "PLAIN", var initial] ? Decoded(initial).Split('\0') is [_, var u, var p] ? (u, p) : default
                : words[1] == "LOGIN" ? (await AskAsync("VXNlcm5hbWU6", cancel), await AskAsync("UGFzc3dvcmQ6", cancel))
                : default;
            if (given != server.Account) return await SayAsync("535 5.7.8 Wrong", cancel);
            _user = given.Item1;
            return await SayAsync("235 2.7.0 Welcome", cancel);
        }

        private async Task<string> AskAsync(string question, CancellationToken cancel)
        {
            await SayAsync($"334 {question}", cancel);
            return Decoded(await ReadLineAsync(cancel) ?? "");
        }

        private static string Decoded(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

        private async Task SecureAsync(CancellationToken cancel)
        {
            var tls = new SslStream(_stream);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server._certificate }, cancel);
            (_stream, _isSecured) = (tls, true);
        }

        private async Task<bool> SayAsync(string line, CancellationToken cancel)
        {
            await _stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancel);
            return true;
        }

        private async Task<string?> ReadLineAsync(CancellationToken cancel)
        {
            var line = new StringBuilder();
            var one = new byte[1];
            while (await _stream.ReadAsync(one, cancel) == 1)
            {
                if (one[0] == '\n') return line.ToString().TrimEnd('\r');
                line.Append((char)one[0]);
            }
            return null;
        }

        private static string AddressIn(string line) => line[(line.IndexOf('<') + 1)..line.IndexOf('>')];
    }
}

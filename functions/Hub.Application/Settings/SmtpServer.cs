namespace Hub.Application.Settings;

/// <summary>How a connection to a mail server is secured.</summary>
public enum SmtpSecurity
{
    /// <summary>TLS after the greeting (STARTTLS, RFC 3207); a server without it is not used.</summary>
    StartTls,

    /// <summary>TLS from the first byte on (RFC 8314).</summary>
    Tls,

    /// <summary>None: for a server on the same machine (loopback) alone.</summary>
    None,
}

/// <summary>The mail server that takes notices.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Its port.</param>
/// <param name="From">The sender's mail address.</param>
/// <param name="Security">How the connection is secured.</param>
/// <param name="User">User name; null where the server asks for none.</param>
/// <param name="Password">Password of the user. Secret.</param>
public sealed record SmtpServer(string Host, int Port, string From, SmtpSecurity Security, string? User, string? Password)
{
    /// <summary>The password stays out of logs.</summary>
    public override string ToString() => $"SmtpServer {Host}:{Port} ({Security})";
}

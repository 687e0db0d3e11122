using System.Net;
using Hub.Application.Notices;
using Hub.Application.Settings;
using Hub.Domain.Partners;

namespace Hub.Functions.Settings;

/// <summary>The settings of notices: <c>Hub:Notices:*</c> and <c>Hub:Smtp:*</c>.</summary>
internal static class NoticeSection
{
    private const string Host = "Smtp:Host";
    private const string From = "Smtp:From";
    private const string User = "Smtp:User";
    private const string Password = "Smtp:Password";

    private static readonly char[] Separators = [',', ';'];

    /// <exception cref="SettingException">One is wrong.</exception>
    public static NoticeSettings Read(HubSection hub, Uri? publicUrl, bool allowHttp) => new(
        Addresses(hub, "Notices:Administrators"), Workflow(hub, "Notices:TeamsWorkflow", allowHttp),
        TimeSpan.FromHours(HubOptions.Number(hub, "Notices:DeadlineHours", 4, 1, 240)), publicUrl);

    /// <exception cref="SettingException">One is wrong, or is there without the one that it needs.</exception>
    public static SmtpServer? ReadSmtp(HubSection hub)
    {
        var host = HubOptions.Text(hub, Host);
        var from = HubOptions.Text(hub, From);
        var user = HubOptions.Text(hub, User);
        var password = HubOptions.Text(hub, Password);
        var security = HubOptions.Text(hub, "Smtp:Security") switch
        {
            null => (SmtpSecurity?)null,
            var text => Enum.GetNames<SmtpSecurity>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<SmtpSecurity>(text, ignoreCase: true)
                : throw HubOptions.Wrong("Smtp:Security", "StartTls, Tls or None"),
        };
        var port = HubOptions.Text(hub, "Smtp:Port") is null ? (int?)null : HubOptions.Number(hub, "Smtp:Port", 0, 1, 65535);
        if (host is null)
        {
            return from is null && user is null && password is null && security is null && port is null
                ? null
                : throw HubOptions.Wrong(Host, "the name of the mail server, beside the other settings of Hub:Smtp");
        }
        if (Uri.CheckHostName(host) is UriHostNameType.Unknown)
            throw HubOptions.Wrong(Host, "the name of the mail server alone, such as smtp.corporatie.example");
        if (from is null || !MailAddress.IsUsable(from))
            throw HubOptions.Wrong(From, "the mail address from which notices come, such as ketenhub@corporatie.example");
        if (user is null != password is null) throw HubOptions.Wrong(user is null ? User : Password, $"a value: {User} and {Password} go together");
        if (user is not null && security is SmtpSecurity.None)
            throw HubOptions.Wrong("Smtp:Security", "StartTls or Tls, so that the password is not sent in clear");
        if (security is SmtpSecurity.None && !IsThisMachine(host))
            throw HubOptions.Wrong("Smtp:Security", "StartTls or Tls: None is for a mail server on the same machine (localhost, 127.0.0.1 or ::1)");
        var secured = security ?? SmtpSecurity.StartTls;
        return new SmtpServer(host, port ?? (secured is SmtpSecurity.Tls ? 465 : 587), from, secured, user, password);
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static List<string> Addresses(HubSection hub, string name)
    {
        List<string> addresses =
            [.. (HubOptions.Text(hub, name) ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        return addresses.Count <= MailAddress.MaxInList && addresses.TrueForAll(MailAddress.IsUsable) ? addresses
            : throw HubOptions.Wrong(name, $"at most {MailAddress.MaxInList} mail addresses with commas between them");
    }

    private static Uri? Workflow(HubSection hub, string name, bool allowHttp) => HubOptions.Text(hub, name) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (allowHttp && uri.Scheme == "http")) && uri.UserInfo.Length == 0
            ? uri
        : throw HubOptions.Wrong(name, "the https address of a Teams workflow");
}

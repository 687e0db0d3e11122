using System.Globalization;
using Hub.Application.Notices;
using Hub.Application.Registry;
using Hub.Application.Settings;
using Hub.Domain.Contracts;
using Hub.Domain.Documents;
using Hub.Domain.Keys;
using Hub.Domain.Partners;
using Microsoft.Extensions.Configuration;

namespace Hub.Functions.Settings;

/// <summary>A setting is wrong: the start stops, with its name and what is expected.</summary>
public sealed class SettingException(string message) : Exception(message);

/// <summary>OAuth2 client-credentials tokens that the hub takes.</summary>
/// <param name="Issuer">Address of the issuer; its <c>/.well-known/openid-configuration</c> is read.</param>
/// <param name="Audience">What the tokens must be made out to.</param>
public sealed record OAuthOptions(Uri Issuer, string Audience);

/// <summary>The hub's settings, each checked: <c>Hub:*</c> in environment, app settings or local.settings.json.</summary>
public sealed record HubOptions
{
    /// <summary>The names of all settings below <c>Hub:</c>: those that a reading asks for.</summary>
    public static IReadOnlySet<string> Names { get; } = NamesAsked();

    /// <summary>Folder of all data (local runtime).</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Folder of the keys with which partners' secrets are encrypted; null for <c>keys</c> in the data directory (local runtime).</summary>
    public string? KeyDirectory { get; init; }

    /// <summary>Folder of the log of erasures on request; null for <c>erasures</c> in the data directory (local runtime).</summary>
    public string? ErasureDirectory { get; init; }

    /// <summary>Key of the manage face; null makes one at the first start (local runtime).</summary>
    public string? ManageKey { get; init; }

    /// <summary>Name of the secret in Key Vault that is the key of the manage API; null where it takes no key (Azure).</summary>
    public string? ManageKeySecret { get; init; }

    /// <summary>The client of every order.</summary>
    public required Corporation Corporation { get; init; }

    /// <summary>Where partners reach the hub; null where that is where it listens.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>True lets partners' addresses be private, loopback or plain HTTP.</summary>
    public bool AllowPrivateEndpoints { get; init; }

    /// <summary>How long personal data is kept.</summary>
    public required RetentionPeriods Retention { get; init; }

    /// <summary>How much the replacement of a register, a price list or a contract may remove unasked.</summary>
    public ReplacementLimits Replacements { get; init; } = new();

    /// <summary>Requests a minute that one partner may make.</summary>
    public int RequestsPerMinute { get; init; }

    /// <summary>Tokens that the hub takes; null where only API keys are.</summary>
    public OAuthOptions? OAuth { get; init; }

    /// <summary>The partner that sends and receives by queues of its own (Azure); null where none does.</summary>
    public string? QueuePartner { get; init; }

    /// <summary>Whom the hub tells what concerns itself, and how early it names deadlines.</summary>
    public required NoticeSettings Notices { get; init; }

    /// <summary>The mail server of notices; null where they go into files (local runtime), or by Microsoft Graph.</summary>
    public SmtpServer? Smtp { get; init; }

    /// <summary>How people sign in.</summary>
    public SignInOptions SignIn { get; init; } = new();

    /// <summary>Reads and checks the settings.</summary>
    /// <param name="configuration">Where they stand.</param>
    /// <param name="allowPrivateByDefault">True on the local runtime.</param>
    /// <exception cref="SettingException">One is wrong, or not known.</exception>
    public static HubOptions From(IConfiguration configuration, bool allowPrivateByDefault)
    {
        var hub = new HubSection(configuration);
        var options = Read(hub, allowPrivateByDefault);
        hub.RefuseUnknown();
        return options;
    }

    private static HubOptions Read(HubSection hub, bool allowPrivateByDefault)
    {
        var gln = Text(hub, "Corporation:Gln");
        if (gln is not null && !Gln.IsValid(gln)) throw Wrong("Corporation:Gln", "13 digits with a GS1 check digit");
        var manageKey = Text(hub, "ManageKey");
        var allowPrivate = Flag(hub, "AllowPrivateEndpoints", allowPrivateByDefault);
        if (manageKey is { Length: < Http.ManageKey.MinLength }) throw Wrong("ManageKey", $"at least {Http.ManageKey.MinLength} characters");
        if (manageKey is not null && ApiKey.IsOfOthers(manageKey)) throw Wrong("ManageKey", "another beginning: that of partners' and reader keys is theirs");
        var manageKeySecret = Text(hub, "ManageKeySecret");
        if (manageKeySecret is not null && !manageKeySecret.All(c => char.IsAsciiLetterOrDigit(c) || c is '-'))
            throw Wrong("ManageKeySecret", "the name of a secret in Key Vault: letters, digits and hyphens");
        return new HubOptions
        {
            DataDirectory = Text(hub, "DataDirectory") ?? ".data",
            KeyDirectory = Text(hub, "KeyDirectory"),
            ErasureDirectory = Text(hub, "ErasureDirectory"),
            ManageKey = manageKey,
            ManageKeySecret = manageKeySecret,
            Corporation = new Corporation(Text(hub, "Corporation:Name") ?? "", gln),
            PublicUrl = Address(hub, "PublicUrl"),
            AllowPrivateEndpoints = allowPrivate,
            Retention = new RetentionPeriods(
                TimeSpan.FromDays(Number(hub, "Retention:ContactDays", 90, 1, 3650)), TimeSpan.FromDays(Number(hub, "Retention:RawMessageDays", 400, 1, 3650)),
                Number(hub, "Retention:PhotoYears", 7, 1, Contract.MaxPhotoYears))
            {
                Audit = TimeSpan.FromDays(Number(hub, "Retention:AuditDays", 3 * 365, 30, 20 * 365)),
            },
            Replacements = new ReplacementLimits(Share(hub, "Replacements:Share", 0.05), Number(hub, "Replacements:AtLeast", 20, 0, 1_000_000)),
            RequestsPerMinute = Number(hub, "RequestsPerMinute", 600, 1, 10_000_000),
            OAuth = Tokens(hub),
            QueuePartner = PartnerId(hub, "Queue:Partner"),
            Notices = NoticeSection.Read(hub, Address(hub, "PublicUrl"), allowPrivate),
            Smtp = NoticeSection.ReadSmtp(hub),
            SignIn = People(hub),
        };
    }

    private static IReadOnlySet<string> NamesAsked()
    {
        var hub = new HubSection(new ConfigurationBuilder().Build());
        _ = Read(hub, allowPrivateByDefault: false);
        return hub.Known;
    }

    private static SignInOptions People(HubSection hub)
    {
        var tenantText = Text(hub, "SignIn:Tenants");
        var tenants = (tenantText ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // Taken for none, it would let in whomever the issuer knows.
        if (tenantText is not null && tenants.Length == 0) throw Wrong("SignIn:Tenants", "ids of directories, separated by commas");
        var (authority, client) = (Address(hub, "SignIn:Authority"), Text(hub, "SignIn:ClientId"));
        var (secret, file) = (Text(hub, "SignIn:ClientSecret"), Text(hub, "SignIn:ClientSecretFile"));
        if (authority is null)
        {
            if (client is not null || secret is not null || file is not null)
                throw Wrong("SignIn:Authority", "the https address of the issuer at which people sign in, beside the hub's id and secret there");
            return new SignInOptions { Tenants = tenants };
        }
        if (secret is not null && file is not null) throw Wrong("SignIn:ClientSecretFile", "either this or Hub:SignIn:ClientSecret");
        if (!IsHttpsOrLoopback(authority)) throw Wrong("SignIn:Authority", "an https address");
        if (Address(hub, "PublicUrl") is not { } address || !IsHttpsOrLoopback(address))
            throw Wrong("PublicUrl", "beside Hub:SignIn:Authority the https address at which people reach the hub");
        secret ??= file is null ? null : SecretIn(file);
        return new SignInOptions
        {
            Tenants = tenants,
            Issuer = new OpenIdIssuer(authority, client ?? throw Wrong("SignIn:ClientId", "the hub's id at the issuer"),
                secret ?? throw Wrong("SignIn:ClientSecret", "the hub's secret at the issuer, or Hub:SignIn:ClientSecretFile with a file that holds it")),
        };
    }

    private static bool IsHttpsOrLoopback(Uri address) => address.Scheme == Uri.UriSchemeHttps || address.IsLoopback;

    private static string SecretIn(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } secret ? secret : throw Wrong("SignIn:ClientSecretFile", "a file that holds the secret");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong("SignIn:ClientSecretFile", "a file that this user can read");
        }
    }

    private static OAuthOptions? Tokens(HubSection hub)
    {
        var issuer = Text(hub, "OAuth:Issuer");
        var audience = Text(hub, "OAuth:Audience");
        if (issuer is null && audience is null) return null;
        if (issuer is null || !Uri.TryCreate(issuer, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
            throw Wrong("OAuth:Issuer", "the https address of the token issuer");
        return new OAuthOptions(uri, audience ?? throw Wrong("OAuth:Audience", "the audience of the tokens, beside OAuth:Issuer"));
    }

    // A variable that another program failed to fill is not a setting that was left out.
    internal static string? Text(HubSection hub, string name) =>
        hub[name] is not { } text ? null
        : KeyText.Given(text) is null ? throw new SettingException($"The setting Hub:{name} is empty: give it a value, or leave it out.")
        : text.Trim();

    private static string? PartnerId(HubSection hub, string name) =>
        Text(hub, name) is not { } id || PartnerChecks.IsId(id) ? Text(hub, name) : throw Wrong(name, "a partner's id: lower-case letters, digits and hyphens");

    private static Uri? Address(HubSection hub, string name) =>
        Text(hub, name) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.Query.Length == 0 && uri.Fragment.Length == 0
            && uri.UserInfo.Length == 0 ? uri
        : throw Wrong(name, "an address such as https://hub.corporatie.example");

    private static bool Flag(HubSection hub, string name, bool otherwise) =>
        Text(hub, name) is not { } text ? otherwise : PlainValue.TryFlag(text, out var flag) ? flag : throw Wrong(name, "true or false");

    internal static int Number(HubSection hub, string name, int otherwise, int low, int high) =>
        Text(hub, name) is not { } text ? otherwise
        : PlainValue.TryWhole(text, out int number) && number >= low && number <= high ? number
        : throw Wrong(name, $"a whole number from {low} to {high}");

    private static double Share(HubSection hub, string name, double otherwise) =>
        Text(hub, name) is not { } text ? otherwise
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 ? share
        : throw Wrong(name, "a share from 0 to 1, such as 0.05 for 5 %");

    internal static SettingException Wrong(string name, string expected) => new($"The setting Hub:{name} is wrong: expected {expected}.");
}

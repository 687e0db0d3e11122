using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Documents;
using Hub.Domain.Keys;

namespace Hub.Domain.Partners;

/// <summary>The partner document of the administration API: as put by an administrator, and as given back with its secrets masked.</summary>
public sealed record PartnerDocument
{
    /// <summary>The text in the place of a secret; a PUT with it keeps the secret that is there.</summary>
    public const string Masked = "***";

    /// <summary>The partner's key; only given back.</summary>
    public string? Id { get; init; }

    /// <summary><c>Erp</c>, <c>Contractor</c> or <c>SurveyBureau</c>.</summary>
    public string? Role { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>GS1 location number.</summary>
    public string? Gln { get; init; }

    /// <summary>How the ERP calls it.</summary>
    public string? RelationCode { get; init; }

    /// <summary><c>appid</c> or <c>azp</c> of its tokens.</summary>
    public string? AppId { get; init; }

    /// <summary>How to reach it.</summary>
    public ConnectionDocument? Connection { get; init; }

    /// <summary>Mail addresses of those who hear of parked deliveries, of a partner that fails, and of deadlines that are about to pass.</summary>
    public IReadOnlyList<string>? Watchers { get; init; }

    /// <summary>Address of a Teams workflow that posts the same to a channel; secret.</summary>
    public string? TeamsWorkflow { get; init; }

    /// <summary>False stops all traffic with it.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Who of the corporation's directory works for this contractor.</summary>
    public IReadOnlyList<PersonReferenceDocument>? People { get; init; }

    /// <summary>The document of a partner, secrets masked.</summary>
    public static PartnerDocument Of(Partner p) => new()
    {
        Id = p.Id,
        Role = p.Role.ToString(),
        Name = p.Name,
        Gln = p.Gln,
        RelationCode = p.RelationCode,
        AppId = p.AppId,
        Connection = ConnectionDocument.Of(p.Connection),
        Watchers = p.Watchers,
        TeamsWorkflow = p.TeamsWorkflow is null ? null : Masked,
        Enabled = p.Enabled,
        People = p.People.Count > 0 ? [.. p.People.Select(PersonReferenceDocument.Of)] : null,
    };
}

/// <summary>The connection in a partner document.</summary>
public sealed record ConnectionDocument
{
    /// <summary><c>Vera</c>, <c>Dico</c> or <c>Canonical</c>.</summary>
    public string? Language { get; init; }

    /// <summary><c>VeraClient</c>, <c>Https</c>, <c>Webhook</c> or <c>Mailbox</c>.</summary>
    public string? Transport { get; init; }

    /// <summary>Where messages go.</summary>
    public string? Url { get; init; }

    /// <summary>Headers of every call.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Webhook secrets.</summary>
    public IReadOnlyList<string>? Secrets { get; init; }

    /// <summary><c>A</c>, <c>B</c> or <c>C</c>.</summary>
    public string? DicoGeneration { get; init; }

    /// <summary><c>id</c>, <c>idExtern</c> or <c>code</c>.</summary>
    public string? VeraOrderKey { get; init; }

    /// <summary>Codes that this partner uses otherwise.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Codes { get; init; }

    /// <summary>Why the hub stopped sending; only given back.</summary>
    public string? DisabledBecause { get; init; }

    internal static ConnectionDocument Of(Connection c) => new()
    {
        Language = c.Language.ToString(),
        Transport = c.Transport.ToString(),
        Url = c.Url?.OriginalString,
        Headers = c.Headers.ToDictionary(h => h.Key, _ => PartnerDocument.Masked),
        Secrets = [.. c.Secrets.Select(_ => PartnerDocument.Masked)],
        DicoGeneration = c.DicoGeneration.ToString(),
        VeraOrderKey = c.VeraOrderKey is { } key ? JsonNamingPolicy.CamelCase.ConvertName(key.ToString()) : null,
        Codes = c.Codes.Count > 0 ? c.Codes : null,
        DisabledBecause = c.DisabledBecause,
    };
}

/// <summary>JSON of partner documents. A member that is not known is an error: a misspelt setting must not pass for one.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(PartnerDocument))]
[JsonSerializable(typeof(IReadOnlyList<PartnerDocument>))]
public sealed partial class PartnerDocumentJson : JsonSerializerContext;

/// <summary>Checks a partner document and makes the partner of it; every error is named at its place.</summary>
public static class PartnerChecks
{
    private static readonly (PartnerRole Role, Language Language, Transport Transport)[] Allowed =
    [
        (PartnerRole.Erp, Language.Vera, Transport.VeraClient),
        (PartnerRole.Erp, Language.Vera, Transport.Mailbox),
        (PartnerRole.Erp, Language.Vera, Transport.Queue),
        (PartnerRole.Erp, Language.Canonical, Transport.Webhook),
        (PartnerRole.Erp, Language.Canonical, Transport.Mailbox),
        (PartnerRole.Erp, Language.Canonical, Transport.Queue),
        (PartnerRole.Contractor, Language.Dico, Transport.Https),
        (PartnerRole.Contractor, Language.Dico, Transport.Mailbox),
        (PartnerRole.Contractor, Language.Canonical, Transport.Webhook),
        (PartnerRole.Contractor, Language.Canonical, Transport.Mailbox),
        (PartnerRole.SurveyBureau, Language.Canonical, Transport.Webhook),
        (PartnerRole.SurveyBureau, Language.Canonical, Transport.Mailbox),
    ];

    // What the transport sets itself (RFC 9110, RFC 9112); a partner's settings that name one would break or smuggle the request.
    private static readonly HashSet<string> TransportHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Content-Length", "Transfer-Encoding", "Connection", "Upgrade", "TE", "Trailer", "Expect", "Keep-Alive", "Proxy-Connection",
        "HTTP2-Settings",
    };

    // What the hub sets in every call, or in every webhook: the partner's value would never arrive. The hub encodes no content.
    private static readonly HashSet<string> HubHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Encoding", "Content-Type", "Content-Range", "Content-Location", "Content-MD5", "Date", "Via", "Range", "If-Match", "Idempotency-Key",
        "X-Stuurgegevens-Referentienummer", "traceparent", "tracestate", "webhook-id", "webhook-timestamp", "webhook-signature",
    };

    /// <summary>True for a header that the transport sets itself.</summary>
    public static bool IsTransportHeader(string name) => TransportHeaders.Contains(name);

    /// <summary>True for a key of 1 to 40 lower-case letters, digits and hyphens that begins with a letter or digit.</summary>
    public static bool IsId(string id) =>
        id.Length is >= 1 and <= 40 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && id[0] != '-';

    /// <summary>True for a value that can be sent as a header (RFC 9110): visible ASCII, blanks and tabs.</summary>
    public static bool IsHeaderValue(string value) => value.All(c => c is '\t' or (>= ' ' and <= '~'));

    /// <summary>The partner of a document, or null where <paramref name="errors"/> has any.</summary>
    /// <param name="id">Its key, from the address.</param>
    /// <param name="document">The document.</param>
    /// <param name="existing">The partner as it is, for masked secrets.</param>
    /// <param name="others">All partners, for keys that must be unique.</param>
    /// <param name="allowHttp">True where plain HTTP may be used.</param>
    /// <param name="queuePartner">The partner that has queues of its own; null where none has.</param>
    /// <param name="lists">The lists of which it may use codes otherwise.</param>
    /// <param name="errors">Takes the errors.</param>
    public static Partner? Read(
        string id, PartnerDocument document, Partner? existing, IReadOnlyList<Partner> others, bool allowHttp, string? queuePartner, CodeLists lists,
        List<ReadError> errors)
    {
        if (!IsId(id)) errors.Add(new("", "A partner's id has 1 to 40 lower-case letters, digits and hyphens."));
        var role = Choice<PartnerRole>(document.Role, "/role", errors);
        if (document.Id is not null && document.Id != id) errors.Add(new("/id", $"The id of the address, {id}; or leave it out."));
        if (KeyText.Given(document.Name) is not { Length: <= Limits.KeyLength } name || !KeyText.IsUsable(name))
            errors.Add(new("/name", $"A name of at most {Limits.KeyLength} characters, without control characters, line breaks and invisible characters."));
        // A blank is no key, and no wish to have none.
        document = document with { Gln = Form(document.Gln), RelationCode = Form(document.RelationCode), AppId = Form(document.AppId) };
        foreach (var (key, at) in new[] { (document.RelationCode, "/relationCode"), (document.AppId, "/appId") })
            if (key is not null && (key.Length is 0 or > Limits.KeyLength || !KeyText.IsUsable(key)))
                errors.Add(new(at, $"At most {Limits.KeyLength} characters: {KeyText.Expected}."));
        if (document.Gln is not null && !Gln.IsValid(document.Gln)) errors.Add(new("/gln", "13 digits with a GS1 check digit."));
        Unique(document.Gln, p => p.Gln, "/gln");
        Unique(document.RelationCode, p => p.RelationCode, "/relationCode");
        Unique(document.AppId, p => p.AppId, "/appId");
        if (existing is not null && role is { } changed && changed != existing.Role)
            errors.Add(new("/role", "A partner's role cannot change: make another partner."));
        if (document.Connection is not { } c)
        {
            errors.Add(new("/connection", "Required."));
            return null;
        }

        var allowed = Allowed.Where(a => a.Transport is not Transport.Queue || id == queuePartner).ToList();
        var languages = allowed.Where(a => role is null || a.Role == role).Select(a => a.Language).Distinct();
        var language = Choice(c.Language, "/connection/language", errors, [.. languages]);
        var transports = allowed.Where(a => (role is null || a.Role == role) && (language is null || a.Language == language))
            .Select(a => a.Transport).Distinct();
        var transport = Choice(c.Transport, "/connection/transport", errors, [.. transports]);
        if (transport is Transport.Queue && id != queuePartner)
            errors.Add(new("/connection/transport", "Another: the only partner with queues is the one that the setting Hub:Queue:Partner names, in Azure."));
        else if (role is { } r && language is { } l && transport is { } t && !allowed.Contains((r, l, t)))
            errors.Add(new("/connection", $"For {r}: {string.Join(", ", allowed.Where(a => a.Role == r).Select(a => $"{a.Language} over {a.Transport}"))}."));
        if (language is Language.Dico && document.Gln is null) errors.Add(new("/gln", "DICO names parties by their GLN: 13 digits with a GS1 check digit."));
        Uri? url = null;
        if (transport is not (null or Transport.Mailbox or Transport.Queue) && (!Uri.TryCreate(c.Url, UriKind.Absolute, out url)
            || !(url.Scheme == "https" || (allowHttp && url.Scheme == "http")) || url.UserInfo.Length > 0))
            errors.Add(new("/connection/url", allowHttp ? "An http or https address, without a user name." : "An https address, without a user name."));
        var secrets = Unmask(c.Secrets, existing?.Connection.Secrets, errors);
        if (transport is Transport.Webhook && secrets.Count == 0)
            errors.Add(new("/connection/secrets", "A webhook needs at least one secret: whsec_ and base64 of 24 to 64 random bytes."));
        var headers = Unmask(c.Headers, existing?.Connection.Headers, errors);
        var generation = c.DicoGeneration is null ? DicoGeneration.C : Choice<DicoGeneration>(c.DicoGeneration, "/connection/dicoGeneration", errors);
        var orderKey = c.VeraOrderKey is null ? null : Choice<VeraOrderKey>(c.VeraOrderKey, "/connection/veraOrderKey", errors);
        if (language is { } spoken) lists.Check(spoken, c.Codes, errors);
        PartnerWatching.CheckWatchers(document.Watchers, errors);
        var workflow = PartnerWatching.ReadWorkflow(document.TeamsWorkflow, existing?.TeamsWorkflow, allowHttp, errors);
        var people = PersonReferenceDocument.Read(document.People, role, others.Where(p => p.Id != id), errors);
        if (errors.Count > 0) return null;

        return new Partner
        {
            Id = id,
            Role = role!.Value,
            Name = KeyText.Of(document.Name),
            Gln = document.Gln,
            RelationCode = document.RelationCode,
            AppId = document.AppId,
            Connection = new Connection
            {
                Language = language!.Value,
                Transport = transport!.Value,
                Url = url,
                Headers = headers,
                Secrets = secrets,
                DicoGeneration = generation!.Value,
                VeraOrderKey = orderKey,
                Codes = c.Codes ?? new Dictionary<string, IReadOnlyDictionary<string, string>>(),
            },
            Watchers = document.Watchers ?? [],
            TeamsWorkflow = workflow,
            Enabled = document.Enabled ?? true,
            People = people,
        };

        static string? Form(string? key) => key is null ? null : KeyText.Of(key);

        void Unique(string? value, Func<Partner, string?> of, string at)
        {
            if (value is not null && others.Any(p => p.Id != id && of(p) == value)) errors.Add(new(at, "Another partner has this already."));
        }
    }

    private static List<string> Unmask(IReadOnlyList<string>? given, IReadOnlyList<string>? kept, List<ReadError> errors)
    {
        var secrets = new List<string>();
        for (var i = 0; i < (given?.Count ?? 0); i++)
        {
            var secret = given![i]?.Trim() != PartnerDocument.Masked ? given[i] : kept is not null && i < kept.Count ? kept[i] : null;
            if (secret is not null && IsSecret(secret)) secrets.Add(secret);
            else
                errors.Add(new($"/connection/secrets/{i}",
                    secret is null ? "There is no secret here to keep." : "whsec_ and base64 of 24 to 64 random bytes."));
        }
        return secrets;
    }

    private static Dictionary<string, string> Unmask(IReadOnlyDictionary<string, string>? given, IReadOnlyDictionary<string, string>? kept,
        List<ReadError> errors)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in given ?? new Dictionary<string, string>())
        {
            string? header = value;
            if (value?.Trim() == PartnerDocument.Masked && !(kept?.TryGetValue(name, out header) ?? false)) header = null;
            if (header is null) errors.Add(new($"/connection/headers/{name}", "There is no value here to keep."));
            else if (IsMask(value!) && value!.Trim() != PartnerDocument.Masked)
                errors.Add(new($"/connection/headers/{name}", $"The value, or {PartnerDocument.Masked} to keep the one that is there."));
            else if (string.IsNullOrWhiteSpace(value)) errors.Add(new($"/connection/headers/{name}", "A value; or leave the header out."));
            else if (name.Length == 0 || !name.All(ch => char.IsAsciiLetterOrDigit(ch) || ch is '-' or '_') || !IsHeaderValue(header))
                errors.Add(new($"/connection/headers/{name}",
                    "A header name of letters, digits and hyphens, and a value of ASCII characters without controls."));
            else if (TransportHeaders.Contains(name) || HubHeaders.Contains(name))
                errors.Add(new($"/connection/headers/{name}", "Another header: this one is set by the hub itself, or by the transport."));
            else if (!headers.TryAdd(name, header)) errors.Add(new($"/connection/headers/{name}", "A header once."));
        }
        return headers;
    }

    // Asterisks alone are how some program shows a secret, and never one.
    private static bool IsMask(string value) => value.Trim() is { Length: > 0 } text && text.All(c => c == '*');

    private static bool IsSecret(string secret)
    {
        const string Prefix = "whsec_";
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        Span<byte> bytes = stackalloc byte[128];
        return secret.Length < 128 && Convert.TryFromBase64String(secret[Prefix.Length..], bytes, out var length) && length is >= 24 and <= 64;
    }

    // An error lists only what the rest of the document leaves open; what it rules out is named there.
    private static T? Choice<T>(string? text, string place, List<ReadError> errors, IReadOnlyList<T>? open = null) where T : struct, Enum
    {
        if (text is not null && Enum.GetNames<T>().FirstOrDefault(n => KeyText.SameCode(n, text)) is { } name)
            return Enum.Parse<T>(name);
        errors.Add(new(place, $"One of {string.Join(", ", open is { Count: > 0 } ? open.Select(v => v.ToString()) : Enum.GetNames<T>())}."));
        return null;
    }
}

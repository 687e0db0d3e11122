using System.Text.Json.Serialization;
using Hub.Domain.Keys;

namespace Hub.Domain.Partners;

/// <summary>What a partner is in the chain.</summary>
public enum PartnerRole
{
    /// <summary>The corporation's ERP.</summary>
    Erp,

    /// <summary>A maintenance contractor.</summary>
    Contractor,

    /// <summary>The bureau that surveys residents.</summary>
    SurveyBureau,
}

/// <summary>What a partner speaks.</summary>
public enum Language
{
    /// <summary>VERA 4.3 JSON.</summary>
    Vera,

    /// <summary>DICO SALES005 XML.</summary>
    Dico,

    /// <summary>CloudEvents 1.0 JSON.</summary>
    Canonical,
}

/// <summary>How messages reach a partner.</summary>
public enum Transport
{
    /// <summary>The hub calls the partner's VERA API.</summary>
    VeraClient,

    /// <summary>The hub posts the document over HTTPS.</summary>
    Https,

    /// <summary>The hub posts signed CloudEvents (Standard Webhooks).</summary>
    Webhook,

    /// <summary>The partner fetches from its mailbox at the hub.</summary>
    Mailbox,

    /// <summary>The hub puts messages on the partner's queue of Service Bus, in Azure.</summary>
    Queue,
}

/// <summary>Which list of DICO status codes a contractor's system knows.</summary>
public enum DicoGeneration
{
    /// <summary>The oldest list.</summary>
    A,

    /// <summary>Details under main statuses.</summary>
    B,

    /// <summary>The newest list: statuses and events apart.</summary>
    C,
}

/// <summary>Which key of a VERA order names it.</summary>
public enum VeraOrderKey
{
    /// <summary><c>id</c>.</summary>
    Id,

    /// <summary><c>idExtern</c>.</summary>
    IdExtern,

    /// <summary><c>code</c>.</summary>
    Code,
}

/// <summary>Language, address and peculiarities of a partner's system.</summary>
public sealed record Connection
{
    /// <summary>What the partner speaks.</summary>
    public required Language Language { get; init; }

    /// <summary>How messages reach it.</summary>
    public required Transport Transport { get; init; }

    /// <summary>Where messages go; null only for a mailbox and a queue. For VERA the base, to which <c>/onderhoudsorders/{id}</c> is added.</summary>
    public Uri? Url { get; init; }

    /// <summary>Headers sent with every call, e.g. the partner's own API key. Secret.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Webhook signing secrets, <c>whsec_</c> and base64 of 24-64 bytes; all sign, so that they rotate. Secret.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>
    /// Of a stored document: the name under which <see cref="Headers"/> and <see cref="Secrets"/> are kept apart from it. Null where there are none, where
    /// they stand in the document itself, as in earlier versions, and of a partner that has its secrets.
    /// </summary>
    public string? SecretsName { get; init; }

    /// <summary>The DICO status list that the partner knows; reading accepts all.</summary>
    public DicoGeneration DicoGeneration { get; init; } = DicoGeneration.C;

    /// <summary>Which key names a VERA order; null takes the first there is of idExtern, id, code.</summary>
    public VeraOrderKey? VeraOrderKey { get; init; }

    /// <summary>Single codes that this partner uses otherwise: list (<c>status</c>, <c>unit</c> …) → its code → the standard's code.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Codes { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Why the hub stopped sending to this endpoint (it answered 410 Gone), or null. A new PUT of the partner clears it.</summary>
    public string? DisabledBecause { get; init; }

    /// <summary>The standard's code for <paramref name="code"/> of <paramref name="list"/> as this partner uses it.</summary>
    public string ToStandard(string list, string code)
    {
        if (!Codes.TryGetValue(list, out var map)) return code;
        if (map.TryGetValue(code, out var exact)) return exact;
        foreach (var (theirs, standard) in map)
            if (KeyText.SameCode(theirs, code)) return standard;
        return code;
    }

    /// <summary>This partner's code for the standard's <paramref name="code"/> of <paramref name="list"/>.</summary>
    public string FromStandard(string list, string code)
    {
        if (!Codes.TryGetValue(list, out var map)) return code;
        foreach (var (theirs, standard) in map)
            if (standard == code) return theirs;
        return code;
    }

    /// <summary>Headers and secrets stay out of logs.</summary>
    public override string ToString() => $"Connection {Language} over {Transport}";
}

/// <summary>A party of the chain that the hub exchanges messages with.</summary>
public sealed record Partner
{
    /// <summary>The administrator's short key, e.g. <c>constructif</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required PartnerRole Role { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>GS1 location number, 13 digits with a check digit.</summary>
    public string? Gln { get; init => field = KeyText.Given(value); }

    /// <summary>How the ERP calls it.</summary>
    public string? RelationCode { get; init => field = KeyText.Given(value); }

    /// <summary>The <c>appid</c>, or <c>azp</c>, of its OAuth2 client-credentials tokens.</summary>
    public string? AppId { get; init => field = KeyText.Given(value); }

    /// <summary>How to reach it.</summary>
    public required Connection Connection { get; init; }

    /// <summary>Mail addresses that hear of parked deliveries, of a partner that fails, and of deadlines that are about to pass.</summary>
    public IReadOnlyList<string> Watchers { get; init; } = [];

    /// <summary>Address of a Teams workflow that posts to a channel what watchers hear; null for none. Secret: who has it can post there.</summary>
    public Uri? TeamsWorkflow { get; init; }

    /// <summary>False refuses its messages and holds its deliveries.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Who of the corporation's directory works for this contractor. A partner that an earlier version stored has none.</summary>
    public IReadOnlyList<PersonReference> People { get; init => field = value ?? []; } = [];

    /// <summary>True where the hub may send now.</summary>
    [JsonIgnore]
    public bool CanReceive => Enabled && Connection.DisabledBecause is null;

    /// <summary>What it keeps secret, and the addresses of its watchers, stay out of logs.</summary>
    public override string ToString() => $"Partner {Id} ({Role}, {Connection})";
}

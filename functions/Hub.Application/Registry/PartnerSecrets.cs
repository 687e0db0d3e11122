using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Partners;

namespace Hub.Application.Registry;

/// <summary>What of a partner is secret.</summary>
/// <param name="Headers">Headers of every call to it.</param>
/// <param name="Secrets">Secrets of its webhooks.</param>
/// <param name="TeamsWorkflow">Address of its Teams workflow; null where it has none.</param>
internal sealed record PartnerSecrets(IReadOnlyDictionary<string, string> Headers, IReadOnlyList<string> Secrets, string? TeamsWorkflow = null)
{
    private const string Unreadable = "The partner's secrets cannot be read: the keys that they are encrypted with are not there. Bring the keys back, "
        + "or put the partner again with its secrets.";

    /// <summary>The secrets of a partner as text; null where it has none.</summary>
    public static string? TextOf(Partner partner) => partner is { Connection: { Headers.Count: 0, Secrets.Count: 0 }, TeamsWorkflow: null }
        ? null
        : JsonSerializer.Serialize(
            new PartnerSecrets(
                new SortedDictionary<string, string>(partner.Connection.Headers.ToDictionary(), StringComparer.Ordinal), partner.Connection.Secrets,
                partner.TeamsWorkflow?.OriginalString),
            PartnerSecretsJson.Default.PartnerSecrets);

    /// <summary>The partner without its secrets, as its document is stored.</summary>
    public static Partner Without(Partner partner, string? name) => partner with
    {
        Connection = partner.Connection with { Headers = new Dictionary<string, string>(), Secrets = [], SecretsName = name },
        TeamsWorkflow = null,
    };

    /// <summary>The partner with its secrets. Without them nothing can be sent to it, and it says why.</summary>
    /// <param name="partner">As its document is stored.</param>
    /// <param name="text">What <see cref="TextOf"/> gave; null where it cannot be read.</param>
    public static Partner With(Partner partner, string? text)
    {
        if (text is null)
            return partner with { Connection = partner.Connection with { SecretsName = null, DisabledBecause = partner.Connection.DisabledBecause ?? Unreadable } };
        var secrets = JsonSerializer.Deserialize(text, PartnerSecretsJson.Default.PartnerSecrets)
            ?? throw new JsonException("The stored secrets of a partner are null.");
        return partner with
        {
            Connection = partner.Connection with
            {
                Headers = new Dictionary<string, string>(secrets.Headers, StringComparer.OrdinalIgnoreCase), Secrets = secrets.Secrets, SecretsName = null,
            },
            TeamsWorkflow = secrets.TeamsWorkflow is { } address ? new Uri(address) : null,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => "PartnerSecrets (withheld)";
}

/// <summary>The JSON of a partner's secrets.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PartnerSecrets))]
internal sealed partial class PartnerSecretsJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.People;

namespace Hub.Functions.SignIn;

/// <summary>
/// The principal that App Service authentication gives an app: JSON in base64 in a header.
/// https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
/// </summary>
internal static class ClientPrincipal
{
    /// <summary>The header; others of App Service authentication, which the hub does not read, begin with the same name.</summary>
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    // Entra ID. App Service takes other providers too, whose claims may have the same names and are nobody's word for a directory.
    private const string EntraId = "aad";

    // Characters. Servers take less by themselves; a token with 200 groups has 20,000.
    private const int MaxLength = 64 * 1024;

    private const int MaxClaims = 1_000;

    /// <summary>The principal of a header's value; null where it is none.</summary>
    public static Principal? Read(string header)
    {
        if (header.Length is 0 or > MaxLength) return null;
        try
        {
            var json = Convert.FromBase64String(header);
            var blob = JsonSerializer.Deserialize(json, ClientPrincipalJson.Default.Blob);
            if (blob is not { AuthenticationType: EntraId, Claims: { Count: > 0 and <= MaxClaims } claims }) return null;
            var read = new List<(string, string)>(claims.Count);
            foreach (var claim in claims)
            {
                if (claim is not { Type: { } type, Value: { } value }) return null;
                // The blob may name the type of roles otherwise.
                read.Add((type == blob.RoleType ? "roles" : type, value));
            }
            return Principal.Of(read);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    internal sealed record Blob(
        [property: JsonPropertyName("auth_typ")] string? AuthenticationType,
        [property: JsonPropertyName("role_typ")] string? RoleType, [property: JsonPropertyName("claims")] List<Claim?>? Claims);

    internal sealed record Claim([property: JsonPropertyName("typ")] string? Type, [property: JsonPropertyName("val")] string? Value);
}

/// <summary>Its JSON.</summary>
[JsonSourceGenerationOptions(MaxDepth = 8)]
[JsonSerializable(typeof(ClientPrincipal.Blob))]
internal sealed partial class ClientPrincipalJson : JsonSerializerContext;

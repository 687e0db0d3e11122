using System.Buffers.Text;
using System.Text.Json;
using Azure.Core;

namespace Hub.Storage.Tests.Blobs.Support;

/// <summary>An identity with an unsigned token; Azurite accepts it (<c>--oauth basic</c> checks claims, not signatures).</summary>
internal sealed class TestIdentity : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.UtcNow;
        var end = now.AddHours(1);
        var claims = new Dictionary<string, object>
        {
            ["aud"] = "https://storage.azure.com",
            ["iss"] = "https://sts.windows.net/4b3a7c86-0000-4000-8000-000000000001/",
            ["tid"] = "4b3a7c86-0000-4000-8000-000000000001",
            ["oid"] = "4b3a7c86-0000-4000-8000-000000000002",
            ["iat"] = now.AddMinutes(-5).ToUnixTimeSeconds(),
            ["nbf"] = now.AddMinutes(-5).ToUnixTimeSeconds(),
            ["exp"] = end.ToUnixTimeSeconds(),
        };
        var token = $"{Part(new Dictionary<string, object> { ["alg"] = "none", ["typ"] = "JWT" })}.{Part(claims)}.";
        return new AccessToken(token, end);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));

    private static string Part(Dictionary<string, object> json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}

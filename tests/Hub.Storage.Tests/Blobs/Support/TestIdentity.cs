using Azure.Core;
using Hub.AzureStandIn;

namespace Hub.Storage.Tests.Blobs.Support;

/// <summary>An identity with an unsigned token; Azurite accepts it (<c>--oauth basic</c> checks claims, not signatures).</summary>
internal sealed class TestIdentity : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.UtcNow;
        return new AccessToken(IdentityEndpoint.TokenFor("https://storage.azure.com", now), now.AddHours(1));
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}

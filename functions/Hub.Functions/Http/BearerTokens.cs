using System.Collections.Frozen;
using Hub.Functions.Settings;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Hub.Functions.Http;

/// <summary>The claims of a valid token.</summary>
/// <param name="AppId">The application that it was given to.</param>
/// <param name="Roles">Application roles.</param>
/// <param name="Person">The person that it was given for, as <c>directory/object id</c>; null where it is the application's own, or the issuer does not
/// say so.</param>
/// <param name="IsApplication">The issuer says that it is the application's own.</param>
/// <param name="Subject">What the issuer calls whoever it was given for.</param>
public sealed record TokenClaims(string? AppId, FrozenSet<string> Roles, string? Person = null, bool IsApplication = false, string? Subject = null);

/// <summary>Checks OAuth2 bearer tokens against the configured issuer; its keys are fetched when first needed and kept fresh by the library.</summary>
public sealed class BearerTokens
{
    private readonly OAuthOptions _options;
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _issuer;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>Accepts tokens of this issuer.</summary>
    /// <param name="options">Issuer and audience.</param>
    /// <param name="allowHttp">True lets the issuer be reached over plain HTTP (a stand-in on one's own machine).</param>
    public BearerTokens(OAuthOptions options, bool allowHttp)
    {
        _options = options;
        _issuer = new ConfigurationManager<OpenIdConnectConfiguration>(
            $"{options.Issuer.ToString().TrimEnd('/')}/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = !allowHttp });
    }

    /// <summary>The token's claims, or null where it is not valid.</summary>
    public async Task<TokenClaims?> CheckAsync(string token, CancellationToken cancel)
    {
        var issuer = await _issuer.GetConfigurationAsync(cancel);
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer.Issuer,
            ValidAudience = _options.Audience,
            IssuerSigningKeys = issuer.SigningKeys,
            ValidateIssuerSigningKey = true,
        });
        if (!result.IsValid)
        {
            // The issuer may have changed its keys since they were fetched.
            if (result.Exception is SecurityTokenSignatureKeyNotFoundException) _issuer.RequestRefresh();
            return null;
        }
        var claims = result.ClaimsIdentity;
        var (subject, objectId) = (claims.FindFirst("sub")?.Value, claims.FindFirst("oid")?.Value);
        // Of Entra: "scp" is in a person's token alone, and in an application's own the object is the subject. "idtyp" says it where it is switched on.
        // https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
        var isPerson = claims.FindFirst("scp") is not null || claims.FindFirst("idtyp")?.Value is "user";
        return new TokenClaims(
            claims.FindFirst("appid")?.Value ?? claims.FindFirst("azp")?.Value,
            claims.FindAll("roles").Select(c => c.Value).ToFrozenSet(),
            isPerson ? $"{claims.FindFirst("tid")?.Value}/{objectId ?? subject}" : null,
            !isPerson && (claims.FindFirst("idtyp")?.Value is "app" || (objectId is not null && objectId == subject)),
            subject);
    }
}

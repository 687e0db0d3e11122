using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Hub.Demo.Servers;
using Microsoft.IdentityModel.Tokens;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>The part of an issuer at which people sign in: authorization code with PKCE, as OpenID Connect Core 1.0 and RFC 7636 describe it.</summary>
internal sealed partial class StandInIssuer
{
    public const string Client = "ketenhub-dashboard";

    private const string Secret = "secret-of-the-hub";

    private readonly ConcurrentDictionary<string, Grant> _grants = new();

    private sealed record Grant(string RedirectUri, string Challenge, string IdToken);

    /// <summary>The settings of a hub at which people sign in here.</summary>
    public (string, string)[] SignInSettings =>
        [("Hub:SignIn:Authority", Issuer), ("Hub:SignIn:ClientId", Client), ("Hub:SignIn:ClientSecret", Secret)];

    /// <summary>A person signs in on the page to which the hub sent its browser.</summary>
    /// <param name="location">That page's address, as the hub made it.</param>
    /// <param name="claims">What this issuer says of the person.</param>
    /// <param name="audience">To whom the token is made out; the client where that is null.</param>
    /// <param name="nonce">Another nonce than the hub's.</param>
    /// <param name="forged">The token is signed with another key of the same name.</param>
    /// <returns>Where the browser is sent then.</returns>
    public Uri SignIn(string location, Dictionary<string, object> claims, string? audience = null, string? nonce = null, bool forged = false)
    {
        var asked = HttpUtility.ParseQueryString(new Uri(location).Query);
        Assert.StartsWith($"{Issuer}/authorize?", location, StringComparison.Ordinal);
        Assert.Equal((Client, "code", "S256"), (asked["client_id"], asked["response_type"], asked["code_challenge_method"]));
        Assert.Contains("openid", asked["scope"]!.Split(' '));
        var code = Guid.NewGuid().ToString("N");
        _grants[code] = new Grant(asked["redirect_uri"]!, asked["code_challenge"]!,
            IdToken(nonce ?? asked["nonce"]!, claims, audience ?? Client, forged));
        return new Uri($"{asked["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(asked["state"]!)}");
    }

    private StandInAnswer Exchange(ReceivedRequest request)
    {
        var form = HttpUtility.ParseQueryString(Encoding.UTF8.GetString(request.Body.Span));
        // A code is good for one exchange.
        if (!_grants.TryRemove(form["code"] ?? "", out var grant)) return Refuse("invalid_grant");
        if (form["client_id"] != Client || form["client_secret"] != Secret) return Refuse("invalid_client");
        var verifier = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"] ?? "")));
        if (form["redirect_uri"] != grant.RedirectUri || verifier != grant.Challenge) return Refuse("invalid_grant");
        return Json(new JsonObject
        {
            ["access_token"] = "not-used", ["token_type"] = "Bearer", ["expires_in"] = 300, ["id_token"] = grant.IdToken,
        });
    }

    private string IdToken(string nonce, IReadOnlyDictionary<string, object> claims, string audience, bool forged) =>
        Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer, Audience = audience, Claims = new Dictionary<string, object>(claims) { ["nonce"] = nonce },
            NotBefore = DateTime.UtcNow.AddMinutes(-1), IssuedAt = DateTime.UtcNow.AddMinutes(-1), Expires = DateTime.UtcNow.AddMinutes(5),
            SigningCredentials = new SigningCredentials(
                forged ? new RsaSecurityKey(RSA.Create(2048)) { KeyId = _key.KeyId } : _key, SecurityAlgorithms.RsaSha256),
        });

    private static StandInAnswer Refuse(string error) =>
        new(400, Encoding.UTF8.GetBytes(new JsonObject { ["error"] = error }.ToJsonString()), "application/json");
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Demo.Servers;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>An issuer of OAuth2 tokens on this machine: its description, its keys, and tokens as one asks for.</summary>
internal sealed partial class StandInIssuer() : StandInServer("Uitgever")
{
    public const string Audience = "api://ketenhub";

    private static readonly JsonWebTokenHandler Handler = new();

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "key-1" };

    public static async Task<StandInIssuer> StartAsync()
    {
        var issuer = new StandInIssuer();
        await issuer.StartAsync(0);
        return issuer;
    }

    private string Issuer => Url.ToString().TrimEnd('/');

    public (string, string)[] Settings => [("Hub:OAuth:Issuer", Issuer), ("Hub:OAuth:Audience", Audience)];

    /// <summary>A header with a token.</summary>
    /// <param name="app">The application that it is given to.</param>
    /// <param name="audience">To whom it is made out.</param>
    /// <param name="validFor">From now; below zero has expired.</param>
    /// <param name="forged">Signed with another key of the same name.</param>
    /// <param name="role">An application role.</param>
    /// <param name="more">Other claims.</param>
    /// <param name="claim">What names the application: <c>appid</c> in version 1.0 of Entra's tokens, <c>azp</c> in 2.0.</param>
    public (string Name, string Value) Token(string app, string audience = Audience, TimeSpan? validFor = null, bool forged = false, string? role = null,
        Dictionary<string, object>? more = null, string claim = "appid")
    {
        var until = DateTime.UtcNow + (validFor ?? TimeSpan.FromHours(1));
        var claims = new Dictionary<string, object> { [claim] = app };
        if (role is not null) claims["roles"] = new[] { role };
        foreach (var (name, value) in more ?? []) claims[name] = value;
        var token = Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer, Audience = audience, Claims = claims, NotBefore = until.AddHours(-2), IssuedAt = until.AddHours(-2), Expires = until,
            SigningCredentials = new SigningCredentials(
                forged ? new RsaSecurityKey(RSA.Create(2048)) { KeyId = _key.KeyId } : _key, SecurityAlgorithms.RsaSha256),
        });
        return ("Authorization", $"Bearer {token}");
    }

    protected override StandInAnswer Answer(ReceivedRequest request)
    {
        var parameters = _key.Rsa.ExportParameters(includePrivateParameters: false);
        return request.Path switch
        {
            "/.well-known/openid-configuration" => Json(new JsonObject
            {
                ["issuer"] = Issuer, ["jwks_uri"] = $"{Issuer}/keys", ["authorization_endpoint"] = $"{Issuer}/authorize",
                ["token_endpoint"] = $"{Issuer}/token",
                ["end_session_endpoint"] = $"{Issuer}/logout",
            }),
            "/token" => Exchange(request),
            "/keys" => Json(new JsonObject
            {
                ["keys"] = new JsonArray(new JsonObject
                {
                    ["kty"] = "RSA", ["use"] = "sig", ["kid"] = _key.KeyId,
                    ["n"] = Base64UrlEncoder.Encode(parameters.Modulus), ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
                }),
            }),
            _ => new StandInAnswer(404),
        };
    }

    private static StandInAnswer Json(JsonObject body) => new(200, Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json");
}

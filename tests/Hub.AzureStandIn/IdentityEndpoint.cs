using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.AzureStandIn;

/// <summary>
/// The endpoint at which a function app gets tokens for its managed identity. The tokens are unsigned: what stands in for the services checks no signature.
/// </summary>
public sealed class IdentityEndpoint : IAsyncDisposable
{
    /// <summary>Tenant of the identity.</summary>
    public const string Tenant = "4b3a7c86-0000-4000-8000-000000000001";

    private const string Identity = "4b3a7c86-0000-4000-8000-000000000002";

    private readonly WebApplication _server;

    private IdentityEndpoint(WebApplication server) => _server = server;

    /// <summary>The settings by which a process finds it.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["IDENTITY_ENDPOINT"] = $"{_server.Urls.Single()}/msi/token", ["IDENTITY_HEADER"] = "of-the-tests",
    };

    /// <summary>Starts it.</summary>
    public static async Task<IdentityEndpoint> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        server.MapGet("/msi/token", (string resource) => Results.Json(new
        {
            access_token = TokenFor(resource, DateTimeOffset.UtcNow),
            expires_on = DateTimeOffset.UtcNow.AddHours(8).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            resource,
            token_type = "Bearer",
        }));
        await server.StartAsync();
        return new IdentityEndpoint(server);
    }

    /// <summary>An unsigned token of the identity.</summary>
    /// <param name="resource">For which service it is.</param>
    /// <param name="now">When it is made.</param>
    public static string TokenFor(string resource, DateTimeOffset now)
    {
        var claims = new Dictionary<string, object>
        {
            ["aud"] = resource,
            ["iss"] = $"https://sts.windows.net/{Tenant}/",
            ["tid"] = Tenant,
            ["oid"] = Identity,
            ["iat"] = now.AddMinutes(-5).ToUnixTimeSeconds(),
            ["nbf"] = now.AddMinutes(-5).ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(8).ToUnixTimeSeconds(),
        };
        return $"{Part(new Dictionary<string, object> { ["alg"] = "none", ["typ"] = "JWT" })}.{Part(claims)}.";
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string Part(Dictionary<string, object> json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}

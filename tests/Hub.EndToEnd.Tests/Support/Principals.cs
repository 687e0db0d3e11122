using System.Text;
using System.Text.Json;
using Hub.Functions.SignIn;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>What App Service authentication says of people.</summary>
internal static class Principals
{
    public const string Tenant = "0b7d1f0e-5b2a-4c1e-9a4b-2f6d0c9e1a11";

    /// <summary>Its header.</summary>
    public static (string Name, string Value) Header(params (string Type, string Value)[] claims) => (ClientPrincipal.Header, Blob(claims));

    /// <summary>The header of somebody of the hub's own directory.</summary>
    public static (string Name, string Value) Of(string objectId, params string[] roles) =>
        Header([("tid", Tenant), ("oid", objectId), ("name", "S. de Proef"), .. roles.Select(r => ("roles", r))]);

    public static string Blob(params (string Type, string Value)[] claims) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new
    {
        auth_typ = "aad", claims = claims.Select(c => new { typ = c.Type, val = c.Value }), name_typ = "name", role_typ = "roles",
    }));

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}

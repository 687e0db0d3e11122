using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hub.Domain.Partners;

namespace Hub.Formats.Vera;

/// <summary>The keys of a VERA entity.</summary>
internal readonly record struct Keys(string? Id, string? IdExtern, string? Code)
{
    public bool Any => Id is not null || IdExtern is not null || Code is not null;

    public string? Of(VeraOrderKey key) => key switch
    {
        VeraOrderKey.Id => Id,
        VeraOrderKey.IdExtern => IdExtern,
        _ => Code,
    };

    /// <summary>The key that the connection uses, or where it is absent the first of idExtern, id, code.</summary>
    public string? Preferred(Connection connection) =>
        (connection.VeraOrderKey is { } key ? Of(key) : null) ?? IdExtern ?? Id ?? Code;

    /// <summary>The key that the connection uses, or where it is absent the first of code, idExtern, id: for what people name by its code.</summary>
    public string? PreferredCode(Connection connection) =>
        (connection.VeraOrderKey is { } key ? Of(key) : null) ?? Code ?? IdExtern ?? Id;
}

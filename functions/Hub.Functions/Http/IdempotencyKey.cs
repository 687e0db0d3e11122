using System.Globalization;
using Hub.Domain.Documents;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>
/// The header <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header-07): a string of structured fields (RFC 8941, section 3.3.3). Many senders
/// leave out its quotes, and are understood. A key that is not kept would let a message count twice, so that one that is wrong is refused and not passed over.
/// </summary>
internal static class IdempotencyKey
{
    private const string Name = "Idempotency-Key";

    // Characters, without the quotes.
    private const int Longest = 255;

    private static readonly Fault Wrong = new(400, "idempotency-key", "The Idempotency-Key is wrong", "Nothing was kept or changed.")
    {
        Errors =
        [
            new ReadError($"header {Name}", string.Create(CultureInfo.InvariantCulture,
                $"One string in quotes of 1 to {Longest} visible characters of ASCII and spaces, such as \"b7c1e0f2\"; none where the message has an id.")),
        ],
    };

    /// <summary>The key without quotes; empty where the request has none. One that is none ends the request, before anything is kept.</summary>
    public static ValueOrAnswer<string> Of(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Name, out var values)) return ValueOrAnswer<string>.Of("");
        var text = values.ToString().Trim();
        var key = (text is ['"', .., '"'] ? text[1..^1] : text).Trim();
        if (values.Count == 1 && key.Length is > 0 and <= Longest && IsString(key)) return ValueOrAnswer<string>.Of(key);
        var format = ErrorFormat.Of(request);
        return ValueOrAnswer<string>.End(request.Refuse(
            // VERA's 400 has no body, and could not say why.
            format == ErrorFormat.Vera ? Wrong with { Status = 422 }
            // The Dutch sentence says all.
            : format == ErrorFormat.Dico && !ErrorFormat.WantsJson(request) ? Wrong with { Errors = [] }
            : Wrong));
    }

    // What stands between the quotes: a quote or a backslash within has a backslash before it.
    private static bool IsString(string key)
    {
        for (var i = 0; i < key.Length; i++)
        {
            if (key[i] is < ' ' or > '~' or '"') return false;
            if (key[i] == '\\' && (++i == key.Length || key[i] is not ('"' or '\\'))) return false;
        }
        return true;
    }
}

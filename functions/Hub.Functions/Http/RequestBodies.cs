using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Application.Intake;
using Hub.Domain;
using Hub.Domain.Partners;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>Reads a request's body, up to a limit.</summary>
internal static class RequestBodies
{
    /// <summary>The whole body; or, where it is longer than <paramref name="limit"/> bytes, what was read of it, which is more, and <c>Whole</c>
    /// false.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, bool Whole)> ReadAsync(HttpRequest request, int limit, CancellationToken cancel)
    {
        // The declared length saves copies; it is not believed beyond the limit.
        var buffer = new byte[request.ContentLength is { } declared && declared <= limit ? (int)declared + 1 : Math.Min(limit + 1, 16 * 1024)];
        var length = 0;
        while (true)
        {
            var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancel);
            if (read == 0) return (buffer.AsMemory(0, length), true);
            length += read;
            if (length > limit) return (buffer.AsMemory(0, length), false);
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, limit + 1));
        }
    }

    /// <summary>The whole body of a manage route; a longer one ends the request.</summary>
    public static async Task<ValueOrAnswer<ReadOnlyMemory<byte>>> DocumentAsync(HttpRequest request, int limit)
    {
        var (body, whole) = await ReadAsync(request, limit, request.HttpContext.RequestAborted);
        return whole ? ValueOrAnswer<ReadOnlyMemory<byte>>.Of(body) : ValueOrAnswer<ReadOnlyMemory<byte>>.End(request.Refuse(Fault.DocumentTooLarge));
    }

    /// <summary>The JSON body of a manage route, null where it is empty; one that is too long or not of this form ends the request.</summary>
    public static async Task<ValueOrAnswer<T?>> JsonAsync<T>(HttpRequest request, JsonTypeInfo<T> type)
    {
        if ((await DocumentAsync(request, Limits.MessageBytes)).Ends(out var answer, out var body)) return ValueOrAnswer<T?>.End(answer);
        try
        {
            return ValueOrAnswer<T?>.Of(body.Length > 0 ? JsonSerializer.Deserialize(body.Span, type) : default);
        }
        catch (JsonException e)
        {
            return ValueOrAnswer<T?>.End(request.Refuse(Fault.WrongDocument(e)));
        }
    }

    /// <summary>True where the request names one of these media types, or none at all.</summary>
    public static bool IsOneOf(HttpRequest request, params ReadOnlySpan<string> mediaTypes)
    {
        if (request.ContentType is not { Length: > 0 } contentType) return true;
        var end = contentType.IndexOf(';');
        var type = (end < 0 ? contentType : contentType[..end]).Trim();
        foreach (var allowed in mediaTypes)
            if (type.Equals(allowed, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>A submission of this request's body, without its bytes.</summary>
    public static Submission Submission(HttpRequest request, Partner partner, Language language) => new()
    {
        Partner = partner,
        Language = language,
        Body = ReadOnlyMemory<byte>.Empty,
        ContentType = request.ContentType,
        IdempotencyKey = IdempotencyKey(request),
        TraceParent = System.Diagnostics.Activity.Current?.Id,
    };

    // draft-ietf-httpapi-idempotency-key-header-07: a structured-field string, in quotes.
    private static string? IdempotencyKey(HttpRequest request) =>
        request.Headers["Idempotency-Key"].ToString().Trim() is { Length: > 0 and <= 255 } key ? key.Trim('"') : null;
}

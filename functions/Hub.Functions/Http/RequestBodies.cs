using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Application.Intake;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Partners;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>Reads a request's body, up to a limit.</summary>
internal static class RequestBodies
{
    /// <summary>The whole body; or, where it is longer than <paramref name="limit"/> bytes, what was read of it, which is more, and <c>Whole</c>
    /// false.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">Bytes.</param>
    /// <param name="share">Counts the memory that it takes; null where it need not be counted.</param>
    /// <exception cref="BadHttpRequestException">408: the body came in too slowly.</exception>
    public static async Task<(ReadOnlyMemory<byte> Body, bool Whole)> ReadAsync(HttpRequest request, int limit, MessageMemory.Share? share = null)
    {
        using var deadline = BodyDeadline.Begin(request, limit);
        return await deadline.ReadAsync(cancel => ReadAsync(request, limit, share, cancel));
    }

    private static async Task<(ReadOnlyMemory<byte> Body, bool Whole)> ReadAsync(
        HttpRequest request, int limit, MessageMemory.Share? share, CancellationToken cancel)
    {
        // A declared length saves copies of what is short; memory for what is long is taken only as it comes.
        var buffer = new byte[Math.Min(Math.Min(request.ContentLength ?? limit, limit) + 1, MessageMemory.FreeBytes)];
        var length = 0;
        while (true)
        {
            var read = await ReadAsync(request, buffer.AsMemory(length), cancel);
            if (read == 0) return (buffer.AsMemory(0, length), true);
            length += read;
            if (length > limit) return (buffer.AsMemory(0, length), false);
            if (length < buffer.Length) continue;
            var size = Math.Min(buffer.Length * 2, limit + 1);
            share?.GrowTo(size);
            Array.Resize(ref buffer, size);
        }
    }

    private static async ValueTask<int> ReadAsync(HttpRequest request, Memory<byte> buffer, CancellationToken cancel)
    {
        try
        {
            return await request.Body.ReadAsync(buffer, cancel);
        }
        catch (IOException e) when (IncomingBody.IsWrongFraming(e))
        {
            throw IncomingBody.WrongFraming(e);
        }
    }

    /// <summary>The whole body of a manage route; a longer one ends the request.</summary>
    public static async Task<ValueOrAnswer<ReadOnlyMemory<byte>>> DocumentAsync(HttpRequest request, int limit)
    {
        var (body, whole) = await ReadAsync(request, limit);
        return whole ? ValueOrAnswer<ReadOnlyMemory<byte>>.Of(body) : ValueOrAnswer<ReadOnlyMemory<byte>>.End(request.Refuse(Fault.DocumentTooLarge));
    }

    /// <summary>The JSON body of a manage route, null where it is empty; one that is too long or not of this form ends the request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="type">The form.</param>
    /// <param name="takesNull">Whether a member that is null counts as one that is left out; else it ends the request.</param>
    public static async Task<ValueOrAnswer<T?>> JsonAsync<T>(HttpRequest request, JsonTypeInfo<T> type, bool takesNull = true)
    {
        if ((await DocumentAsync(request, Limits.MessageBytes)).Ends(out var answer, out var body)) return ValueOrAnswer<T?>.End(answer);
        if (body.Length == 0) return ValueOrAnswer<T?>.Of(default);
        if (ParsedJson(request, body).Ends(out answer, out var document)) return ValueOrAnswer<T?>.End(answer);
        using var parsed = document;
        return DocumentShape.Errors(document.RootElement, type, takesNull) is { Count: > 0 } errors
            ? ValueOrAnswer<T?>.End(request.Refuse(Fault.WrongDocument(errors)))
            : ValueOrAnswer<T?>.Of(document.Deserialize(type));
    }

    /// <summary>The JSON document of a manage route; one that is too long, broken or has a member twice ends the request.</summary>
    public static ValueOrAnswer<JsonDocument> ParsedJson(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        if (NotJson(body) is { } wrong) return ValueOrAnswer<JsonDocument>.End(request.Refuse(wrong));
        try
        {
            var text = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
            return ValueOrAnswer<JsonDocument>.Of(JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false }));
        }
        catch (JsonException e)
        {
            return ValueOrAnswer<JsonDocument>.End(request.Refuse(Fault.WrongDocument(e)));
        }
    }

    // Half a character passes the parser and fails only where its text is read.
    private static Fault? NotJson(ReadOnlyMemory<byte> body) => JsonUnicode.IsValid(body.Span)
        ? null
        : Fault.WrongDocument([new ReadError("", "A document in UTF-8, in which every escaped surrogate is one of a pair.")]);

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

    /// <summary>A submission of this request's body, without its bytes; an <c>Idempotency-Key</c> that is none ends the request.</summary>
    public static ValueOrAnswer<Submission> Submission(HttpRequest request, Partner partner, Language language)
    {
        if (IdempotencyKey.Of(request).Ends(out var answer, out var key)) return ValueOrAnswer<Submission>.End(answer);
        return ValueOrAnswer<Submission>.Of(new()
        {
            Partner = partner,
            Language = language,
            Body = ReadOnlyMemory<byte>.Empty,
            ContentType = request.ContentType,
            IdempotencyKey = key.Length == 0 ? null : key,
            TraceParent = System.Diagnostics.Activity.Current?.Id,
        });
    }
}

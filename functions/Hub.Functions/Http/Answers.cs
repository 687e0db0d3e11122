using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>The answers of endpoints. All JSON of the hub is written here or in a format's writer, with the same encoder.</summary>
internal static class Answers
{
    /// <summary>For a program or a terminal, and never put into a page: names, links and XML stay readable.</summary>
    internal static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A value as JSON.</summary>
    public static IResult Json<T>(T value, JsonTypeInfo<T> type, int status = 200, string mediaType = "application/json") =>
        Json(writer => JsonSerializer.Serialize(writer, value, type), status, mediaType);

    /// <summary>JSON that <paramref name="write"/> writes: one value.</summary>
    public static IResult Json(Action<Utf8JsonWriter> write, int status = 200, string mediaType = "application/json")
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Writing)) write(writer);
        return Results.Bytes(buffer.WrittenMemory, mediaType).With(status);
    }

    /// <summary>The answer for a fault, in the error format of the request's area.</summary>
    public static IResult Refuse(this HttpRequest request, Fault fault) => ErrorFormat.Of(request).Answer(request, fault);
}

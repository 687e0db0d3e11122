using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>The answers of endpoints. All JSON of the hub is written here or in a format's writer, with the same encoder.</summary>
internal static class Answers
{
    // For a program or a terminal, and never put into a page: names, links and XML stay readable.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A value as JSON.</summary>
    public static IResult Json<T>(T value, JsonTypeInfo<T> type, int status = 200, string mediaType = "application/json") =>
        Results.Bytes(Bytes(value, type), mediaType).With(status);

    /// <summary>JSON that <paramref name="write"/> writes: one value.</summary>
    public static IResult Json(Action<Utf8JsonWriter> write, int status = 200, string mediaType = "application/json") =>
        Results.Bytes(Bytes(write), mediaType).With(status);

    /// <summary>The bytes of a value as JSON.</summary>
    public static ReadOnlyMemory<byte> Bytes<T>(T value, JsonTypeInfo<T> type) => Bytes(writer => JsonSerializer.Serialize(writer, value, type));

    private static ReadOnlyMemory<byte> Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Writing)) write(writer);
        return buffer.WrittenMemory;
    }

    /// <summary>The answer for a fault, in the error format of the request's area.</summary>
    public static IResult Refuse(this HttpRequest request, Fault fault) => ErrorFormat.Of(request).Answer(request, fault);
}

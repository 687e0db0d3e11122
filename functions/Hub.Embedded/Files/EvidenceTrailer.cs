using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Application.Evidence;
using Microsoft.Win32.SafeHandles;

namespace Hub.Embedded.Files;

/// <summary>
/// The trailer of a picture's file: the picture's description as one line of JSON between two line feeds. <c>tail -n 1</c> shows it,
/// <c>head -c</c> with its <c>length</c> extracts the picture, and viewers ignore it.
/// </summary>
internal sealed record EvidenceTrailer(long Length, string MediaType, Guid OrderId, string PhotoId, DateTimeOffset ReceivedAt)
{
    private const int MaxBytes = 4096;
    private const byte LineFeed = (byte)'\n';

    /// <summary>The trailer of a picture of this length.</summary>
    /// <exception cref="ArgumentException">The trailer takes more than 4 KiB.</exception>
    public static byte[] Write(EvidenceKey key, EvidenceInfo info, long length)
    {
        var trailer = new EvidenceTrailer(length, info.MediaType, key.OrderId.Value, info.PhotoId, info.ReceivedAt);
        // The serializer escapes line feeds in strings, so the JSON is one line.
        byte[] line = [LineFeed, .. JsonSerializer.SerializeToUtf8Bytes(trailer, EvidenceTrailerJson.Default.EvidenceTrailer), LineFeed];
        return line.Length <= MaxBytes
            ? line
            : throw new ArgumentException($"What is kept with a picture takes {line.Length} bytes; at most {MaxBytes} are expected.", nameof(info));
    }

    /// <summary>Reads the trailer of a picture's file.</summary>
    /// <exception cref="InvalidDataException">The file has no trailer, or its length differs from the trailer's.</exception>
    public static EvidenceTrailer Read(SafeFileHandle file, string path)
    {
        var size = RandomAccess.GetLength(file);
        Span<byte> end = stackalloc byte[(int)Math.Min(size, MaxBytes)];
        var read = RandomAccess.Read(file, end, size - end.Length);
        if (read != end.Length || end is not [.., LineFeed] || end[..^1].LastIndexOf(LineFeed) is var start && start < 0) throw Damaged(path, null);
        try
        {
            var trailer = JsonSerializer.Deserialize(end[(start + 1)..^1], EvidenceTrailerJson.Default.EvidenceTrailer);
            return trailer is not null && trailer.Length == size - end.Length + start ? trailer : throw Damaged(path, null);
        }
        catch (JsonException e)
        {
            throw Damaged(path, e);
        }
    }

    private static InvalidDataException Damaged(string path, Exception? inner) => new($"The file {path} is damaged: put it back from a backup.", inner);
}

/// <summary>The JSON of <see cref="EvidenceTrailer"/>. Stored data: members may be added, never renamed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EvidenceTrailer))]
internal sealed partial class EvidenceTrailerJson : JsonSerializerContext;

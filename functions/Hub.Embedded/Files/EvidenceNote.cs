using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Application.Evidence;
using Microsoft.Win32.SafeHandles;

namespace Hub.Embedded.Files;

/// <summary>
/// The last line of a picture's file: what the picture is, as one line of JSON between two line feeds. <c>tail -n 1</c> shows
/// it, <c>head -c</c> with its <c>length</c> gives the picture itself, and viewers do not mind it.
/// </summary>
internal sealed record EvidenceNote(long Length, string MediaType, Guid OrderId, string PhotoId, DateTimeOffset ReceivedAt)
{
    private const int MaxBytes = 4096;
    private const byte LineFeed = (byte)'\n';

    /// <summary>The line that follows a picture of this length.</summary>
    /// <exception cref="ArgumentException">What is told takes more than 4 KiB.</exception>
    public static byte[] Write(EvidenceKey key, EvidenceInfo info, long length)
    {
        var note = new EvidenceNote(length, info.MediaType, key.OrderId.Value, info.PhotoId, info.ReceivedAt);
        // The serializer escapes line feeds within texts, so the line is one.
        byte[] line = [LineFeed, .. JsonSerializer.SerializeToUtf8Bytes(note, EvidenceNoteJson.Default.EvidenceNote), LineFeed];
        return line.Length <= MaxBytes ? line : throw new ArgumentException($"What is kept with a picture takes {line.Length} bytes; at most {MaxBytes} are expected.", nameof(info));
    }

    /// <summary>Reads the length and the media type of the picture in a file.</summary>
    /// <exception cref="InvalidDataException">The file does not end with its note, or is not as long as that says.</exception>
    public static (long Length, string MediaType) Read(SafeFileHandle file, string path)
    {
        var size = RandomAccess.GetLength(file);
        Span<byte> end = stackalloc byte[(int)Math.Min(size, MaxBytes)];
        var read = RandomAccess.Read(file, end, size - end.Length);
        if (read != end.Length || end is not [.., LineFeed] || end[..^1].LastIndexOf(LineFeed) is var start && start < 0) throw Damaged(path, null);
        try
        {
            var note = JsonSerializer.Deserialize(end[(start + 1)..^1], EvidenceNoteJson.Default.EvidenceNote);
            return note is not null && note.Length == size - end.Length + start ? (note.Length, note.MediaType) : throw Damaged(path, null);
        }
        catch (JsonException e)
        {
            throw Damaged(path, e);
        }
    }

    private static InvalidDataException Damaged(string path, Exception? inner) => new($"The file {path} is damaged: put it back from a backup.", inner);
}

/// <summary>The JSON of <see cref="EvidenceNote"/>. It is read for ever: members are added, never renamed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EvidenceNote))]
internal sealed partial class EvidenceNoteJson : JsonSerializerContext;

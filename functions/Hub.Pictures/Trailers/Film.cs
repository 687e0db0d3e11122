using System.Buffers.Binary;
using System.Text;

namespace Hub.Pictures.Trailers;

/// <summary>The film of a motion photo: boxes of the ISO base media format (ISO/IEC 14496-12 section 4.2), with or without a box that holds them.</summary>
internal static class Film
{
    private const int MaxBoxes = 10_000;

    // Boxes of films, free space, and the boxes in which phones put a film behind a HEIC (mpvd) or their own blocks (sefd).
    private static readonly HashSet<string> Types =
        ["ftyp", "styp", "moov", "moof", "mdat", "free", "skip", "wide", "uuid", "udta", "pnot", "sidx", "mfra", "mpvd", "sefd", "meta"];

    // Their content is coded, or a film again.
    private static readonly HashSet<string> Coded = ["moov", "moof", "mdat", "mpvd", "sefd"];

    /// <summary>Bytes of the film that begins here; 0 where none begins. A film that breaks off ends with its last whole box.</summary>
    public static int Length(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        for (var boxes = 0; boxes < MaxBoxes && Box(bytes[at..]) is { } box; boxes++)
        {
            // A second film, or a picture.
            if (box.Type == "ftyp" && (at > 0 || Documents.IsPictureBrand(bytes))) break;
            if (!Coded.Contains(box.Type) && Documents.Within(bytes.Slice(at, box.Length)) is not null) break;
            at += box.Length;
        }
        return at;
    }

    /// <summary>The type of the box of a film that begins here, whole or not; null where none begins.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 8 && Encoding.Latin1.GetString(bytes[4..8]) is var type && Types.Contains(type) ? type : null;

    private static (string Type, int Length)? Box(ReadOnlySpan<byte> bytes)
    {
        if (TypeOf(bytes) is not { } type) return null;
        ulong size = BinaryPrimitives.ReadUInt32BigEndian(bytes), header = 8;
        if (size == 1 && bytes.Length >= 16) (size, header) = (BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), 16);
        if (size == 0) size = (ulong)bytes.Length;
        return size >= header && size <= (ulong)bytes.Length ? (type, (int)size) : null;
    }
}

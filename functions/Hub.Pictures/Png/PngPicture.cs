using System.Text;
using Hub.Pictures.Trailers;

namespace Hub.Pictures.Png;

/// <summary>Reads a whole PNG (W3C Portable Network Graphics, third edition) and collects the chunks to keep.</summary>
internal sealed class PngPicture
{
    /// <summary>Its name in error messages.</summary>
    public const string Name = "PNG";

    // Length and type before the data, checksum after it.
    private const int ChunkOverhead = 12;

    private readonly ReadOnlyMemory<byte> file;
    private readonly List<ReadOnlyMemory<byte>> beforePixels = [];
    private readonly List<ReadOnlyMemory<byte>> pixelChunks = [];
    private readonly List<ReadOnlyMemory<byte>> pixels = [];
    private readonly HashSet<string> seen = [];
    private PngHeader? header;
    private Exif exif = Exif.None;
    private string previous = "";
    private string? profileDropped;
    private int pixelsAt;
    private int endAt;
    private int chunks;

    private PngPicture(ReadOnlyMemory<byte> file) => this.file = file;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether a file begins with the signature of PNG (section 5.2).</summary>
    public static bool HasSignature(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>Cleans a PNG.</summary>
    /// <exception cref="PictureRejectedException">It is damaged, incomplete or of an unsupported variety.</exception>
    public static CleanPicture Clean(ReadOnlyMemory<byte> file)
    {
        var picture = new PngPicture(file);
        var header = picture.Read();
        PngPixels.Check(header, picture.pixels, picture.pixelsAt);
        var exif = picture.exif;
        return new(
            PictureFormat.Png, "image/png", picture.Write(), header.Width, header.Height,
            exif.Orientation, exif.TakenAt)
        {
            ProfileDropped = picture.profileDropped,
            IsOrientationUnknown = exif.IsOrientationUnknown,
        };
    }

    private PngHeader Read()
    {
        var reader = new ByteReader(file.Span, 0, Name);
        reader.ReadBytes(Signature.Length, "a signature");
        while (previous != "IEND") Chunk(ref reader);
        endAt = reader.Offset - ChunkOverhead;
        Trailer.Check(file.Span, reader.Offset, Name);
        return header!;
    }

    private void Chunk(ref ByteReader reader)
    {
        var start = reader.Offset;
        PictureRejectedException.CheckParts(Name, start, chunks++);
        long length = reader.U32("a chunk's length");
        var typeAndData = new ByteReader(reader.Rest, reader.Offset, Name).ReadBytes(4 + length, "a chunk");
        var type = Type(reader);
        reader.ReadBytes(4, "a chunk's type");
        var data = reader.Window(length, "a chunk's data");
        if (reader.U32("a chunk's checksum") != PngCrc.Of(typeAndData)) throw data.Broken("a chunk that fits its checksum");
        if ((header is null) != (type == "IHDR")) throw data.Broken("one header chunk (IHDR), the first of all");

        AddChunk(type, data, file[start..reader.Offset]);
        seen.Add(type);
        previous = type;
    }

    private void AddChunk(string type, ByteReader data, ReadOnlyMemory<byte> whole)
    {
        var hasPixels = pixels.Count > 0;
        switch (type)
        {
            case "IHDR":
                header = PngHeader.Read(data);
                beforePixels.Add(whole);
                break;
            case "PLTE":
                if (seen.Contains(type) || hasPixels || header!.Colour is 0 or 4) throw data.Broken("no palette (PLTE) here");
                if (data.Remaining == 0 || data.Remaining % 3 != 0 || data.Remaining > 768) throw data.Broken("a palette of 1 to 256 colours");
                beforePixels.Add(whole);
                break;
            case "IDAT":
                if (header!.Colour == PngHeader.Palette && !seen.Contains("PLTE")) throw data.Broken("a palette (PLTE) before the pixels");
                if (hasPixels && previous != type) throw data.Broken("all pixel chunks (IDAT) in one row");
                if (!hasPixels) pixelsAt = data.Offset;
                pixels.Add(whole[(ChunkOverhead - 4)..^4]);
                pixelChunks.Add(whole);
                break;
            case "IEND":
                if (!hasPixels) throw data.Broken("pixels (IDAT) before the end chunk (IEND)");
                data.RequireEnd("the end chunk (IEND)");
                break;
            case "acTL":
                throw PictureRejectedException.Animated(Name, data.Offset, "an animation");
            case "eXIf":
                exif = exif.Or(Exif.Read(data.Rest));
                break;
            case "iCCP" when !seen.Contains(type):
                AddProfile(data, whole);
                break;
            default:
                // An upper-case first letter marks a critical chunk: the picture cannot be shown without it (section 5.4).
                if (char.IsAsciiLetterUpper(type[0]))
                    throw PictureRejectedException.Unsupported(Name, data.Offset, "a critical chunk that the standard does not know");
                if (!hasPixels && !seen.Contains(type) && PngChunkRules.Keeps(type, data, header!, seen.Contains("PLTE"))) beforePixels.Add(whole);
                break;
        }
    }

    // Viewers pass over a profile behind the palette or the pixels (section 5.6).
    private void AddProfile(ByteReader data, ReadOnlyMemory<byte> whole)
    {
        if (pixels.Count > 0 || seen.Contains("PLTE"))
        {
            profileDropped = "it stands behind what it is about";
            return;
        }
        (var kept, profileDropped) = PngProfile.Clean(whole[(ChunkOverhead - 4)..^4]);
        if (kept is { } clean) beforePixels.Add(clean.IsEmpty ? whole : ChunkOf(PngProfile.Type, clean.Span));
    }

    private static byte[] ChunkOf(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var writer = new PictureWriter();
        Chunk(writer, type, data);
        return writer.Written.ToArray();
    }

    private static string Type(ByteReader reader)
    {
        var type = reader.ReadBytes(4, "a chunk's type");
        foreach (var letter in type)
        {
            if (!char.IsAsciiLetter((char)letter)) throw reader.Broken("a chunk's type of four letters before it");
        }
        return Encoding.ASCII.GetString(type);
    }

    private PictureBytes Write()
    {
        var writer = new PictureWriter();
        writer.Keep(file[..Signature.Length]);
        foreach (var chunk in beforePixels) writer.Keep(chunk);
        if (exif.Orientation != 1) Chunk(writer, "eXIf"u8, Exif.WithOrientation(exif.Orientation));
        foreach (var chunk in pixelChunks) writer.Keep(chunk);
        writer.Keep(file.Slice(endAt, ChunkOverhead));
        return writer.Written;
    }

    private static void Chunk(PictureWriter writer, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        writer.U32(data.Length);
        writer.Bytes(type);
        writer.Bytes(data);
        writer.U32(PngCrc.Of([.. type, .. data]));
    }
}

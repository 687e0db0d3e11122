using System.Text;

namespace Hub.Pictures.Png;

/// <summary>Reads a PNG to its end (W3C Portable Network Graphics, third edition) and gathers what may be kept of it.</summary>
internal sealed class PngPicture
{
    /// <summary>What it is called in refusals.</summary>
    public const string Name = "PNG";

    // Length and type before the data, checksum behind it.
    private const int ChunkFrame = 12;

    private readonly ReadOnlyMemory<byte> file;
    private readonly List<ReadOnlyMemory<byte>> beforePixels = [];
    private readonly List<ReadOnlyMemory<byte>> pixelChunks = [];
    private readonly List<ReadOnlyMemory<byte>> pixels = [];
    private readonly HashSet<string> seen = [];
    private PngHeader? header;
    private Exif exif = Exif.None;
    private string previous = "";
    private int pixelsAt;
    private int chunks;

    private PngPicture(ReadOnlyMemory<byte> file) => this.file = file;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether a file begins with the signature of PNG (section 5.2).</summary>
    public static bool Begins(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>Cleans a PNG.</summary>
    /// <exception cref="PictureRefusedException">It is not whole, or not one that is taken.</exception>
    public static CleanPicture Clean(ReadOnlyMemory<byte> file)
    {
        var picture = new PngPicture(file);
        var header = picture.Read();
        PngPixels.Check(header, picture.pixels, picture.pixelsAt);
        var exif = picture.exif;
        return new(
            PictureFormat.Png, "image/png", picture.Write(), header.Width, header.Height,
            exif.Orientation, exif.TakenAt);
    }

    private PngHeader Read()
    {
        var reader = new ByteReader(file.Span, 0, Name);
        reader.Take(Signature.Length, "a signature");
        while (previous != "IEND") Chunk(ref reader);
        if (reader.Left > 0) throw PictureRefusedException.Trailing(Name, reader.Offset);
        return header!;
    }

    private void Chunk(ref ByteReader reader)
    {
        var start = reader.Offset;
        PictureRefusedException.CheckParts(Name, start, chunks++);
        long length = reader.U32("a chunk's length");
        var typeAndData = new ByteReader(reader.Rest, reader.Offset, Name).Take(4 + length, "a chunk");
        var type = Type(reader);
        reader.Take(4, "a chunk's type");
        var data = reader.Window(length, "a chunk's data");
        if (reader.U32("a chunk's checksum") != PngCrc.Of(typeAndData)) throw data.Broken("a chunk that fits its checksum");
        if ((header is null) != (type == "IHDR")) throw data.Broken("one header chunk (IHDR), the first of all");

        Place(type, data, file[start..reader.Offset]);
        seen.Add(type);
        previous = type;
    }

    private void Place(string type, ByteReader data, ReadOnlyMemory<byte> whole)
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
                if (data.Left == 0 || data.Left % 3 != 0 || data.Left > 768) throw data.Broken("a palette of 1 to 256 colours");
                beforePixels.Add(whole);
                break;
            case "IDAT":
                if (header!.Colour == PngHeader.Palette && !seen.Contains("PLTE")) throw data.Broken("a palette (PLTE) before the pixels");
                if (hasPixels && previous != type) throw data.Broken("all pixel chunks (IDAT) in one row");
                if (!hasPixels) pixelsAt = data.Offset;
                pixels.Add(whole[(ChunkFrame - 4)..^4]);
                pixelChunks.Add(whole);
                break;
            case "IEND":
                if (!hasPixels) throw data.Broken("pixels (IDAT) before the end chunk (IEND)");
                data.End("the end chunk (IEND)");
                break;
            case "acTL":
                throw PictureRefusedException.Animated(Name, data.Offset, "an animation");
            case "eXIf":
                if (!seen.Contains(type)) exif = Exif.Read(data.Rest);
                break;
            default:
                // A capital first letter says that the picture cannot be shown without (section 5.4).
                if (char.IsAsciiLetterUpper(type[0])) throw PictureRefusedException.Unsupported(Name, data.Offset, "a critical chunk that the standard does not know");
                if (!hasPixels && !seen.Contains(type) && PngChunkRules.Keeps(type, data, header!, seen.Contains("PLTE"))) beforePixels.Add(whole);
                break;
        }
    }

    private static string Type(ByteReader reader)
    {
        var type = reader.Take(4, "a chunk's type");
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
        if (exif.Orientation != 1) Chunk(writer, "eXIf"u8, Exif.Stating(exif.Orientation));
        foreach (var chunk in pixelChunks) writer.Keep(chunk);
        // The end chunk: nothing is behind it, and nothing in it.
        writer.Keep(file[^ChunkFrame..]);
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

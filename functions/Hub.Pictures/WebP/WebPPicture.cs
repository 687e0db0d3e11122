using System.Buffers.Binary;
using System.Text;
using Hub.Pictures.Icc;
using Hub.Pictures.Trailers;

namespace Hub.Pictures.WebP;

/// <summary>Reads a whole WebP (RFC 9649) and collects the chunks to keep.</summary>
internal sealed class WebPPicture
{
    /// <summary>Its name in error messages.</summary>
    public const string Name = "WebP";

    private const string Lossy = "VP8 ";
    private const string Lossless = "VP8L";
    private const string Extended = "VP8X";
    private const string Alpha = "ALPH";
    private const string Profile = "ICCP";
    private const string ExifChunk = "EXIF";

    private const int ExtendedLength = 10;

    // Section 2.7, the flags of VP8X.
    private const int HasProfile = 0x20;
    private const int HasAlpha = 0x10;
    private const int HasExif = 0x08;
    private const int IsAnimated = 0x02;

    private readonly Dictionary<string, (int Offset, ReadOnlyMemory<byte> Data)> chunks = [];
    private readonly ReadOnlyMemory<byte> file;
    private Exif exif = Exif.None;
    private string? profileDropped;

    private WebPPicture(ReadOnlyMemory<byte> file) => this.file = file;

    /// <summary>Whether a file has the signature of WebP.</summary>
    public static bool HasSignature(ReadOnlySpan<byte> file) => file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..12].SequenceEqual("WEBP"u8);

    /// <summary>Cleans a WebP.</summary>
    /// <exception cref="PictureRejectedException">It is damaged, incomplete or of an unsupported variety.</exception>
    public static CleanPicture Clean(ReadOnlyMemory<byte> file)
    {
        var picture = new WebPPicture(file);
        picture.Read();
        var (width, height) = picture.Check();
        // Viewers read Exif only where the first chunk is VP8X, which announces it.
        var exif = picture.chunks.ContainsKey(Extended) ? picture.exif : Exif.None;
        return new(
            PictureFormat.WebP, "image/webp", picture.Write(exif.Orientation), width, height,
            exif.Orientation, exif.TakenAt)
        {
            ProfileDropped = picture.profileDropped,
            IsOrientationUnknown = exif.IsOrientationUnknown,
        };
    }

    private void Read()
    {
        var outer = new ByteReader(file.Span, 0, Name);
        outer.ReadBytes(4, "RIFF");
        long length = outer.U32Little("the file's length");
        var reader = outer.Window(length, "as many bytes as the RIFF header states");
        Trailer.Check(file.Span, outer.Offset, Name);
        reader.ReadBytes(4, "WEBP");
        for (var count = 0; reader.Remaining > 0; count++)
        {
            PictureRejectedException.CheckParts(Name, reader.Offset, count);
            Chunk(ref reader, first: count == 0);
        }
    }

    private void Chunk(ref ByteReader reader, bool first)
    {
        var start = reader.Offset;
        var type = Encoding.Latin1.GetString(reader.ReadBytes(4, "a chunk's type"));
        long length = reader.U32Little("a chunk's length");
        var data = reader.Window(length, "a chunk's data");
        if (length % 2 == 1 && reader.Remaining > 0) reader.ReadBytes(1, "a pad byte");

        if (first && type is not (Lossy or Lossless or Extended)) throw data.Broken("a first chunk of type VP8, VP8L or VP8X");
        if (!first && type == Extended) throw data.Broken("the chunk VP8X before all others");
        if (type is "ANIM" or "ANMF") throw PictureRejectedException.Animated(Name, start, "an animation");
        if (type is ExifChunk) exif = exif.Or(Exif.Read(data.Rest));
        var isKnown = type is Lossy or Lossless or Extended or Alpha or Profile;
        if (!isKnown) return;
        if (!chunks.TryAdd(type, (data.Offset, file.Slice(data.Offset, (int)length))) && type is Lossy or Lossless or Extended or Alpha)
            throw data.Broken("every chunk of the picture once, and this is a second");
        // A colour profile has its place before the pixels too, but decoders find it anywhere.
        if (type is Alpha && (chunks.ContainsKey(Lossy) || chunks.ContainsKey(Lossless))) throw data.Broken("transparency before the pixels");
    }

    private ByteReader Reader(string type) => new(chunks[type].Data.Span, chunks[type].Offset, Name);

    private (int Width, int Height) Check()
    {
        if (chunks.ContainsKey(Lossy) == chunks.ContainsKey(Lossless))
            throw PictureRejectedException.Broken(Name, file.Length, "one picture, VP8 or VP8L, before the end");
        var size = chunks.ContainsKey(Lossy) ? WebPFrame.ReadLossy(Reader(Lossy)) : WebPFrame.ReadLossless(Reader(Lossless));
        if (chunks.ContainsKey(Extended)) CheckExtended(size);
        if (!chunks.ContainsKey(Extended) || chunks.ContainsKey(Lossless)) chunks.Remove(Alpha);
        if (chunks.TryGetValue(Profile, out var profile)) CleanProfile(profile);
        if (chunks.ContainsKey(Alpha)) WebPFrame.CheckAlpha(Reader(Alpha), size.Width, size.Height);
        return size;
    }

    // Decoders look for a profile only where the first chunk is VP8X, which announces it.
    private void CleanProfile((int Offset, ReadOnlyMemory<byte> Data) profile)
    {
        var (kept, dropped) = chunks.ContainsKey(Extended) ? IccProfile.Clean(profile.Data) : Icc.CleanProfile.Without("the picture does not announce one");
        profileDropped = dropped;
        if (kept is { } clean) chunks[Profile] = (profile.Offset, clean);
        else chunks.Remove(Profile);
    }

    private void CheckExtended((int Width, int Height) size)
    {
        var reader = Reader(Extended);
        var flags = reader.U32Little("flags");
        if ((flags & IsAnimated) != 0) throw PictureRejectedException.Animated(Name, reader.Offset - 4, "an animation");
        var at = reader.Offset;
        var canvas = reader.ReadBytes(6, "the canvas's width and height");
        int width = Little24(canvas) + 1, height = Little24(canvas[3..]) + 1;
        if ((width, height) != size) throw PictureRejectedException.Broken(Name, at, "a canvas as large as the picture on it");
        reader.RequireEnd("the chunk VP8X");
    }

    private static int Little24(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes) | (bytes[2] << 16);

    private PictureBytes Write(int orientation)
    {
        var body = new PictureWriter();
        body.Bytes("WEBP"u8);
        if (chunks.TryGetValue(Extended, out var extended))
        {
            // A lossless picture states its transparency in VP8X; a lossy one has it where it has an alpha chunk.
            var alpha = chunks.ContainsKey(Lossless) ? extended.Data.Span[0] & HasAlpha : chunks.ContainsKey(Alpha) ? HasAlpha : 0;
            var flags = alpha | (chunks.ContainsKey(Profile) ? HasProfile : 0) | (orientation != 1 ? HasExif : 0);
            Chunk(body, Extended, (byte[])[(byte)flags, 0, 0, 0, .. extended.Data.Span[4..ExtendedLength]]);
        }
        foreach (var type in (string[])[Profile, Alpha, Lossy, Lossless])
        {
            if (chunks.TryGetValue(type, out var kept)) Chunk(body, type, kept.Data);
        }
        if (orientation != 1) Chunk(body, ExifChunk, Exif.WithOrientation(orientation));

        var whole = new PictureWriter();
        whole.Bytes("RIFF"u8);
        whole.U32Little(body.Length);
        foreach (var part in body.Written.Parts) whole.Keep(part);
        return whole.Written;
    }

    private static void Chunk(PictureWriter writer, string type, ReadOnlyMemory<byte> data)
    {
        writer.Bytes(Encoding.ASCII.GetBytes(type));
        writer.U32Little(data.Length);
        writer.Keep(data);
        if (data.Length % 2 == 1) writer.U8(0);
    }
}

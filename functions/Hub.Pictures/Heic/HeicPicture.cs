using System.Text;
using Hub.Pictures.Trailers;

namespace Hub.Pictures.Heic;

/// <summary>Reads a whole HEIC file (HEIF, ISO/IEC 23008-12, with pictures coded with HEVC) and writes a new one with the allowed parts.</summary>
internal static class HeicPicture
{
    /// <summary>Its name in error messages.</summary>
    public const string Name = "HEIC";

    // ISO/IEC 23008-12 sections 10.2 and annex B.4: a still picture of whatever coding, and one of HEVC with 8 or with more bits.
    private static readonly string[] Still = ["mif1", "heic", "heix"];
    private static readonly string[] CodedWithHevc = ["heic", "heix"];

    // "avif" and "avis" are AV1's brands. A file with only the common brand is classified by the coding of its picture.
    private static readonly string[] CodedWithAv1 = ["avif", "avis"];

    // The common brand of image sequences (section 10.3), and the box that describes a movie or a sequence.
    private const string Sequence = "msf1";
    private const string Movie = "moov";

    /// <summary>Whether a file has the signature of a HEIF still picture or sequence; AVIF has it too, and is rejected by its name.</summary>
    public static bool HasSignature(ReadOnlySpan<byte> file)
    {
        if (file.Length < 16 || !file[4..8].SequenceEqual("ftyp"u8)) return false;
        var major = Encoding.Latin1.GetString(file[8..12]);
        return Still.Contains(major) || major == Sequence || CodedWithAv1.Contains(major);
    }

    /// <summary>Cleans a HEIC.</summary>
    /// <exception cref="PictureRejectedException">It is damaged, incomplete or of an unsupported variety.</exception>
    public static CleanPicture Clean(ReadOnlyMemory<byte> file)
    {
        var boxes = TopLevel(file);
        var brands = Brands(file, boxes[0]);
        foreach (var box in boxes.Where(b => b.Type == Movie)) throw PictureRejectedException.Animated(Name, box.Start, "a film or a sequence of pictures");
        var index = boxes.FindIndex(b => b.Type == "meta");
        if (index < 0) throw PictureRejectedException.Broken(Name, boxes[0].End, "one box meta in the file");

        var meta = HeicMeta.Read(file, boxes[index]);
        ItemLocations.Check(meta, [.. boxes.Where(b => b.Type == "mdat")]);
        var end = End(meta, boxes, index);
        if (boxes.FindLast(b => b.Type == "meta" && b.End <= end) is var last && last != boxes[index])
            throw PictureRejectedException.Broken(Name, last.Start, "one box meta in the file");
        Trailer.Check(file.Span, end, Name);
        var kept = HeicSelection.Of(file, meta);
        var exif = ReadExif(file, meta);
        // HEIC viewers rotate by the HEIC properties and ignore the Exif orientation.
        var turned = HeicOrientation.Of(meta, meta.Primary);
        return new(
            PictureFormat.Heic, "image/heic", HeicWriter.Write(brands, meta, kept), kept.Size.Width, kept.Size.Height,
            turned, exif.TakenAt)
        {
            ProfileDropped = kept.ProfileDropped,
        };
    }

    // The boxes of the file, up to where another file begins or what follows is no box.
    private static List<Box> TopLevel(ReadOnlyMemory<byte> file)
    {
        var reader = new ByteReader(file.Span, 0, Name);
        var boxes = new List<Box>();
        while (reader.Remaining > 0)
        {
            PictureRejectedException.CheckParts(Name, reader.Offset, boxes.Count);
            // A box of a known type that exceeds the file is one that broke off.
            if (boxes.Count > 0 && Film.TypeOf(reader.Rest) is var type && (type is "ftyp" || (type is null && !Box.IsWhole(reader.Rest)))) break;
            boxes.Add(Box.Read(ref reader, isTopLevel: true));
        }
        return boxes;
    }

    // The picture ends with the last box that it needs: those that hold its items.
    private static int End(HeicMeta meta, List<Box> boxes, int index)
    {
        var furthest = meta.Locations.Values.Where(l => l is { IsElsewhere: false, Method: 0 }).SelectMany(l => l.Extents).Where(e => e.Length > 0)
            .Select(e => e.Offset).DefaultIfEmpty(0).Max();
        return Math.Max(boxes[index].End, boxes.FindLast(b => b.Start <= furthest).End);
    }

    // The allowed brands: the major one first, then the compatible ones.
    private static List<string> Brands(ReadOnlyMemory<byte> file, Box box)
    {
        var reader = new ByteReader(file.Span[box.Body..box.End], box.Body, Name);
        var major = Encoding.Latin1.GetString(reader.ReadBytes(4, "a major brand"));
        reader.ReadBytes(4, "a minor version");
        var compatible = new List<string>();
        while (reader.Remaining > 0) compatible.Add(Encoding.Latin1.GetString(reader.ReadBytes(4, "a compatible brand")));
        if (major == Sequence || compatible.Contains(Sequence)) throw PictureRejectedException.Animated(Name, box.Body, "a sequence of pictures");
        if (CodedWithAv1.Contains(major) || (compatible.Any(CodedWithAv1.Contains) && !compatible.Append(major).Any(CodedWithHevc.Contains)))
            throw new PictureRejectedException(PictureCodes.Format, "The file holds a picture coded with AV1 (AVIF): expected JPEG, PNG, WebP or HEIC.");
        return [major, .. compatible.Where(b => Still.Contains(b) || b == "miaf").Distinct()];
    }

    // Annex A.2.1: four bytes hold the distance from their end to the TIFF header.
    private static Exif ReadExif(ReadOnlyMemory<byte> file, HeicMeta meta)
    {
        var item = meta.Items.Values.Where(i => i.Type == HeicItem.ExifBlock).MinBy(i => i.Entry);
        if (item is null || !meta.Locations.TryGetValue(item.Id, out var location) || location.IsElsewhere || location.Method > 1) return Exif.None;
        var bytes = HeicSelection.Contiguous(file, meta, location).Span;
        if (bytes.Length < 4) return Exif.None;
        var before = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return before <= bytes.Length - 4 ? Exif.Read(bytes[(4 + (int)before)..]) : Exif.None;
    }
}

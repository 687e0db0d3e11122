namespace Hub.Pictures.Jpeg;

/// <summary>A JPEG that was read to its end (ITU-T T.81 | ISO/IEC 10918-1), with the parts to keep.</summary>
internal sealed class JpegPicture
{
    /// <summary>Its name in error messages.</summary>
    public const string Name = "JPEG";

    private readonly ReadOnlyMemory<byte>? jfifSegment;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> parts;

    /// <param name="frame">The frame.</param>
    /// <param name="exif">The values of its Exif.</param>
    /// <param name="jfifSegment">The JFIF segment without a thumbnail, or null.</param>
    /// <param name="parts">All other parts to keep between the start and the end of the image, in order.</param>
    /// <param name="profileDropped">Why its colour profile is not among them; null where it is, or there is none.</param>
    public JpegPicture(
        JpegFrame frame, Exif exif, ReadOnlyMemory<byte>? jfifSegment, IReadOnlyList<ReadOnlyMemory<byte>> parts, string? profileDropped)
    {
        ProfileDropped = profileDropped;
        Frame = frame;
        Exif = exif;
        this.jfifSegment = jfifSegment;
        this.parts = parts;
    }

    /// <summary>The frame.</summary>
    public JpegFrame Frame { get; }

    /// <summary>The values of its Exif.</summary>
    public Exif Exif { get; }

    /// <summary>Why its colour profile is removed; null where it is kept, or there is none.</summary>
    public string? ProfileDropped { get; }

    /// <summary>Whether a file begins like a JPEG: a start of image and another marker.</summary>
    public static bool HasSignature(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xFF, JpegMarker.StartOfImage, 0xFF]);

    /// <summary>Cleans a JPEG.</summary>
    public static CleanPicture Clean(ReadOnlyMemory<byte> file)
    {
        var picture = Read(file);
        var turned = picture.Exif.Orientation;
        return new(
            PictureFormat.Jpeg, "image/jpeg", picture.Write(turned), picture.Frame.Width, picture.Frame.Height,
            turned, picture.Exif.TakenAt)
        {
            ProfileDropped = picture.ProfileDropped,
            IsOrientationUnknown = picture.Exif.IsOrientationUnknown,
        };
    }

    /// <summary>Reads a JPEG to the end of the file.</summary>
    /// <exception cref="PictureRejectedException">It is damaged, incomplete or of an unsupported variety.</exception>
    public static JpegPicture Read(ReadOnlyMemory<byte> file) => new JpegReader(file).Read();

    /// <summary>The picture without metadata.</summary>
    /// <param name="orientation">1 to 8; written into the picture where it is not 1.</param>
    public PictureBytes Write(int orientation)
    {
        var writer = new PictureWriter();
        writer.Bytes([0xFF, JpegMarker.StartOfImage]);
        // JFIF and Exif both require to be the first segment; cameras that write both put JFIF before Exif.
        if (jfifSegment is { } first) writer.Bytes(first.Span);
        if (orientation != 1)
        {
            byte[] exif = [.. Exif.Prefix, .. Exif.WithOrientation(orientation)];
            writer.Bytes([0xFF, JpegMarker.Application1]);
            writer.U16(exif.Length + 2);
            writer.Bytes(exif);
        }
        foreach (var part in parts) writer.Keep(part);
        writer.Bytes([0xFF, JpegMarker.EndOfImage]);
        return writer.Written;
    }
}

namespace Hub.Pictures;

/// <summary>Accepted picture formats.</summary>
public enum PictureFormat
{
    /// <summary>JPEG, ITU-T T.81: baseline, extended or progressive.</summary>
    Jpeg,

    /// <summary>PNG, W3C third edition, not animated.</summary>
    Png,

    /// <summary>WebP, RFC 9649, not animated.</summary>
    WebP,

    /// <summary>HEIC, ISO/IEC 23008-12: a still image coded with HEVC, whole or in tiles.</summary>
    Heic,
}

/// <summary>A photo that may be stored: the coded picture unchanged, without metadata about who took it and where.</summary>
/// <param name="Format">The format, detected from the bytes.</param>
/// <param name="MediaType">IANA media type of that format, e.g. <c>image/jpeg</c>.</param>
/// <param name="Bytes">The bytes to store. Unchanged parts reference the received buffer, so that buffer must not change while they are in use.</param>
/// <param name="Width">Pixels across as they are stored, before <paramref name="Orientation"/>.</param>
/// <param name="Height">Pixels down as they are stored, before <paramref name="Orientation"/>.</param>
/// <param name="Orientation">How a viewer rotates and mirrors the stored pixels: 1 (unchanged) to 8, as in Exif 2.32 section 4.6.4.
/// The bytes contain it too; HEIC states it with its own properties irot and imir.</param>
/// <param name="TakenAt">When the photo was taken by the camera's clock, in UTC; null where the picture does not state it. Cleaning removes
/// it, so it is null for a picture that was cleaned before.</param>
public sealed record CleanPicture(
    PictureFormat Format,
    string MediaType,
    PictureBytes Bytes,
    int Width,
    int Height,
    int Orientation,
    DateTimeOffset? TakenAt)
{
    /// <summary>Why its colour profile was removed, as the end of a sentence; null where it was kept, or there was none.</summary>
    public string? ProfileDropped { get; init; }

    /// <summary>Whether it states an orientation that is none: it is kept unturned, and may lie on its side.</summary>
    public bool IsOrientationUnknown { get; init; }
}

namespace Hub.Pictures;

/// <summary>What a photo may be coded as.</summary>
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

/// <summary>A photo as it may be kept: the coded picture as it was, with nothing about who made it and where.</summary>
/// <param name="Format">What it is coded as, by its bytes.</param>
/// <param name="MediaType">IANA media type of that format, e.g. <c>image/jpeg</c>.</param>
/// <param name="Bytes">The bytes to keep. Its parts lie in the photo as it came in, but for what is new: that is not to be changed while they are used.</param>
/// <param name="Width">Pixels across as they are stored, before <paramref name="Orientation"/>.</param>
/// <param name="Height">Pixels down as they are stored, before <paramref name="Orientation"/>.</param>
/// <param name="Orientation">How a viewer turns the stored pixels, 1 (as they are) to 8, in the terms of Exif 2.32 section 4.6.4.
/// The bytes say so themselves, in HEIC by its own irot and imir.</param>
/// <param name="TakenAt">When the photo was taken by the camera's clock, in UTC; null where the picture did not say. Only the picture as
/// it came in says so: of a picture cleaned before it is null.</param>
public sealed record CleanPicture(
    PictureFormat Format,
    string MediaType,
    PictureBytes Bytes,
    int Width,
    int Height,
    int Orientation,
    DateTimeOffset? TakenAt);

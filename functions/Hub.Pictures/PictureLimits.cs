namespace Hub.Pictures;

/// <summary>The limits of a photo.</summary>
public static class PictureLimits
{
    /// <summary>Bytes of a photo: 20 MiB.</summary>
    public const int Bytes = 20 * 1024 * 1024;

    /// <summary>Pixels of a photo, width times height: 80 megapixels.</summary>
    public const long Pixels = 80_000_000;

    /// <summary>
    /// Segments, chunks or boxes of a photo. Real photos have some hundred, a PNG in very small chunks some ten thousand; a file of empty
    /// ones would cost seconds of processor time.
    /// </summary>
    public const int MaxParts = 100_000;

    /// <summary>Pixels on the longest side of a thumbnail.</summary>
    public const int ThumbnailSide = 480;

    /// <summary>Bytes of a colour profile: 4 MiB. Camera profiles have some kilobytes, printer profiles up to 2 MiB.</summary>
    public const int ProfileBytes = 4 * 1024 * 1024;
}

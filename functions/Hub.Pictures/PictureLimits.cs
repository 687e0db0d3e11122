namespace Hub.Pictures;

/// <summary>What a photo may measure.</summary>
public static class PictureLimits
{
    /// <summary>Bytes of a photo: 20 MiB.</summary>
    public const int Bytes = 20 * 1024 * 1024;

    /// <summary>Pixels of a photo, width times height: 80 megapixels.</summary>
    public const long Pixels = 80_000_000;

    /// <summary>
    /// Segments, chunks or boxes of a photo. Real ones have some hundred, a PNG cut very small some ten thousand; a file of nothing but
    /// empty ones would keep the hub busy for seconds.
    /// </summary>
    public const int Parts = 100_000;

    /// <summary>Pixels on the longest side of a thumbnail.</summary>
    public const int ThumbnailSide = 480;

    /// <summary>Bytes of a colour profile: 4 MiB. Those of cameras have at most some kilobytes, those of printers up to 2 MiB.</summary>
    public const int ProfileBytes = 4 * 1024 * 1024;
}

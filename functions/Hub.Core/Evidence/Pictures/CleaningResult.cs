namespace Hub.Core.Evidence.Pictures;

/// <summary>What came of cleaning a photo.</summary>
public abstract record CleaningResult
{
    /// <summary>It is a picture, whole, and may be kept as it is here.</summary>
    public sealed record Cleaned(CleanPicture Picture) : CleaningResult;

    /// <summary>It is not kept.</summary>
    /// <param name="Code">One of <see cref="PictureCodes"/>.</param>
    /// <param name="Reason">A sentence for the contractor's system: what was expected and at which byte, never what the picture holds.</param>
    public sealed record Refused(string Code, string Reason) : CleaningResult;
}

/// <summary>Why a photo is refused, in codes that stay.</summary>
public static class PictureCodes
{
    /// <summary>Its bytes are not those of JPEG, PNG, WebP or HEIC.</summary>
    public const string Format = "picture-format";

    /// <summary>It is one of those formats in a variety that the hub does not take, e.g. lossless JPEG.</summary>
    public const string Unsupported = "picture-unsupported";

    /// <summary>It breaks off or contradicts itself.</summary>
    public const string Broken = "picture-broken";

    /// <summary>Something else follows the picture in the same file.</summary>
    public const string Trailing = "picture-trailing";

    /// <summary>It has more bytes or pixels than <see cref="PictureLimits"/> allow.</summary>
    public const string TooLarge = "picture-too-large";

    /// <summary>It moves: an animation, a sequence or a film.</summary>
    public const string Animated = "picture-animated";
}

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

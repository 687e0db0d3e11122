namespace Hub.Pictures;

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

namespace Hub.Pictures;

/// <summary>Stable codes for the reason of a rejection.</summary>
public static class PictureCodes
{
    /// <summary>Its bytes are not those of JPEG, PNG, WebP or HEIC.</summary>
    public const string Format = "picture-format";

    /// <summary>It is an unsupported variety of one of those formats, e.g. lossless JPEG.</summary>
    public const string Unsupported = "picture-unsupported";

    /// <summary>It is truncated or inconsistent.</summary>
    public const string Broken = "picture-broken";

    /// <summary>Another document follows the picture in the same file, e.g. an archive or a second picture.</summary>
    public const string Trailing = "picture-trailing";

    /// <summary>It has more bytes or pixels than <see cref="PictureLimits"/> allow.</summary>
    public const string TooLarge = "picture-too-large";

    /// <summary>It is an animation, a sequence or a video.</summary>
    public const string Animated = "picture-animated";
}

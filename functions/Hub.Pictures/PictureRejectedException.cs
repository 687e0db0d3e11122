using Hub.Pictures.Cleaning;

namespace Hub.Pictures;

/// <summary>Stops the reading of a picture; <see cref="PictureCleaner"/> converts it to <see cref="CleaningResult.Rejected"/>.</summary>
internal sealed class PictureRejectedException(string code, string reason) : Exception(reason)
{
    /// <summary>The result for the sender.</summary>
    public CleaningResult.Rejected Rejection { get; } = new(code, reason);

    /// <summary>The picture is truncated or inconsistent.</summary>
    /// <param name="format">The format's name.</param>
    /// <param name="offset">Offset in the file.</param>
    /// <param name="expected">What was expected there.</param>
    public static PictureRejectedException Broken(string format, long offset, string expected) =>
        new(PictureCodes.Broken, $"The {format} picture is broken at byte {offset}: expected {expected}.");

    /// <summary>An unsupported variety of the format.</summary>
    public static PictureRejectedException Unsupported(string format, long offset, string what) =>
        new(PictureCodes.Unsupported, $"The {format} picture cannot be taken: at byte {offset} it has {what}.");

    /// <summary>Another document follows the picture.</summary>
    /// <param name="format">The format's name.</param>
    /// <param name="offset">Offset of the document in the file.</param>
    /// <param name="what">What it is.</param>
    public static PictureRejectedException Trailing(string format, long offset, string what) =>
        new(PictureCodes.Trailing, $"The {format} picture ends before byte {offset}, and {what} follows it there: expected the picture alone in its file.");

    /// <summary>The picture is animated.</summary>
    public static PictureRejectedException Animated(string format, long offset, string what) =>
        new(PictureCodes.Animated, $"The {format} file holds {what} at byte {offset}: expected one still picture.");

    /// <summary>Rejects more segments, chunks or boxes than are allowed.</summary>
    /// <param name="format">The format's name.</param>
    /// <param name="offset">Offset of the next one.</param>
    /// <param name="count">Their number before it.</param>
    public static void CheckParts(string format, long offset, int count)
    {
        if (count < PictureLimits.MaxParts) return;
        throw new PictureRejectedException(
            PictureCodes.TooLarge, $"The {format} picture has more than {PictureLimits.MaxParts} parts before byte {offset}: expected at most that many.");
    }

    /// <summary>Rejects more pixels than are allowed, and a picture without any.</summary>
    public static void CheckPixels(string format, long offset, long width, long height)
    {
        if (width <= 0 || height <= 0) throw Broken(format, offset, "a width and a height of at least one pixel");
        // Both fit in 32 bits, so the product fits in 64.
        if (width * height > PictureLimits.Pixels)
        {
            throw new PictureRejectedException(
                PictureCodes.TooLarge,
                $"The {format} picture says at byte {offset} that it measures {width} by {height} pixels: "
                + $"expected at most {PictureLimits.Pixels / 1_000_000} megapixels.");
        }
    }
}

using Hub.Pictures.Cleaning;

namespace Hub.Pictures;

/// <summary>Ends the reading of a picture from any depth; <see cref="PictureCleaner"/> turns it into the answer.</summary>
internal sealed class PictureRefusedException(string code, string reason) : Exception(reason)
{
    /// <summary>What the sender is told.</summary>
    public CleaningResult.Refused Refusal { get; } = new(code, reason);

    /// <summary>The picture breaks off or contradicts itself.</summary>
    /// <param name="format">The format's name.</param>
    /// <param name="offset">Byte of the file, from 0.</param>
    /// <param name="expected">What should have stood there.</param>
    public static PictureRefusedException Broken(string format, long offset, string expected) =>
        new(PictureCodes.Broken, $"The {format} picture is broken at byte {offset}: expected {expected}.");

    /// <summary>A variety of the format that is not taken.</summary>
    public static PictureRefusedException Unsupported(string format, long offset, string what) =>
        new(PictureCodes.Unsupported, $"The {format} picture cannot be taken: at byte {offset} it has {what}.");

    /// <summary>Something follows the picture.</summary>
    public static PictureRefusedException Trailing(string format, long offset) =>
        new(PictureCodes.Trailing, $"The {format} picture ends before byte {offset}, and something else follows it there: expected the end of the file.");

    /// <summary>The picture moves.</summary>
    public static PictureRefusedException Animated(string format, long offset, string what) =>
        new(PictureCodes.Animated, $"The {format} file holds {what} at byte {offset}: expected one still picture.");

    /// <summary>Refuses more segments, chunks or boxes than are allowed.</summary>
    /// <param name="format">The format's name.</param>
    /// <param name="offset">Where the next one begins.</param>
    /// <param name="count">How many there are before it.</param>
    public static void CheckParts(string format, long offset, int count)
    {
        if (count < PictureLimits.Parts) return;
        throw new PictureRefusedException(
            PictureCodes.TooLarge, $"The {format} picture has more than {PictureLimits.Parts} parts before byte {offset}: expected at most that many.");
    }

    /// <summary>Refuses more pixels than are allowed, and a picture without any.</summary>
    public static void CheckPixels(string format, long offset, long width, long height)
    {
        if (width <= 0 || height <= 0) throw Broken(format, offset, "a width and a height of at least one pixel");
        // Both fit in 32 bits, so the product fits in 64.
        if (width * height > PictureLimits.Pixels)
        {
            throw new PictureRefusedException(
                PictureCodes.TooLarge,
                $"The {format} picture says at byte {offset} that it measures {width} by {height} pixels: expected at most {PictureLimits.Pixels / 1_000_000} megapixels.");
        }
    }
}

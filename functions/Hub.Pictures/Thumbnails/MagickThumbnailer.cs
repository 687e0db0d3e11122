using ImageMagick;
using ImageMagick.Formats;

namespace Hub.Pictures.Thumbnails;

/// <summary>
/// Makes thumbnails with ImageMagick, by Magick.NET. It was chosen because it brings decoders of all four formats with it, HEIC among
/// them; the libvips that NetVips.Native brings has none for HEIC.
/// </summary>
/// <remarks>
/// A picture comes from outside, and a decoder is where such a one does harm. So the format is the one that is named, never guessed from
/// the bytes (ImageMagick knows some hundred, scripts of drawings among them), what the header claims is bounded before anything is
/// decoded, and memory and time are bounded for the process.
/// </remarks>
public sealed class MagickThumbnailer : IThumbnailer, IDisposable
{
    private const int AtATime = 2;

    // Pixels of a picture from which it is decoded alone. One of 80 megapixels takes some 600 MB for seconds: a PNG with transparency while
    // its fourth channel is added to three, a progressive JPEG for its coefficients. Photos of telephones have 12 and are not held up.
    private const long Alone = 20_000_000;

    // Pixels on the longest side at which a JPEG is decoded.
    private const int AskedSide = 2 * PictureLimits.ThumbnailSide;

    // For the pixels of one that is alone and of one that is not.
    private const ulong Memory = 1024 * 1024 * 1024;

    // For one picture; the largest take ten seconds on a machine that has other work.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, MagickFormat> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["image/jpeg"] = MagickFormat.Jpeg,
        ["image/png"] = MagickFormat.Png,
        ["image/webp"] = MagickFormat.WebP,
        ["image/heic"] = MagickFormat.Heic,
    };

    private readonly SemaphoreSlim _places = new(AtATime, AtATime);
    private readonly Lock _alone = new();

    /// <summary>Makes the one instance, and sets ImageMagick's limits, which are the process's.</summary>
    public MagickThumbnailer()
    {
        ResourceLimits.Width = ushort.MaxValue;
        ResourceLimits.Height = ushort.MaxValue;
        ResourceLimits.Area = (ulong)PictureLimits.Pixels;
        ResourceLimits.Memory = Memory;
        ResourceLimits.MaxMemoryRequest = Memory / AtATime;
        ResourceLimits.MaxProfileSize = PictureLimits.ProfileBytes;
        // What memory does not hold is not made: no pixels in files.
        ResourceLimits.Disk = 0;
        ResourceLimits.Time = (ulong)TimeLimit.TotalSeconds;
        // The hub has its own work for the other processors.
        ResourceLimits.Thread = 1;
        OpenCL.IsEnabled = false;
    }

    /// <inheritdoc/>
    public async ValueTask<byte[]?> MakeAsync(ReadOnlyMemory<byte> picture, string mediaType, CancellationToken cancel)
    {
        if (picture.IsEmpty || !Formats.TryGetValue(mediaType, out var format)) return null;
        await _places.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => Make(picture.Span, format), CancellationToken.None);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private byte[]? Make(ReadOnlySpan<byte> picture, MagickFormat format)
    {
        try
        {
            using var image = new MagickImage();
            // The header alone.
            image.Ping(picture, new MagickReadSettings { Format = format });
            var pixels = (long)image.Width * image.Height;
            if (pixels > PictureLimits.Pixels) return null;
            if (pixels <= Alone)
                ReadSmall(image, picture, format);
            else
                lock (_alone) ReadSmall(image, picture, format);

            image.AutoOrient();
            ToScreenColours(image);
            image.BackgroundColor = MagickColors.White;
            image.Alpha(AlphaAction.Remove);
            image.Strip();
            image.Quality = 80;
            return image.ToByteArray(MagickFormat.Jpeg);
        }
        catch (MagickException)
        {
            return null;
        }
    }

    // Small before it is turned and its colours are converted: that costs next to nothing then, and no side is longer for being turned.
    private static void ReadSmall(MagickImage image, ReadOnlySpan<byte> picture, MagickFormat format)
    {
        image.Read(picture, Reading(format, image));
        image.Resize(new MagickGeometry(PictureLimits.ThumbnailSide, PictureLimits.ThumbnailSide) { Greater = true });
    }

    // A large JPEG is decoded at a part of its size, in a fraction of the time and memory. ImageMagick rounds that part down, to half of
    // what is asked for at worst, and decodes a small one at up to twice its size: so it is asked for twice the thumbnail, and of larger ones.
    private static MagickReadSettings Reading(MagickFormat format, MagickImage header)
    {
        var settings = new MagickReadSettings { Format = format };
        var longest = Math.Max(header.Width, header.Height);
        if (format is MagickFormat.Jpeg && longest > AskedSide)
            settings.Defines = new JpegReadDefines { Size = new MagickGeometry(Scaled(header.Width, longest), Scaled(header.Height, longest)) };
        return settings;
    }

    private static uint Scaled(uint side, uint longest) => Math.Max(1, side * AskedSide / longest);

    private static void ToScreenColours(MagickImage image)
    {
        try
        {
            image.TransformColorSpace(ColorProfiles.SRGB);
        }
        catch (MagickException)
        {
            // A profile that does not fit its picture, or none at all for the library, is no reason to show nothing: viewers disregard it too.
        }
        if (image.ColorSpace is not ColorSpace.Gray) image.ColorSpace = ColorSpace.sRGB;
    }
}

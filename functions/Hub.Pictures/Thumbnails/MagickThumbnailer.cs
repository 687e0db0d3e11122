using ImageMagick;
using ImageMagick.Formats;

namespace Hub.Pictures.Thumbnails;

/// <summary>
/// Makes thumbnails with ImageMagick (Magick.NET). It includes decoders for all four formats, HEIC among them; the libvips in
/// NetVips.Native has none for HEIC.
/// </summary>
/// <remarks>
/// Pictures are untrusted input, and decoders are attacked with them. So the format is stated by the caller, never guessed from the bytes
/// (ImageMagick knows some hundred, drawing scripts among them); the size in the header is checked before decoding; memory and time are
/// limited for the process.
/// </remarks>
public sealed class MagickThumbnailer : IThumbnailer, IDisposable
{
    private const int MaxConcurrent = 2;

    // A picture with more pixels is decoded exclusively. One of 80 megapixels takes some 600 MB for seconds: a PNG with transparency while
    // its fourth channel is added to three, a progressive JPEG for its coefficients. Phone photos have 12 megapixels and do not wait.
    private const long ExclusivePixels = 20_000_000;

    // Pixels on the longest side at which a JPEG is decoded.
    private const int DecodedSide = 2 * PictureLimits.ThumbnailSide;

    // Enough for one large and one small picture at a time.
    private const ulong Memory = 1024 * 1024 * 1024;

    // For one picture; the largest take ten seconds on a busy machine.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, MagickFormat> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["image/jpeg"] = MagickFormat.Jpeg,
        ["image/png"] = MagickFormat.Png,
        ["image/webp"] = MagickFormat.WebP,
        ["image/heic"] = MagickFormat.Heic,
    };

    private readonly SemaphoreSlim _slots = new(MaxConcurrent, MaxConcurrent);
    private readonly Lock _exclusive = new();

    /// <summary>Sets ImageMagick's limits, which are process-wide; make one instance.</summary>
    public MagickThumbnailer()
    {
        ResourceLimits.Width = ushort.MaxValue;
        ResourceLimits.Height = ushort.MaxValue;
        ResourceLimits.Area = (ulong)PictureLimits.Pixels;
        ResourceLimits.Memory = Memory;
        ResourceLimits.MaxMemoryRequest = Memory / MaxConcurrent;
        ResourceLimits.MaxProfileSize = PictureLimits.ProfileBytes;
        // No pixel cache on disk: what does not fit into memory fails.
        ResourceLimits.Disk = 0;
        ResourceLimits.Time = (ulong)TimeLimit.TotalSeconds;
        // The other processors serve the hub's own work.
        ResourceLimits.Thread = 1;
        OpenCL.IsEnabled = false;
    }

    /// <inheritdoc/>
    public async ValueTask<byte[]?> MakeAsync(ReadOnlyMemory<byte> picture, string mediaType, CancellationToken cancel)
    {
        if (picture.IsEmpty || !Formats.TryGetValue(mediaType, out var format)) return null;
        await _slots.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => Make(picture.Span, format), CancellationToken.None);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    private byte[]? Make(ReadOnlySpan<byte> picture, MagickFormat format)
    {
        try
        {
            using var image = new MagickImage();
            // The header alone.
            image.Ping(picture, new MagickReadSettings { Format = format });
            var pixels = (long)image.Width * image.Height;
            if (pixels > PictureLimits.Pixels) return null;
            if (pixels <= ExclusivePixels)
                ReadAndResize(image, picture, format);
            else
                lock (_exclusive) ReadAndResize(image, picture, format);

            image.AutoOrient();
            ToSrgb(image);
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

    // Resize before rotating and converting colours: these steps are then cheap, and rotation does not change the longest side.
    private static void ReadAndResize(MagickImage image, ReadOnlySpan<byte> picture, MagickFormat format)
    {
        image.Read(picture, ReadSettings(format, image));
        image.Resize(new MagickGeometry(PictureLimits.ThumbnailSide, PictureLimits.ThumbnailSide) { Greater = true });
    }

    // A large JPEG is decoded at a fraction of its size, which saves time and memory. ImageMagick rounds the fraction down, at worst to half
    // of the requested size, and enlarges small pictures up to twice: so it is asked for twice the thumbnail, and only for larger pictures.
    private static MagickReadSettings ReadSettings(MagickFormat format, MagickImage header)
    {
        var settings = new MagickReadSettings { Format = format };
        var longest = Math.Max(header.Width, header.Height);
        if (format is MagickFormat.Jpeg && longest > DecodedSide)
            settings.Defines = new JpegReadDefines { Size = new MagickGeometry(Scaled(header.Width, longest), Scaled(header.Height, longest)) };
        return settings;
    }

    private static uint Scaled(uint side, uint longest) => Math.Max(1, side * DecodedSide / longest);

    private static void ToSrgb(MagickImage image)
    {
        try
        {
            image.TransformColorSpace(ColorProfiles.SRGB);
        }
        catch (MagickException)
        {
            // A profile that does not match its picture, or that the library cannot read, is ignored: viewers ignore it too.
        }
        if (image.ColorSpace is not ColorSpace.Gray) image.ColorSpace = ColorSpace.sRGB;
    }
}

using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Hub.Domain.Orders;
using Hub.Pictures;
using Hub.Pictures.Cleaning;

namespace Hub.Application.Evidence;

/// <summary>A picture that may be kept.</summary>
/// <param name="Kept">What its event will tell of it.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="TakenAt">When it was taken, by the camera's clock.</param>
public sealed record PreparedPicture(StoredPicture Kept, PictureBytes Bytes, DateTimeOffset? TakenAt)
{
    /// <summary>Cleans a picture that is in memory, or says why it is not kept.</summary>
    /// <param name="original">The bytes as they came in.</param>
    /// <param name="originalSha256">Their hash.</param>
    public static (PreparedPicture? Picture, CleaningResult.Rejected? Refused) Of(ReadOnlyMemory<byte> original, string originalSha256)
    {
        var result = PictureCleaner.Clean(original);
        if (result is not CleaningResult.Cleaned { Picture: var clean }) return (null, (CleaningResult.Rejected)result);
        var bytes = clean.Bytes;
        return (new PreparedPicture(new StoredPicture(bytes.Sha256(), originalSha256, clean.MediaType, bytes.Length, clean.Width, clean.Height), bytes, clean.TakenAt), null);
    }
}

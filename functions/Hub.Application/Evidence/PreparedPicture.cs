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
        var kept = new StoredPicture(bytes.Sha256(), originalSha256, clean.MediaType, bytes.Length, clean.Width, clean.Height, Note(clean));
        return (new PreparedPicture(kept, bytes, clean.TakenAt), null);
    }

    private static string? Note(CleanPicture clean)
    {
        List<string> notes = [];
        if (clean.ProfileDropped is { } reason) notes.Add($"Its colour profile was removed, for {reason}: its colours may look different.");
        if (clean.IsOrientationUnknown) notes.Add("The orientation that it states cannot be read: it is kept unturned.");
        return notes.Count == 0 ? null : string.Join(' ', notes);
    }
}

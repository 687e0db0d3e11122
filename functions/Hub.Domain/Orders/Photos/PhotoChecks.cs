using Hub.Domain.Keys;
using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>What must be true of a photo that is added or announced.</summary>
internal static class PhotoChecks
{
    /// <summary>Why the photo is refused; null where it is accepted. <paramref name="picture"/> is null while it is still to be fetched.</summary>
    public static Refusal? Check(Order order, Actor by, string id, string? line, string? remark, StoredPicture? picture)
    {
        if (!PhotoRules.IsId(id)) return Refusal.Invalid("photo-id", $"A photo's id is expected: {PhotoRules.ExpectedId}.");
        if (line?.Length > Limits.KeyLength) return Refusal.Invalid("too-long", $"The number of a line has at most {Limits.KeyLength} characters.");
        if (line is not null && !KeyText.IsUsable(line)) return OrderChecks.UnusableKey("The line of the photo");
        if (remark?.Length > Limits.TextLength) return Refusal.Invalid("too-long", $"The remark of a photo has at most {Limits.TextLength} characters.");
        var photos = order.Photos;
        if (photos.Received.Any(p => p.Id == id) || photos.Awaited.Any(p => p.Announced.PhotoId == id && p.By != by))
            return new Refusal(RefusalKind.Exists, "photo-exists", $"The order has another photo {id}. Give this one an id of its own.");
        if (picture is not null && photos.Received.Any(p => p.Deleted is { Cause: PhotoDeletion.Privacy } && IsSame(p.Picture, picture)))
            return Refusal.WrongState("photo-deleted", "This picture was deleted from the order for privacy, and does not come back.");
        return photos.Received.Count + photos.Awaited.Count(p => p.Announced.PhotoId != id) < Limits.PhotosPerOrder ? null
            : Refusal.WrongState("too-many-photos", $"An order has at most {Limits.PhotosPerOrder} photos.");
    }

    private static bool IsSame(StoredPicture one, StoredPicture other) => one.OriginalSha256 == other.OriginalSha256 || one.Sha256 == other.Sha256;
}

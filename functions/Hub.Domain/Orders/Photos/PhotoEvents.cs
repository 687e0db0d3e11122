using System.Text.Json.Serialization;
using Hub.Domain.Keys;
using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>What a photo shows.</summary>
public enum PhotoMoment
{
    /// <summary>The situation before the work.</summary>
    Before,

    /// <summary>The situation after the work.</summary>
    After,

    /// <summary>Damage found.</summary>
    Damage,
}

/// <summary>A picture that the hub keeps. Both hashes prove it: that of the original to whoever still has the original, the other to everybody.</summary>
/// <param name="Sha256">Lower-case hex SHA-256 of the picture that is kept, which has no metadata any more.</param>
/// <param name="OriginalSha256">Lower-case hex SHA-256 of the picture as it came in.</param>
/// <param name="MediaType">IANA media type of both.</param>
/// <param name="Size">Bytes of the picture that is kept.</param>
/// <param name="Width">Pixels across as they are stored, before a viewer turns them.</param>
/// <param name="Height">Pixels down as they are stored.</param>
/// <param name="Note">
/// What of its look could not be kept, in a sentence: a colour profile that was removed, an orientation that cannot be read. Null where all of it is, and
/// for pictures that earlier versions of the hub took in.
/// </param>
public sealed record StoredPicture(string Sha256, string OriginalSha256, string MediaType, long Size, int Width, int Height, string? Note = null);

/// <summary>A photo is available at an address; the hub fetches it, and a <see cref="PhotoAdded"/> or a <see cref="PhotoRejected"/> follows.</summary>
/// <param name="PhotoId">The photo's id, unique on its order.</param>
/// <param name="Moment">What it shows.</param>
/// <param name="Url">Where it is. It may hold a secret of the sender, and goes to nobody.</param>
/// <param name="LineNumber">The line that it is about; null for the order as a whole.</param>
/// <param name="Remark">In words.</param>
public sealed record PhotoAnnounced(string PhotoId, PhotoMoment Moment, string Url, string? LineNumber = null,
    [property: JsonPropertyOrder(1)] string? Remark = null) : OrderEvent
{
    /// <summary>The line that it is about; null for the order as a whole.</summary>
    public string? LineNumber { get; init => field = KeyText.Given(value); } = KeyText.Given(LineNumber);

    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with
    {
        Photos = order.Photos.Without(PhotoId).With(new AwaitedPhoto(this, recorded.By, recorded.RecordedAt)),
    };

    // Systems send what they have with every message. Announced differently while it has not come yet, it is a correction, most often of the address.
    internal override OrderEvent? Interpret(Order order, Statement statement) =>
        order.Photos.Received.Any(p => p.Id == PhotoId && p.By == statement.By)
        || order.Photos.Awaited.Any(p => p.Announced == this && p.By == statement.By) ? null : this;

    internal override Refusal? Check(Order order, Statement statement) => PhotoChecks.Check(order, statement.By, PhotoId, LineNumber, Remark, picture: null);
}

/// <summary>A photo was taken in.</summary>
/// <param name="PhotoId">The photo's id, unique on its order.</param>
/// <param name="Moment">What it shows.</param>
/// <param name="Picture">The picture.</param>
/// <param name="LineNumber">The line that it is about; null for the order as a whole.</param>
/// <param name="TakenAt">When it was taken, by the camera's clock; null where the picture has none.</param>
/// <param name="Remark">In words.</param>
public sealed record PhotoAdded(
    string PhotoId, PhotoMoment Moment, StoredPicture Picture, string? LineNumber = null,
    [property: JsonPropertyOrder(1)] DateTimeOffset? TakenAt = null, [property: JsonPropertyOrder(1)] string? Remark = null) : OrderEvent
{
    /// <summary>The line that it is about; null for the order as a whole.</summary>
    public string? LineNumber { get; init => field = KeyText.Given(value); } = KeyText.Given(LineNumber);

    internal override Order ApplyTo(Order order, RecordedEvent recorded) =>
        order with { Photos = order.Photos.Without(PhotoId).With(new Photo(this, recorded.By, recorded.RecordedAt)) };

    // Systems send what they have with every message: the same photo of the same sender is no news.
    internal override OrderEvent? Interpret(Order order, Statement statement) =>
        order.Photos.Received.Any(p => p.Id == PhotoId && p.By == statement.By && p.Picture.OriginalSha256 == Picture.OriginalSha256) ? null : this;

    internal override Refusal? Check(Order order, Statement statement) => PhotoChecks.Check(order, statement.By, PhotoId, LineNumber, Remark, Picture);
}

/// <summary>A photo that was announced could not be fetched or cannot be kept; its sender may send it again, under an id of its own.</summary>
/// <param name="PhotoId">The photo's id.</param>
/// <param name="Code">Stable key of the reason.</param>
/// <param name="Reason">In words, for the sender.</param>
public sealed record PhotoRejected(string PhotoId, string Code, string Reason) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded)
    {
        var rejected = order.Photos.Awaited.Where(p => p.Announced.PhotoId == PhotoId).Select(p => new RejectedPhoto(this, p, recorded.RecordedAt));
        var photos = order.Photos.Without(PhotoId);
        return order with { Photos = photos with { Rejected = [.. photos.Rejected.TakeLast(PhotoRules.MaxRejectedShown - 1), .. rejected] } };
    }
}

/// <summary>Why a photo is no more.</summary>
public enum PhotoDeletion
{
    /// <summary>Somebody decided so, for the privacy of who or what is to be seen on it.</summary>
    Privacy,

    /// <summary>Its time was over.</summary>
    Retention,
}

/// <summary>A photo was deleted. Its <see cref="PhotoAdded"/> stays, with both hashes; the picture goes.</summary>
/// <param name="PhotoId">The photo's id.</param>
/// <param name="Cause">Why it is no more.</param>
/// <param name="Reason">In words.</param>
/// <param name="DecidedBy">The role of who decided, such as a data protection officer; not a person's name. Null where the hub did, by the time agreed.</param>
public sealed record PhotoDeleted(string PhotoId, PhotoDeletion Cause, string Reason, string? DecidedBy = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded)
    {
        var deleted = new DeletedPhoto(Cause, Reason, DecidedBy, recorded.By, recorded.RecordedAt);
        var photos = order.Photos.Received.Select(p => p.Id == PhotoId ? p with { Deleted = deleted } : p);
        return order with { Photos = order.Photos with { Received = [.. photos] } };
    }
}

/// <summary>How many photos are missing that the contract asks.</summary>
/// <param name="LineNumber">Of this line; null of the order as a whole.</param>
/// <param name="Before">Photos of the situation before the work.</param>
/// <param name="After">Photos of the situation after the work.</param>
public sealed record MissingPhotos(string? LineNumber, int Before, int After);

/// <summary>The work is done, and photos are missing: the order is not settled until they are there.</summary>
/// <param name="Missing">What is missing, at least one.</param>
public sealed record PhotosMissing(IReadOnlyList<MissingPhotos> Missing) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with { Photos = order.Photos with { MissingReported = true } };
}

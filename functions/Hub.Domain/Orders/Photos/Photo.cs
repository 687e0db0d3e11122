using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>That a photo was deleted, and by whom.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Reason">In words.</param>
/// <param name="DecidedBy">The role of who decided; null where the time agreed was over.</param>
/// <param name="By">Who reported it, or the hub itself.</param>
/// <param name="At">When.</param>
public sealed record DeletedPhoto(PhotoDeletion Cause, string Reason, string? DecidedBy, Actor By, DateTimeOffset At);

/// <summary>A photo of an order, as its event has it.</summary>
/// <param name="Added">The event.</param>
/// <param name="By">Who added it.</param>
/// <param name="ReceivedAt">When the hub recorded it.</param>
/// <param name="Deleted">Where it is no more; its picture is gone then, and these facts remain.</param>
public sealed record Photo(PhotoAdded Added, Actor By, DateTimeOffset ReceivedAt, DeletedPhoto? Deleted = null)
{
    /// <summary>The photo's id, unique on its order.</summary>
    public string Id => Added.PhotoId;

    /// <summary>The picture.</summary>
    public StoredPicture Picture => Added.Picture;
}

/// <summary>A photo that the hub is still to fetch.</summary>
/// <param name="Announced">The event.</param>
/// <param name="By">Who announced it.</param>
/// <param name="Since">When.</param>
public sealed record AwaitedPhoto(PhotoAnnounced Announced, Actor By, DateTimeOffset Since);

/// <summary>A photo that was waited for and given up.</summary>
/// <param name="Rejected">The event.</param>
/// <param name="Awaited">What was waited for.</param>
/// <param name="At">When it was given up.</param>
public sealed record RejectedPhoto(PhotoRejected Rejected, AwaitedPhoto Awaited, DateTimeOffset At);

/// <summary>The photos of an order.</summary>
public sealed record PhotosState
{
    /// <summary>The photos that came in, deleted ones too, in the order of arrival.</summary>
    public IReadOnlyList<Photo> Received { get; init; } = [];

    /// <summary>Photos that the hub is still to fetch.</summary>
    public IReadOnlyList<AwaitedPhoto> Awaited { get; init; } = [];

    /// <summary>
    /// The last photos that were waited for and given up, in the order in which they were; without those that came or were announced again.
    /// </summary>
    public IReadOnlyList<RejectedPhoto> Rejected { get; init; } = [];

    /// <summary>True once both sides were told, since the last completion, that photos are missing.</summary>
    public bool MissingReported { get; init; }

    /// <summary>Without what is awaited or was rejected under this id.</summary>
    internal PhotosState Without(string photoId) => this with
    {
        Awaited = [.. Awaited.Where(p => p.Announced.PhotoId != photoId)], Rejected = [.. Rejected.Where(p => p.Rejected.PhotoId != photoId)],
    };

    /// <summary>With one more photo.</summary>
    internal PhotosState With(Photo photo) => this with { Received = [.. Received, photo] };

    /// <summary>With one more photo to fetch.</summary>
    internal PhotosState With(AwaitedPhoto photo) => this with { Awaited = [.. Awaited, photo] };
}

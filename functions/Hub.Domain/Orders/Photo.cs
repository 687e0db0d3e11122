namespace Hub.Domain.Orders;

/// <summary>That a photo was deleted, and by whom.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Reason">In words.</param>
/// <param name="DecidedBy">The role of who decided; null where the time agreed was over.</param>
/// <param name="By">Who told the hub, or the hub itself.</param>
/// <param name="At">When.</param>
public sealed record DeletedPhoto(PhotoDeletion Cause, string Reason, string? DecidedBy, Actor By, DateTimeOffset At);

/// <summary>A photo of an order, as its event told it.</summary>
/// <param name="Added">The event.</param>
/// <param name="By">Who added it.</param>
/// <param name="ReceivedAt">When the hub recorded it.</param>
/// <param name="Deleted">Where it is no more; its picture is gone then, and what stands here remains.</param>
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

using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Application.Contacts;

/// <summary>
/// The contact record of each subject (an order), apart from its event stream so that erasing it breaks nothing. Each subject of which personal data is
/// kept, a contact or the bodies of messages, has a day on which the retention sweep looks at it: then they are erased, or kept longer where the subject is
/// still open.
/// </summary>
public interface IContacts
{
    /// <summary>Keeps the contact of a subject, which replaces an earlier one; durable when it returns.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="contact">Its contact.</param>
    /// <param name="savedAt">The moment of now: an erasure from before it does not mean this contact.</param>
    /// <param name="reviewAt">The day on which the sweep looks at it.</param>
    /// <param name="cancel">Gives up.</param>
    Task SaveAsync(StreamId subject, ResidentContact contact, DateTimeOffset savedAt, DateTimeOffset reviewAt, CancellationToken cancel);

    /// <summary>The contact of a subject, or null where there is none or it was erased.</summary>
    ValueTask<ResidentContact?> FindAsync(StreamId subject, CancellationToken cancel);

    /// <summary>Sets the day on which the sweep looks at a subject that may have no contact; a day that it has stays. Durable when it returns.</summary>
    Task ReviewAsync(StreamId subject, DateTimeOffset reviewAt, CancellationToken cancel);

    /// <summary>Erases the contact of a subject, and its day.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="until">One that was saved after this moment stays, with its day; null erases any.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>What became of it.</returns>
    Task<ContactErasure> EraseAsync(StreamId subject, DateTimeOffset? until, CancellationToken cancel);

    /// <summary>Sets another day for the sweep to look.</summary>
    Task PostponeAsync(StreamId subject, DateTimeOffset reviewAt, CancellationToken cancel);

    /// <summary>Subjects at which the sweep must look, longest due first.</summary>
    ValueTask<IReadOnlyList<StreamId>> DueAsync(DateTimeOffset now, int max, CancellationToken cancel);

    /// <summary>
    /// Up to which moment the erasures on request (<see cref="Retention.IErasureLog"/>) are done in this store; null where that was never noted. A restore
    /// takes it back together with the contacts that it brings back.
    /// </summary>
    ValueTask<DateTimeOffset?> ErasedUpToAsync(CancellationToken cancel);

    /// <summary>Notes up to which moment they are done; durable when it returns.</summary>
    Task NoteErasedUpToAsync(DateTimeOffset moment, CancellationToken cancel);
}

/// <summary>What became of a contact that was to be erased.</summary>
public enum ContactErasure
{
    /// <summary>There was none.</summary>
    Nothing,

    /// <summary>It is gone.</summary>
    Erased,

    /// <summary>It was saved later, and stays.</summary>
    Later,
}

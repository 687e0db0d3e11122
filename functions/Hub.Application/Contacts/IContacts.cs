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
    Task SaveAsync(StreamId subject, ResidentContact contact, DateTimeOffset reviewAt, CancellationToken cancel);

    /// <summary>The contact of a subject, or null where there is none or it was erased.</summary>
    ValueTask<ResidentContact?> FindAsync(StreamId subject, CancellationToken cancel);

    /// <summary>Sets the day on which the sweep looks at a subject that may have no contact; a day that it has stays. Durable when it returns.</summary>
    Task ReviewAsync(StreamId subject, DateTimeOffset reviewAt, CancellationToken cancel);

    /// <summary>Erases the contact of a subject, and its day; true where there was a contact.</summary>
    Task<bool> EraseAsync(StreamId subject, CancellationToken cancel);

    /// <summary>Sets another day for the sweep to look.</summary>
    Task PostponeAsync(StreamId subject, DateTimeOffset reviewAt, CancellationToken cancel);

    /// <summary>Subjects at which the sweep must look, longest due first.</summary>
    ValueTask<IReadOnlyList<StreamId>> DueAsync(DateTimeOffset now, int max, CancellationToken cancel);
}

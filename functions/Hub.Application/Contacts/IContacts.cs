using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Application.Contacts;

/// <summary>
/// The contact record of each subject (an order), apart from its event stream so that erasing it breaks nothing. Each record has a
/// day on which the retention sweep looks at it: then it is erased, or kept longer where its subject is still open.
/// </summary>
public interface IContacts
{
    /// <summary>Keeps the contact of a subject, which replaces an earlier one; durable when it returns.</summary>
    Task SaveAsync(StreamId subject, ResidentContact contact, DateTimeOffset reviewAt, CancellationToken cancel);

    /// <summary>The contact of a subject, or null where there is none or it was erased.</summary>
    ValueTask<ResidentContact?> FindAsync(StreamId subject, CancellationToken cancel);

    /// <summary>Erases the contact of a subject; true where there was one.</summary>
    Task<bool> EraseAsync(StreamId subject, CancellationToken cancel);

    /// <summary>Sets another day for the sweep to look.</summary>
    Task PostponeAsync(StreamId subject, DateTimeOffset reviewAt, CancellationToken cancel);

    /// <summary>Subjects whose contact the sweep must look at, longest due first.</summary>
    ValueTask<IReadOnlyList<StreamId>> DueAsync(DateTimeOffset now, int max, CancellationToken cancel);
}

using Hub.Application.Streams;

namespace Hub.Application.Intake;

/// <summary>
/// One write for all that an answered message leaves: agenda items, contact, events, receipt and archived message. Two adapters, one contract suite.
/// </summary>
/// <remarks>
/// A store that holds all of them in one database writes them in one transaction. A store that cannot (Cosmos DB: one transactional batch a partition)
/// writes in this order: (1) agenda items, contact and the day of its review; (2) events and receipt, as one batch; (3) the archived message.
/// A crash after (1), or a version conflict at (2), leaves an agenda item for a photo that nobody waits for, which the photo sweep removes, and a contact
/// that is early: its sender got no answer and sends the message again, and the retention sweep erases the contact of a subject that never came.
/// Whoever replaces a contact also erases the kept messages of deliveries that name the one before (<c>IDeliveryStore.EraseMessagesAsync</c>).
/// A crash after (2) leaves a receipt without an archived message: the sender, having no answer, sends the message again, and it is archived then.
/// </remarks>
public interface IIntakeStore
{
    /// <summary>
    /// Writes a message's results. Durable as a whole when it returns <see cref="AppendOutcome.Appended"/>; with any other outcome neither events, receipt
    /// nor archived message were written.
    /// </summary>
    /// <exception cref="StoreException">The store cannot do it now; the sender gets no answer, and the same message may come again.</exception>
    Task<AppendOutcome> CommitAsync(IntakeCommit commit, CancellationToken cancel);
}

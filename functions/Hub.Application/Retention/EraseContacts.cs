using Hub.Application.Archive;
using Hub.Application.Audit;
using Hub.Application.Contacts;
using Hub.Application.Deliveries;
using Hub.Application.Settings;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Retention;

/// <summary>
/// Erases personal data when its time has come, or when an administrator says so: the contact, the bodies of the subject's messages from and to
/// partners, and the bodies of messages that belong to no subject and name the same person. The events of the subject stay whole.
/// </summary>
public sealed partial class EraseContacts(
    IErasureLog erasures, IContacts contacts, IMessageArchive archive, IDeliveryStore deliveries, IEventLog log, RetentionPeriods retention,
    TimeProvider clock, ILogger<EraseContacts> logger)
{
    private const int MaxAtOnce = 500;

    /// <summary>When a subject that could not be judged is looked at again.</summary>
    private static readonly TimeSpan AfterFailure = TimeSpan.FromHours(1);

    /// <summary>Erases what is due: contacts a set time after their order ended (or that belong to no subject), and old messages.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        // In small bites: each is some turns of the writer, and messages that come in have theirs in between.
        IReadOnlyList<StreamId> found;
        do
        {
            found = await contacts.DueAsync(now, MaxAtOnce, cancel);
            var due = new List<Subject>();
            foreach (var id in found)
                if (await LookAsync(id, now, cancel) is { } subject) due.Add(subject);
            await EraseAsync(due, byHand: false, cancel);
        }
        while (found.Count == MaxAtOnce);
        while (await archive.PurgeAsync(now - retention.RawMessages, now - retention.Contact, MaxAtOnce, cancel) == MaxAtOnce) { }
    }

    /// <summary>
    /// Erases a subject's contact, and the bodies of messages that hold it too, because a person asked for it. Its events stay whole. It is logged before, so
    /// that a restore of the database does not undo it.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="actor">As what the administrator asks.</param>
    /// <param name="cancel">Gives up; once it is logged, the next start does it.</param>
    /// <returns>True where there was anything to erase.</returns>
    public async Task<bool> EraseAsync(OrderId order, AuditActorKind actor, CancellationToken cancel)
    {
        await erasures.AppendAsync(new Erasure(order, clock.GetUtcNow(), actor), cancel);
        return (await EraseAsync([await SubjectAsync(order, cancel)], byHand: true, cancel)).Count > 0;
    }

    /// <summary>Does logged erasures again, each of what was there until its moment.</summary>
    /// <param name="again">One for each order.</param>
    /// <param name="cancel">Gives up; those that were done stay done.</param>
    /// <returns>Of how many orders there was anything to erase, and the orders whose contact came in later and stays.</returns>
    /// <exception cref="StoreException">Not all could be done.</exception>
    public async Task<(int Erased, IReadOnlyList<OrderId> Later)> AgainAsync(IReadOnlyList<Erasure> again, CancellationToken cancel)
    {
        var erased = 0;
        var later = new List<OrderId>();
        foreach (var some in again.Chunk(MaxAtOnce))
        {
            var subjects = new List<Subject>();
            foreach (var erasure in some) subjects.Add(await ReadableAsync(erasure.Order, cancel) with { Until = erasure.At });
            try
            {
                var found = await EraseAsync(subjects, byHand: true, cancel);
                erased += found.Count(f => f.Value is not ContactErasure.Later);
                later.AddRange(found.Where(f => f.Value is ContactErasure.Later).Select(f => (OrderId)f.Key));
            }
            catch (Exception e) when (e is not (OperationCanceledException or StoreException))
            {
                throw new StoreException("An erasure that a person asked for cannot be done again, which must be before anything is read or sent.", e);
            }
        }
        return (erased, later);
    }

    // Null where it is not due yet. One that cannot be judged must not keep the others.
    private async Task<Subject?> LookAsync(StreamId id, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            var subject = await SubjectAsync(id, cancel);
            var due = EndOfRetention(subject, now);
            if (due <= now) return subject;
            await contacts.PostponeAsync(id, due, cancel);
        }
        catch (Exception e) when (e is not (OperationCanceledException or StoreException))
        {
            LogFailed(e, id);
            await contacts.PostponeAsync(id, now + AfterFailure, cancel);
        }
        return null;
    }

    private async ValueTask<Subject> SubjectAsync(StreamId id, CancellationToken cancel) => new(
        id, OrderId.Of(id) is { } order ? (await log.LoadAsync(order, cancel)).Fold() : null, await contacts.FindAsync(id, cancel));

    // An order that this version cannot read has a contact that must go all the same.
    private async ValueTask<Subject> ReadableAsync(OrderId id, CancellationToken cancel)
    {
        try
        {
            return await SubjectAsync(id, cancel);
        }
        catch (Exception e) when (e is not (OperationCanceledException or StoreException))
        {
            LogFailed(e, id);
            return new(id, null, await contacts.FindAsync(id, cancel));
        }
    }

    // An open order's contact is kept. A subject of another kind has its day from the start: whoever saved the contact set it.
    private DateTimeOffset EndOfRetention(Subject subject, DateTimeOffset now) =>
        subject.Order is { } order ? (order.EndedAt ?? now) + retention.Contact : now;

    // The contact last: a crash in between leaves it, and with it the sign that there is work to do, and what to look for.
    // Gives the subjects of which there was anything.
    private async Task<IReadOnlyDictionary<StreamId, ContactErasure>> EraseAsync(IReadOnlyList<Subject> subjects, bool byHand, CancellationToken cancel)
    {
        var found = new Dictionary<StreamId, ContactErasure>();
        if (subjects.Count == 0) return found;
        var traces = subjects.Select(s => (s.Until, Of: new ContactTraces(s.Contact, s.Order, byHand))).ToList();
        var unassigned = await archive.EraseUnassignedBodiesAsync(
            m => ContactTraces.AreIn([.. traces.Where(t => t.Until is not { } until || m.ReceivedAt <= until).Select(t => t.Of)], m), cancel);
        foreach (var subject in subjects)
        {
            try
            {
                var bodies = await archive.EraseBodiesAsync(subject.Id, subject.Until, cancel);
                await deliveries.EraseMessagesAsync(subject.Id, cancel);
                var contact = await contacts.EraseAsync(subject.Id, subject.Until, cancel);
                // A message that was written or that came in between the steps may hold the contact, and has lost its day.
                await deliveries.EraseMessagesAsync(subject.Id, cancel);
                bodies += await archive.EraseBodiesAsync(subject.Id, subject.Until, cancel);
                if (contact is not ContactErasure.Nothing || bodies > 0 || (unassigned > 0 && subjects.Count == 1)) found[subject.Id] = contact;
            }
            catch (Exception e) when (!byHand && e is not OperationCanceledException)
            {
                // Where the whole store is away, this fails too and ends the sweep; else one must not keep the others.
                LogNotErased(e, subject.Id);
                await contacts.PostponeAsync(subject.Id, clock.GetUtcNow() + AfterFailure, cancel);
            }
        }
        return found;
    }

    // Until: what came later is not meant; null for all.
    private sealed record Subject(StreamId Id, Order? Order, ResidentContact? Contact, DateTimeOffset? Until = null);

    [LoggerMessage(Level = LogLevel.Error, Message = "Personal data of {Subject} could not be erased; again in an hour")]
    private partial void LogNotErased(Exception e, StreamId subject);

    [LoggerMessage(Level = LogLevel.Error, Message = "Whether personal data of {Subject} must be erased cannot be judged")]
    private partial void LogFailed(Exception e, StreamId subject);
}

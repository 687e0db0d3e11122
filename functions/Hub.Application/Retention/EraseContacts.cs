using Hub.Application.Archive;
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
    IContacts contacts, IMessageArchive archive, IDeliveryStore deliveries, IEventLog log, RetentionPeriods retention, TimeProvider clock,
    ILogger<EraseContacts> logger)
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

    /// <summary>Erases a subject's contact, and the bodies of messages that hold it too. Its events stay whole.</summary>
    /// <returns>True where there was anything to erase.</returns>
    public async Task<bool> EraseAsync(StreamId subject, CancellationToken cancel) =>
        await EraseAsync([await SubjectAsync(subject, cancel)], byHand: true, cancel);

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

    // An open order's contact is kept. A subject of another kind has its day from the start: whoever saved the contact set it.
    private DateTimeOffset EndOfRetention(Subject subject, DateTimeOffset now) =>
        subject.Order is { } order ? (order.EndedAt ?? now) + retention.Contact : now;

    // The contact last: a crash in between leaves it, and with it the sign that there is work to do, and what to look for.
    private async Task<bool> EraseAsync(IReadOnlyList<Subject> subjects, bool byHand, CancellationToken cancel)
    {
        if (subjects.Count == 0) return false;
        var traces = subjects.Select(s => new ContactTraces(s.Contact, s.Order, byHand)).ToList();
        var erased = await archive.EraseUnassignedBodiesAsync(m => ContactTraces.AreIn(traces, m), cancel);
        var existed = false;
        foreach (var subject in subjects)
        {
            try
            {
                erased += await archive.EraseBodiesAsync(subject.Id, cancel);
                await deliveries.EraseMessagesAsync(subject.Id, cancel);
                existed |= await contacts.EraseAsync(subject.Id, cancel);
                // A message that was written or that came in between the steps may hold the contact, and has lost its day.
                await deliveries.EraseMessagesAsync(subject.Id, cancel);
                erased += await archive.EraseBodiesAsync(subject.Id, cancel);
            }
            catch (Exception e) when (!byHand && e is not OperationCanceledException)
            {
                // Where the whole store is away, this fails too and ends the sweep; else one must not keep the others.
                LogNotErased(e, subject.Id);
                await contacts.PostponeAsync(subject.Id, clock.GetUtcNow() + AfterFailure, cancel);
            }
        }
        return existed || erased > 0;
    }

    private sealed record Subject(StreamId Id, Order? Order, ResidentContact? Contact);

    [LoggerMessage(Level = LogLevel.Error, Message = "Personal data of {Subject} could not be erased; again in an hour")]
    private partial void LogNotErased(Exception e, StreamId subject);

    [LoggerMessage(Level = LogLevel.Error, Message = "Whether personal data of {Subject} must be erased cannot be judged")]
    private partial void LogFailed(Exception e, StreamId subject);
}

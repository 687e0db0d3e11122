using System.Collections.Concurrent;
using System.Diagnostics;
using Hub.Application.Archive;
using Hub.Application.Contacts;
using Hub.Application.Decisions;
using Hub.Application.Diagnostics;
using Hub.Application.Evidence;
using Hub.Application.Registry;
using Hub.Application.Settings;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;

namespace Hub.Application.Intake;

/// <summary>
/// Takes a message in: reads it, decides, appends, and answers only when all is durable. A crash between any two steps
/// leaves either nothing or the whole; the sender, having no answer, sends again and finds its receipt.
/// </summary>
public sealed class ReceiveMessage(
    IEnumerable<IMessageReader> readers, IEventLog log, IMessageArchive archive, IContacts contacts, StorePictures keep, IEvidenceAgenda agenda, DecisionContextLoader look,
    RegistryCache registry, PublicAddress hub, RetentionPeriods retention, TimeProvider clock, HubMetrics metrics)
{
    private readonly Dictionary<Language, IMessageReader> _readers = readers.ToDictionary(r => r.Language);
    private readonly ConcurrentDictionary<(string Partner, string Message), bool> _running = new();

    /// <summary>One answer a message: several only for a batch. Throws only where a store is broken, and then nothing was answered.</summary>
    public async Task<IReadOnlyList<Answer>> ReceiveAsync(Submission submission, CancellationToken cancel)
    {
        using var span = Tracing.Start("receive message", ActivityKind.Internal, submission.TraceParent);
        span?.SetTag("ketenhub.partner", submission.Partner.Id).SetTag("ketenhub.language", submission.Language);
        var context = new ReadContext(submission.Partner, submission.Operation, submission.ResourceId, submission.Headers);
        switch (_readers[submission.Language].Read(submission.Body, context))
        {
            case ReadResult.Failed failed:
                return [await KeepUnreadableAsync(submission, failed.Errors, submission.Body.Length, cancel)];
            case ReadResult.Read { Messages: [var only] }:
                return [Counted(submission, await TakeAsync(submission, only, cancel))];
            case ReadResult.Read { Messages: var messages }:
                // In the batch's order, one after the other: an order and its first fact may come together.
                var answers = new List<Answer>(messages.Count);
                foreach (var message in messages) answers.Add(Counted(submission, await TakeAsync(submission, message, cancel)));
                return answers;
            default:
                throw new InvalidOperationException("A reader gave neither messages nor errors.");
        }
    }

    /// <summary>A body without the bytes of its pictures, as it is archived.</summary>
    public ReadOnlyMemory<byte> WithoutPictures(Language language, ReadOnlyMemory<byte> body) => _readers[language].WithoutPictures(body);

    /// <summary>Keeps a message that could not even be read to its end (too large), with what there is of it.</summary>
    /// <param name="submission">The message; its body is the part that was read.</param>
    /// <param name="errors">What is wrong.</param>
    /// <param name="size">Size in bytes as the sender declared it, or as far as it was read.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task<Answer> KeepUnreadableAsync(Submission submission, IReadOnlyList<ReadError> errors, long size, CancellationToken cancel)
    {
        var hash = Fingerprint.Of(submission.Operation, submission.ResourceId, submission.Body.Span);
        var messageId = $"sha256:{hash}";
        var kept = ToArchive(submission, submission.Body, messageId, hash) with
        {
            Size = size,
            Outcome = MessageOutcome.Unreadable,
            Reason = string.Join(" ", errors.Take(10).Select(e => $"{e.Place}: {e.Expected}")),
        };
        await archive.StoreAsync(kept, cancel);
        return Counted(submission, new Answer.Unreadable(kept.ReceiptId, errors));
    }

    private Answer Counted(Submission submission, Answer answer)
    {
        var (role, language) = (submission.Partner.Role, submission.Language);
        if (answer is Answer.Accepted { Repeated: false }) metrics.Accepted(role, language);
        else if (answer is Answer.Refused or Answer.Reused or Answer.Unreadable) metrics.Refused(role, language);
        return answer;
    }

    private async Task<Answer> TakeAsync(Submission submission, IncomingMessage message, CancellationToken cancel)
    {
        var body = message.Raw ?? submission.Body;
        var hash = Fingerprint.Of(submission.Operation, submission.ResourceId, body.Span);
        var messageId = message.MessageId ?? Identity(submission, hash);
        var kept = ToArchive(submission, body, messageId, hash);

        var running = (submission.Partner.Id, messageId);
        if (!_running.TryAdd(running, true)) return new Answer.Running(kept.ReceiptId, messageId);
        try
        {
            var first = await archive.FirstHashAsync(submission.Partner.Id, messageId, cancel);
            if (first is not null && first != hash)
            {
                await archive.StoreAsync(kept with { Outcome = MessageOutcome.Refused, Reason = "The message id was used before for another message." }, cancel);
                return new Answer.Reused(kept.ReceiptId, messageId);
            }
            return await DecideAsync(submission, message, kept, isArchived: first is not null, cancel);
        }
        finally
        {
            _running.TryRemove(running, out _);
        }
    }

    private async Task<Answer> DecideAsync(Submission submission, IncomingMessage message, ArchivedMessage kept, bool isArchived, CancellationToken cancel)
    {
        var partner = submission.Partner;
        var snapshot = await registry.GetAsync(cancel);
        MessagePhotos? photos = null;
        for (var round = 0; round < OptimisticRetry.Most; round++)
        {
            var (id, stream) = await ResolveAsync(partner, message, snapshot, cancel);
            var order = stream.Fold();
            // Before asking whether the order is the sender's: by this very message it may have given the order back.
            if (order is not null && await log.FindReceiptAsync(id, partner.Id, kept.MessageId, cancel) is { } given)
            {
                // The archive forgets in time, or was broken when the message came; the receipt knows its message by itself.
                if (given.BodyHash != kept.Hash) return new Answer.Reused(kept.ReceiptId, kept.MessageId);
                if (!isArchived && order.EndedAt is null)
                    await archive.StoreAsync(kept with
                    {
                        Subject = id, Outcome = given.Refusal is null ? MessageOutcome.Accepted : MessageOutcome.Refused, Reason = given.Refusal?.Reason,
                    }, cancel);
                return Again(given);
            }
            if (!MaySee(partner, order, message, snapshot) || (order is null && !message.Commands.Any(c => c is PlaceOrder or ReplaceOrder)))
                // No receipt: the order may still come, and then the same message is taken.
                return await RefuseAsync(order is null ? kept : kept with { Subject = id }, OrderDecisions.NoSuchOrder(), cancel);

            var saying = new Statement(
                partner.AsActor(), (message.OccurredAt ?? kept.ReceivedAt).ToUniversalTime(), kept.ReceivedAt,
                kept.MessageId, message.CorrelationId ?? kept.MessageId, Tracing.Current ?? submission.TraceParent);
            var around = await look.LoadAsync(order, message.Commands, kept.ReceivedAt, cancel);
            photos ??= MessagePhotos.Of(message, order, hub);
            var decision = photos.Refusal is { } noPhoto
                ? new Decision.Refused(noPhoto)
                : OrderDecisions.Decide(id, order, photos.With(await WithContactAsync(partner, order, message, cancel)), saying, around);

            var receipt = new Receipt(partner.Id, kept.MessageId, kept.Hash, kept.ReceiptId, id, stream.Version, null, kept.ReceivedAt);
            if (decision is Decision.Refused refused)
            {
                // No receipt where the same message may be right later: its order exists then, or its clock's hour has come.
                if (order is null || refused.Refusal.Kind is RefusalKind.NotYet) return await RefuseAsync(kept, refused.Refusal, cancel);
                kept = kept with { Subject = id };
                if (await log.AppendAsync(id, stream.Version, [], receipt with { Refusal = refused.Refusal }, cancel) is not AppendOutcome.Appended) continue;
                return await RefuseAsync(kept, refused.Refusal, cancel);
            }

            var (events, after) = (Decision.Accepted)decision;
            receipt = receipt with { Version = stream.Version + events.Count };
            // Of an order that has ended nobody needs the resident any more.
            if (after?.EndedAt is null) await SaveContactAsync(id, partner, message, cancel);
            using var held = await KeepPhotosAsync(id, events, photos, cancel);
            // Both are on their way to the disk together; the answer waits for both.
            var archived = archive.StoreAsync(kept with { Subject = id }, cancel);
            var appended = await log.AppendAsync(id, stream.Version, events, receipt, cancel);
            await archived;
            if (appended is AppendOutcome.Appended)
                return new Answer.Accepted(kept.ReceiptId, kept.MessageId, id, receipt.Version, Repeated: false) { Order = after };
        }
        throw OptimisticRetry.NeverEnds($"message {kept.ReceiptId}");
    }

    // Before the events that tell of them. Where a crash keeps those from coming, the agenda finds pictures that no photo tells of, and
    // photos to be fetched that nobody waits for, and clears them away. What is held is let go when the events stand.
    private async Task<IDisposable?> KeepPhotosAsync(OrderId id, IReadOnlyList<RecordedEvent> events, MessagePhotos photos, CancellationToken cancel)
    {
        foreach (var recorded in events)
            if (recorded.Event is PhotoAnnounced announced)
                await agenda.SetAsync(new AgendaItem(id, AgendaKind.Fetch, announced.PhotoId, clock.GetUtcNow(), PartnerId: recorded.By.PartnerId), cancel);
        var told = photos.ToldBy(events);
        if (told.Count == 0) return null;
        var held = await keep.HoldAsync(told.Select(t => new EvidenceKey(id, t.Picture.Kept.Sha256)), cancel);
        try
        {
            foreach (var (added, picture) in told) await keep.PutAsync(new EvidenceKey(id, picture.Kept.Sha256), picture, added.PhotoId, cancel);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static Answer Again(Receipt given) => given.Refusal is { } refusal
        ? new Answer.Refused(given.ReceiptId, given.MessageId, refusal)
        : new Answer.Accepted(given.ReceiptId, given.MessageId, (OrderId)given.Stream, given.Version, Repeated: true);

    private async Task<Answer> RefuseAsync(ArchivedMessage kept, Refusal refusal, CancellationToken cancel)
    {
        await archive.StoreAsync(kept with { Outcome = MessageOutcome.Refused, Reason = refusal.Reason }, cancel);
        return new Answer.Refused(kept.ReceiptId, kept.MessageId, refusal);
    }

    // Of another resident, or another number, the contractor must hear: the order is told again, with the contact of now.
    private async ValueTask<IReadOnlyList<OrderCommand>> WithContactAsync(Partner partner, Order? order, IncomingMessage message, CancellationToken cancel) =>
        partner.Role is PartnerRole.Erp && order is not null && message.Contact is { IsEmpty: false } contact && await contacts.FindAsync(order.Id, cancel) != contact
            ? [.. message.Commands, new ResendOrder()]
            : message.Commands;

    private async Task SaveContactAsync(OrderId id, Partner partner, IncomingMessage message, CancellationToken cancel)
    {
        // Before the events: whoever reads the order then finds its contact. Where a crash keeps the order from coming,
        // the retention sweep finds a contact without an order and erases it.
        if (partner.Role is not PartnerRole.Erp || message.Contact is not { IsEmpty: false } contact) return;
        if (await contacts.FindAsync(id, cancel) != contact) await contacts.SaveAsync(id, contact, clock.GetUtcNow() + retention.Contact, cancel);
    }

    private async ValueTask<(OrderId Id, EventStream Stream)> ResolveAsync(
        Partner partner, IncomingMessage message, RegistrySnapshot snapshot, CancellationToken cancel)
    {
        var text = message.Order switch
        {
            OrderReference.ByNumber n => n.Number,
            OrderReference.ByIdOrNumber t => t.Text,
            _ => throw new InvalidOperationException("Unknown order reference."),
        };
        if (message.Order is OrderReference.ByIdOrNumber && OrderId.TryParse(text, out var direct)
            && await log.LoadAsync(direct, cancel) is { Version: > 0 } found)
            return (direct, found);

        if (partner.Role is PartnerRole.Erp)
        {
            var own = OrderId.For(partner.Id, text);
            return (own, await log.LoadAsync(own, cancel));
        }
        foreach (var erp in snapshot.Erps)
        {
            var theirs = OrderId.For(erp.Id, text);
            if (await log.LoadAsync(theirs, cancel) is { Version: > 0 } stream) return (theirs, stream);
        }
        return (default, new EventStream([]));
    }

    private bool MaySee(Partner partner, Order? order, IncomingMessage message, RegistrySnapshot snapshot)
    {
        if (order is null) return partner.Role is PartnerRole.Erp;
        return order.IsOf(partner.AsActor()) && message.Order switch
        {
            OrderReference.ByNumber { } n => OrderMatching.Matches(n, partner, registry.Corporation.By(snapshot.Partner(order.ErpId))),
            _ => true,
        };
    }

    private ArchivedMessage ToArchive(Submission submission, ReadOnlyMemory<byte> body, string messageId, string hash) => new()
    {
        ReceiptId = Fingerprint.ReceiptId(submission.Partner.Id, messageId, hash),
        PartnerId = submission.Partner.Id,
        MessageId = messageId,
        Hash = hash,
        ContentType = submission.ContentType,
        Request = $"{submission.Language} {submission.Operation} {submission.ResourceId}".TrimEnd(),
        Body = WithoutPictures(submission.Language, body),
        Size = body.Length,
        ReceivedAt = clock.GetUtcNow(),
    };

    // A POST without an identity is the same message when it is the same text: an order can be placed but once. A PUT
    // or PATCH without one is each time a new wish, and wishing what already is changes nothing.
    private string Identity(Submission submission, string hash) =>
        submission.IdempotencyKey is { } key ? $"key:{key}"
        : submission.Operation is Operation.Post ? $"sha256:{hash}"
        : $"request:{Guid.CreateVersion7(clock.GetUtcNow()):N}";
}

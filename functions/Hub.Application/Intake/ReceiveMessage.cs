using System.Diagnostics;
using Hub.Application.Archive;
using Hub.Application.Contacts;
using Hub.Application.Decisions;
using Hub.Application.Diagnostics;
using Hub.Application.Evidence;
using Hub.Application.Leases;
using Hub.Application.Registry;
using Hub.Application.Settings;
using Hub.Application.Streams;
using Hub.Domain.Documents;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;

namespace Hub.Application.Intake;

/// <summary>
/// Receives a message: reads it, decides, commits, and answers only when all is durable. A crash between any two steps
/// leaves either nothing or the whole; the sender, having no answer, sends the message again and gets its receipt.
/// </summary>
public sealed class ReceiveMessage(
    IEnumerable<IMessageReader> readers, IEventLog log, IIntakeStore store, IMessageArchive archive, IContacts contacts, StorePictures pictures, OrderResolver orders,
    DecisionContextLoader look, RegistryCache registry, PublicAddress hub, RetentionPeriods retention, ILeases leases, TimeProvider clock,
    HubMetrics metrics)
{
    private readonly Dictionary<Language, IMessageReader> _readers = readers.ToDictionary(r => r.Language);

    // Longer than nearly any message takes. One that takes longer may be processed twice at once, which does no harm: the receipt goes in with the events, once.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

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

        var now = clock.GetUtcNow();
        var running = await leases.TryAcquireAsync($"message/{submission.Partner.Id}/{messageId}", now, now + Longest, cancel);
        if (running is null) return new Answer.Running(kept.ReceiptId, messageId);
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
            await leases.ReleaseAsync(running, CancellationToken.None);
        }
    }

    private Task<Answer> DecideAsync(Submission submission, IncomingMessage message, ArchivedMessage kept, bool isArchived, CancellationToken cancel)
    {
        MessagePhotos? photos = null;
        return OptimisticRetry.UntilWrittenAsync(
            () => TryAsync(submission, message, kept, isArchived, order => photos ??= MessagePhotos.Of(message, order, hub), cancel), $"message {kept.ReceiptId}");
    }

    // Null where another append or a change of a contract was first: the message is decided again.
    private async Task<Answer?> TryAsync(
        Submission submission, IncomingMessage message, ArchivedMessage kept, bool isArchived, Func<Order?, MessagePhotos> photosOf, CancellationToken cancel)
    {
        var partner = submission.Partner;
        var snapshot = await registry.GetAsync(cancel);
        var (id, stream) = await orders.FindAsync(partner, message.Order, snapshot, cancel);
        var order = stream.Fold();
        // Before asking whether the order is the sender's: by this very message it may have given the order back.
        if (order is not null && await log.FindReceiptAsync(id, partner.Id, kept.MessageId, cancel) is { } given)
            return await RepeatAsync(given, order, kept, isArchived, cancel);
        if (!orders.IsParty(partner, order, message.Order, snapshot) || (order is null && !message.Commands.Any(c => c is PlaceOrder or ReplaceOrder)))
            // No receipt: the order may still come, and then the same message is accepted.
            return await RefuseAsync(order is null ? kept : kept with { Subject = id }, OrderDecisions.NoSuchOrder(), cancel);

        var contact = await ChangedContactAsync(id, partner, message, cancel);
        // The contractor must learn of another resident, or another number: the order is sent again, with the new contact.
        var commands = contact is not null && order is not null ? [.. message.Commands, new ResendOrder()] : message.Commands;
        var context = await look.LoadAsync(order, message.Commands, kept.ReceivedAt, cancel);
        var photos = photosOf(order);
        var decision = photos.Refusal is { } noPhoto
            ? new Decision.Refused(noPhoto)
            : OrderDecisions.Decide(id, order, photos.With(commands), Statement(submission, message, kept), context);

        // No receipt where the same message may be right later: its order exists then, or its clock's hour has come.
        if (decision is Decision.Refused { Refusal: var early } && (order is null || early.Kind is RefusalKind.NotYet)) return await RefuseAsync(kept, early, cancel);
        var receipt = new Receipt(partner.Id, kept.MessageId, kept.Hash, kept.ReceiptId, id, stream.Version, null, kept.ReceivedAt);
        var about = kept with { Subject = id };
        if (decision is Decision.Refused { Refusal: var refusal })
        {
            var refused = new IntakeCommit
            {
                ExpectedVersion = stream.Version, Events = [], Receipt = receipt with { Refusal = refusal }, Message = AsRefused(about, refusal),
            };
            return await store.CommitAsync(refused, cancel) is AppendOutcome.Appended ? new Answer.Refused(kept.ReceiptId, kept.MessageId, refusal) : null;
        }

        var (events, after) = (Decision.Accepted)decision;
        if (!await look.RecordAwardsAsync(events, cancel)) return null;
        var accepted = new IntakeCommit
        {
            ExpectedVersion = stream.Version,
            Events = events,
            Receipt = receipt with { Version = stream.Version + events.Count },
            Message = about,
            // Of an order that has ended nobody needs the resident any more.
            Contact = contact is not null && after?.EndedAt is null ? new ContactToSave(contact, clock.GetUtcNow() + retention.Contact) : null,
            Agenda = MessagePhotos.ToFetch(events, clock.GetUtcNow()),
        };
        await using var held = await photos.StoreAsync(id, events, pictures, cancel);
        return await store.CommitAsync(accepted, cancel) is AppendOutcome.Appended
            ? new Answer.Accepted(kept.ReceiptId, kept.MessageId, id, accepted.Receipt.Version, Repeated: false) { Order = after }
            : null;
    }

    // The archive forgets in time, or was not written when the message came; the receipt knows its message by itself.
    private async Task<Answer> RepeatAsync(Receipt given, Order order, ArchivedMessage kept, bool isArchived, CancellationToken cancel)
    {
        if (given.BodyHash != kept.Hash) return new Answer.Reused(kept.ReceiptId, kept.MessageId);
        if (!isArchived && order.EndedAt is null)
        {
            var about = kept with { Subject = given.Stream };
            await archive.StoreAsync(given.Refusal is { } refused ? AsRefused(about, refused) : about, cancel);
        }
        return given.Refusal is { } refusal
            ? new Answer.Refused(given.ReceiptId, given.MessageId, refusal)
            : new Answer.Accepted(given.ReceiptId, given.MessageId, order.Id, given.Version, Repeated: true);
    }

    private async Task<Answer> RefuseAsync(ArchivedMessage kept, Refusal refusal, CancellationToken cancel)
    {
        await archive.StoreAsync(AsRefused(kept, refusal), cancel);
        return new Answer.Refused(kept.ReceiptId, kept.MessageId, refusal);
    }

    private static ArchivedMessage AsRefused(ArchivedMessage message, Refusal refusal) =>
        message with { Outcome = MessageOutcome.Refused, Reason = refusal.Reason };

    // The resident whom the corporation names, where that is not the stored contact.
    private async ValueTask<ResidentContact?> ChangedContactAsync(OrderId id, Partner partner, IncomingMessage message, CancellationToken cancel) =>
        partner.Role is PartnerRole.Erp && message.Contact is { IsEmpty: false } contact && await contacts.FindAsync(id, cancel) != contact ? contact : null;

    private static Statement Statement(Submission submission, IncomingMessage message, ArchivedMessage kept) => new(
        submission.Partner.AsActor(), (message.OccurredAt ?? kept.ReceivedAt).ToUniversalTime(), kept.ReceivedAt,
        kept.MessageId, message.CorrelationId ?? kept.MessageId, Tracing.Current ?? submission.TraceParent);

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

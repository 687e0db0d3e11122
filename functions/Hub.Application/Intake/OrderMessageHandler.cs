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
using Microsoft.Extensions.Logging;

namespace Hub.Application.Intake;

/// <summary>Decides messages about orders: finds the order and its receipt, decides, stores pictures, and commits the rest in one write.</summary>
public sealed partial class OrderMessageHandler(
    IEventLog log, IIntakeStore store, IMessageArchive archive, IContacts contacts, StorePictures pictures, OrderResolver orders,
    DecisionContextLoader context, RegistryCache registry, PublicAddress hub, RetentionPeriods retention, TimeProvider clock,
    ILogger<OrderMessageHandler> logger) : IMessageHandler
{
    /// <inheritdoc/>
    public Type MessageType => typeof(IncomingOrderMessage);

    /// <inheritdoc/>
    public Task<Answer> HandleAsync(ReceivedMessage received, CancellationToken cancel)
    {
        var message = (IncomingOrderMessage)received.Message;
        MessagePhotos? photos = null;
        return OptimisticRetry.UntilWrittenAsync(
            () => TryAsync(received, message, order => photos ??= MessagePhotos.Of(message, order, hub), cancel), $"message {received.Archived.ReceiptId}");
    }

    // Null where another append or a change of a contract was first: the message is decided again.
    private async Task<Answer?> TryAsync(
        ReceivedMessage received, IncomingOrderMessage message, Func<Order?, MessagePhotos> photosOf, CancellationToken cancel)
    {
        var (submission, kept) = (received.Submission, received.Archived);
        var partner = submission.Partner;
        var snapshot = await registry.GetAsync(cancel);
        var (id, stream) = await orders.FindAsync(partner, message.Order, snapshot, cancel);
        var order = stream.Fold();
        // Before asking whether the order is the sender's: by this very message it may have given the order back.
        if (order is not null && await FindReceiptAsync(id, received, cancel) is { } given) return await RepeatAsync(given, order, received, cancel);
        // No receipt: the order may still come, and then the same message is accepted.
        var places = message.Commands.Any(c => c is PlaceOrder or ReplaceOrder);
        if (places && partner.Role is not PartnerRole.Erp) return await RefuseAsync(kept, OrderDecisions.OnlyTheCorporationPlaces(), cancel);
        if (orders.RefusalFor(partner, order, message.Order, snapshot) is { } notTheirs)
            return await RefuseAsync(order is null ? kept : kept with { Subject = id }, notTheirs, cancel);
        if (order is null && !places) return await RefuseAsync(kept, OrderDecisions.NoSuchOrder(), cancel);

        if (order is null && await orders.IsTakenAsync(partner, message.Order, snapshot, cancel))
            return await RefuseAsync(kept, OrderDecisions.NumberTaken(message.Order.Name), cancel);

        var contact = await ChangedContactAsync(id, partner, message, cancel);
        // The contractor must learn of another resident, or another number: the order is sent again, with the new contact.
        var commands = contact is not null && order is not null ? [.. message.Commands, new ResendOrder()] : message.Commands;
        var known = await context.LoadAsync(order, message.Commands, kept.ReceivedAt, cancel);
        var photos = photosOf(order);
        var decision = (MessagePhotos.RefusalOfLine(message, order) ?? photos.Refusal) is { } noPhoto
            ? new Decision.Refused(noPhoto)
            : OrderDecisions.Decide(id, order, photos.With(commands), Statement(submission, message, kept), known);

        if (decision is Decision.Refused { Refusal: { IsOfKey: true } unusable } && message.WrongKeys is [var wrong, ..])
            decision = new Decision.Refused(unusable with { Place = wrong.Place });
        if (decision is Decision.Refused { Refusal: { IsOfContractor: true } twoNames })
            decision = new Decision.Refused(twoNames with { Place = message.ContractorPlace });
        // No receipt where the same message may be right later: its order exists then, or its clock's hour has come.
        if (decision is Decision.Refused { Refusal: var early } && (order is null || early.Kind is RefusalKind.NotYet))
            return await RefuseAsync(kept, early, cancel);
        var receipt = new Receipt(partner.Id, kept.MessageId, kept.Hash, kept.ReceiptId, id, stream.Version, null, kept.ReceivedAt);
        var about = kept with { Subject = id };
        if (decision is Decision.Refused { Refusal: var refusal })
        {
            var refused = new IntakeCommit
            {
                ExpectedVersion = stream.Version, Events = [], Receipt = receipt with { Refusal = refusal }, Message = AsRefused(about, refusal),
                ReviewAt = ReviewOf(about),
            };
            return await store.CommitAsync(refused, cancel) is AppendOutcome.Appended ? new Answer.Refused(kept.ReceiptId, kept.MessageId, refusal) : null;
        }

        var (events, after) = (Decision.Accepted)decision;
        // Of this message, and not of the order in general: every later message would bring them again.
        IReadOnlyList<OrderWarning> warnings = events.Any(e => e.Event is OrderAwarded or OrderAmended) ? after?.Warnings ?? [] : [];
        if (!await context.RecordAwardsAsync(events, cancel)) return null;
        var accepted = new IntakeCommit
        {
            ExpectedVersion = stream.Version,
            Events = events,
            Receipt = receipt with { Version = stream.Version + events.Count },
            Message = warnings.Count == 0 ? about : about with { Reason = string.Join(' ', warnings.Select(w => w.Text)) },
            // Of an order that has ended nobody needs the resident any more.
            Contact = contact is not null && after?.EndedAt is null
                ? new ContactToSave(contact, clock.GetUtcNow(), clock.GetUtcNow() + retention.Contact)
                : null,
            ReviewAt = ReviewOf(about),
            Agenda = MessagePhotos.ToFetch(events, clock.GetUtcNow()),
        };
        await using var held = await photos.StoreAsync(id, events, pictures, cancel);
        if (await store.CommitAsync(accepted, cancel) is not AppendOutcome.Appended) return null;
        foreach (var warning in warnings) LogWarning(id, warning.Code);
        return new Answer.Accepted(kept.ReceiptId, kept.MessageId, id, accepted.Receipt.Version, Repeated: false) { Order = after };
    }

    // The archive forgets in time, or was not written when the message came; the receipt knows its message by itself.
    private async Task<Answer> RepeatAsync(Receipt given, Order order, ReceivedMessage received, CancellationToken cancel)
    {
        var kept = received.Archived;
        if (!received.Hash.Is(given.BodyHash)) return new Answer.Reused(kept.ReceiptId, kept.MessageId);
        if (!received.IsArchived && order.EndedAt is null)
        {
            var about = kept with { ReceiptId = given.ReceiptId, MessageId = given.MessageId, Subject = given.Stream };
            await ArchiveAsync(given.Refusal is { } refused ? AsRefused(about, refused) : about, cancel);
        }
        return given.Refusal is { } refusal
            ? new Answer.Refused(given.ReceiptId, given.MessageId, refusal)
            : new Answer.Accepted(given.ReceiptId, given.MessageId, order.Id, given.Version, Repeated: true);
    }

    private async ValueTask<Receipt?> FindReceiptAsync(OrderId id, ReceivedMessage received, CancellationToken cancel)
    {
        var partner = received.Submission.Partner.Id;
        if (await log.FindReceiptAsync(id, partner, received.Archived.MessageId, cancel) is { } receipt) return receipt;
        foreach (var earlier in received.EarlierMessageIds)
            if (await log.FindReceiptAsync(id, partner, earlier, cancel) is { } kept) return kept;
        return null;
    }

    private async Task<Answer> RefuseAsync(ArchivedMessage kept, Refusal refusal, CancellationToken cancel)
    {
        await ArchiveAsync(AsRefused(kept, refusal), cancel);
        return new Answer.Refused(kept.ReceiptId, kept.MessageId, refusal);
    }

    // The day first: a crash in between leaves a day for nothing, and not a body that nobody erases.
    private async Task ArchiveAsync(ArchivedMessage message, CancellationToken cancel)
    {
        if (message.Subject is { } subject && ReviewOf(message) is { } at) await contacts.ReviewAsync(subject, at, cancel);
        await archive.StoreAsync(message, cancel);
    }

    // A message that comes late, after the contact went, has a day of its own.
    private DateTimeOffset? ReviewOf(ArchivedMessage message) => message.Body.IsEmpty ? null : clock.GetUtcNow() + retention.Contact;

    private static ArchivedMessage AsRefused(ArchivedMessage message, Refusal refusal) =>
        message with { Outcome = MessageOutcome.Refused, Reason = refusal.Reason };

    // The resident whom the corporation names, where that is not the stored contact.
    private async ValueTask<ResidentContact?> ChangedContactAsync(OrderId id, Partner partner, IncomingOrderMessage message, CancellationToken cancel) =>
        partner.Role is PartnerRole.Erp && message.Contact is { IsEmpty: false } contact && await contacts.FindAsync(id, cancel) != contact ? contact : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Order {OrderId} goes on with a warning: {Warning}")]
    private partial void LogWarning(OrderId orderId, string warning);

    private static Statement Statement(Submission submission, IncomingMessage message, ArchivedMessage kept) => new(
        submission.Partner.AsActor(), (message.OccurredAt ?? kept.ReceivedAt).ToUniversalTime(), kept.ReceivedAt,
        kept.MessageId, message.CorrelationId ?? kept.MessageId, Tracing.Current ?? submission.TraceParent);
}

using Hub.Application.Diagnostics;
using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Deliveries;

/// <summary>What an administrator, or a partner at its mailbox, does with deliveries by hand.</summary>
public sealed partial class ManageDeliveries(
    IDeliveryStore store, IEventLog log, RegistryCache registry, DeliveryMessages messages, ISignal signal, PartnerBackoff backoff, TimeProvider clock,
    HubMetrics metrics, ILogger<ManageDeliveries> logger)
{
    // Far beyond the messages of any order.
    private const int MaxInLane = 1_000;

    /// <summary>
    /// Tries a parked delivery, and with it its lane, again from the start of the schedule, now, also where the partner fails; null where there is none, false
    /// where it is not parked.
    /// </summary>
    public Task<bool?> ReplayAsync(string id, CancellationToken cancel) => ChangeAsync(id, DeliveryState.Parked, Again, cancel, isTrial: true);

    /// <summary>Replays all parked deliveries that the query finds; the number of them.</summary>
    public async Task<int> ReplayAllAsync(DeliveryQuery query, CancellationToken cancel)
    {
        var replayed = 0;
        var tried = new HashSet<Recipient>();
        await foreach (var page in store.PagesAsync(query with { State = DeliveryState.Parked }, cancel))
        {
            foreach (var delivery in page)
            {
                if (!await store.ReplaceAsync(delivery, Again(delivery), clock.GetUtcNow(), cancel)) continue;
                replayed++;
                if (tried.Add(delivery.Recipient)) BeginTrial(delivery.Lane);
            }
            if (page.Count > 0) await signal.SignalAsync([.. page.Select(d => d.Lane).Distinct()], null, cancel);
        }
        return replayed;
    }

    /// <summary>
    /// Tries a delivery that waits for its next attempt now, and before it what stands before it in its lane; null where there is none. It goes also
    /// while its partner asked to wait, or its circuit is open.
    /// </summary>
    public async Task<RetryOutcome?> RetryAsync(string id, CancellationToken cancel)
    {
        if (await store.FindAsync(id, cancel) is not { } delivery) return null;
        if (delivery.State is not DeliveryState.Pending) return RetryOutcome.NotWaiting;
        if (!await IsCalledAsync(delivery.Recipient, cancel)) return RetryOutcome.NotCalled;
        var before = (await store.PendingInLaneAsync(delivery.Lane, MaxInLane, cancel)).Where(d => d.Version <= delivery.Version).ToList();
        if (before.Exists(d => d.State is DeliveryState.Parked)) return RetryOutcome.Held;
        foreach (var waiting in before.Where(d => d.NextAttemptAt is not null)) await MakeDueAsync(waiting, cancel);
        BeginTrial(delivery.Lane);
        await signal.SignalAsync([delivery.Lane], null, cancel);
        return RetryOutcome.Signalled;
    }

    /// <summary>
    /// Tries all deliveries now that wait for their next attempt and that the query finds; the number of them. Of a partner that fails one lane is tried now;
    /// where that succeeds, the rest follows soon, spread, and else it waits as it did. Null where the query names a partner that is not called.
    /// </summary>
    public async Task<int?> RetryAllAsync(DeliveryQuery query, CancellationToken cancel)
    {
        if (query.Recipient is { } named && !await IsCalledAsync(named, cancel)) return null;
        var retried = 0;
        var isRestToWait = new Dictionary<Recipient, bool>();
        await foreach (var page in store.PagesAsync(query with { State = DeliveryState.Pending }, cancel))
        {
            var lanes = new HashSet<LaneId>();
            foreach (var delivery in page.Where(d => d.NextAttemptAt is not null))
            {
                if (!await IsCalledAsync(delivery.Recipient, cancel)) continue;
                if (isRestToWait.GetValueOrDefault(delivery.Recipient))
                {
                    // Written anew when it goes, as what is tried now.
                    if (await store.ReplaceAsync(delivery, delivery with { WasRefused = false }, clock.GetUtcNow(), cancel)) retried++;
                    continue;
                }
                if (!await MakeDueAsync(delivery, cancel)) continue;
                if (!isRestToWait.ContainsKey(delivery.Recipient)) isRestToWait[delivery.Recipient] = BeginTrial(delivery.Lane);
                lanes.Add(delivery.Lane);
                retried++;
            }
            if (lanes.Count > 0) await signal.SignalAsync(lanes, null, cancel);
        }
        return retried;
    }

    /// <summary>Skips a delivery that is pending or parked, so that its lane goes on; the reason stays on record.</summary>
    public Task<bool?> SkipAsync(string id, string reason, CancellationToken cancel) => ChangeAsync(id, null,
        d => d with { State = DeliveryState.Skipped, DoneAt = clock.GetUtcNow(), NextAttemptAt = null, Note = reason }, cancel);

    /// <summary>What waits in a partner's mailbox, oldest first, with its message.</summary>
    public async Task<IReadOnlyList<(Delivery Delivery, OutboundMessage Message)>> MailboxAsync(Partner partner, int max, CancellationToken cancel)
    {
        var snapshot = await registry.GetAsync(cancel);
        var waiting = new List<(Delivery, OutboundMessage)>();
        var held = new HashSet<LaneId>();
        foreach (var delivery in await store.MailboxAsync(Recipient.OfPartner(partner.Id), max, cancel))
        {
            if (held.Contains(delivery.Lane)) continue;
            switch (await MessageAsync(delivery, partner, snapshot, cancel))
            {
                case WriteResult.Written written:
                    waiting.Add((delivery, written.Message));
                    break;
                case WriteResult.NothingToSay nothing:
                    await store.ReplaceAsync(
                        delivery, delivery with { State = DeliveryState.Skipped, DoneAt = clock.GetUtcNow(), Note = nothing.Why }, clock.GetUtcNow(), cancel);
                    break;
                case WriteResult.Unwritable unwritable:
                    held.Add(delivery.Lane);
                    var parked = delivery with { State = DeliveryState.Parked, DoneAt = clock.GetUtcNow(), Note = unwritable.Why };
                    if (await store.ReplaceAsync(delivery, parked, clock.GetUtcNow(), cancel)) metrics.Parked(partner);
                    break;
            }
        }
        return waiting;
    }

    /// <summary>The partner has fetched a delivery; false where there is none such in its mailbox. Saying so twice is fine.</summary>
    public async Task<bool> AcknowledgeAsync(Partner partner, string id, CancellationToken cancel)
    {
        if (await store.FindAsync(id, cancel) is not { } delivery || delivery.Recipient != Recipient.OfPartner(partner.Id)) return false;
        if (delivery.State is DeliveryState.Delivered) return true;
        if (delivery.State is not DeliveryState.Pending
            || !await store.ReplaceAsync(delivery, delivery with { State = DeliveryState.Delivered, DoneAt = clock.GetUtcNow() }, clock.GetUtcNow(), cancel))
            return false;
        metrics.Delivered(partner);
        return true;
    }

    // A defect of the hub with one message must not keep the whole mailbox from its reader: it is parked, and seen.
    private async Task<WriteResult> MessageAsync(Delivery delivery, Partner partner, RegistrySnapshot snapshot, CancellationToken cancel)
    {
        try
        {
            return await messages.GetAsync(delivery, partner, await log.LoadAsync(delivery.Stream, cancel), snapshot, cancel);
        }
        catch (Exception e) when (e is not (StoreException or OperationCanceledException))
        {
            LogDefect(e, delivery.Stream, partner.Id, delivery.Id);
            return new WriteResult.Unwritable(DeliveryMessages.DescribeDefect(e));
        }
    }

    private static Delivery Again(Delivery d) => d with
    {
        State = DeliveryState.Pending, Failures = 0, FirstTriedAt = null, NextAttemptAt = null, DoneAt = null, Note = null, WasRefused = false,
    };

    // False where it is being made at this moment. Who tries a refused message again has mended something: it is written anew. An attempt by hand takes
    // no step of the schedule: where it fails, the next one is as far off as it would have been, and not hours later for each impatient try.
    private Task<bool> MakeDueAsync(Delivery delivery, CancellationToken cancel) => store.ReplaceAsync(
        delivery, delivery with { NextAttemptAt = null, WasRefused = false, Failures = Math.Max(delivery.Failures - 1, 0) }, clock.GetUtcNow(), cancel);

    // A partner that fetches is not called, and neither is one whose connection is disabled.
    private async ValueTask<bool> IsCalledAsync(Recipient recipient, CancellationToken cancel) => recipient.PartnerId is not { } id
        || (await registry.GetAsync(cancel)).Partner(id) is { CanReceive: true, Connection.Transport: not Transport.Mailbox };

    private bool BeginTrial(LaneId lane) => lane.Recipient.PartnerId is { } id && backoff.BeginTrial(id, lane);

    private async Task<bool?> ChangeAsync(
        string id, DeliveryState? from, Func<Delivery, Delivery> change, CancellationToken cancel, bool isTrial = false)
    {
        if (await store.FindAsync(id, cancel) is not { } delivery) return null;
        if (delivery.State is DeliveryState.Delivered or DeliveryState.Skipped || (from is not null && delivery.State != from)) return false;
        if (!await store.ReplaceAsync(delivery, change(delivery), clock.GetUtcNow(), cancel)) return false;
        if (isTrial) BeginTrial(delivery.Lane);
        await signal.SignalAsync([delivery.Lane], null, cancel);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Stream {Stream}: delivery {DeliveryId} for the mailbox of {Partner} could not be made; it is parked")]
    private partial void LogDefect(Exception e, StreamId stream, string partner, string deliveryId);
}

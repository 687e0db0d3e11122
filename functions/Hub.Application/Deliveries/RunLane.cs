using System.Diagnostics;
using Hub.Application.Diagnostics;
using Hub.Application.Recoverability;
using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Deliveries;

/// <summary>
/// Makes the pending deliveries of one lane, in order and one at a time. Before each attempt the delivery is claimed in the store,
/// so that two signals for one lane cannot overtake each other; a crash leaves the claim, which ends by itself.
/// </summary>
public sealed partial class RunLane(
    IDeliveryStore store, IEventLog log, RegistryCache registry, DeliveryMessages messages, IEnumerable<IConnector> connectors,
    ISignal signal, PartnerBackoff backoff, PartnerConcurrency concurrency, TimeProvider clock, HubMetrics metrics, ILogger<RunLane> logger)
{
    // Longer than the longest call (20 s) and the longest wait for a place in the partner's queue.
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(2);
    private const int MaxInOneRound = 50;
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(2);

    private readonly Dictionary<Transport, IConnector> _connectors = connectors.ToDictionary(c => c.Transport);

    /// <summary>Makes deliveries until the lane is empty, one of them is held or fails, or the turn is over.</summary>
    public async Task RunAsync(LaneId lane, CancellationToken cancel)
    {
        if (!concurrency.TryEnter(lane)) return;
        try
        {
            await WorkAsync(lane, cancel);
        }
        finally
        {
            if (concurrency.Leave(lane.Recipient) is { } next) await signal.SignalAsync([next], null, CancellationToken.None);
        }
    }

    private async Task WorkAsync(LaneId lane, CancellationToken cancel)
    {
        var begun = clock.GetTimestamp();
        while (true)
        {
            // Read again after each round: the signal of a delivery that was enqueued meanwhile found the lane held.
            var open = await store.PendingInLaneAsync(lane, MaxInOneRound, cancel);
            if (open.Count == 0) return;
            foreach (var delivery in open)
            {
                if (clock.GetElapsedTime(begun) > LongestTurn)
                {
                    // A very long lane, or a slow partner, lets others have their turn.
                    await signal.SignalAsync([lane], null, cancel);
                    return;
                }
                // As partner and stream are now, and not as they were when the turn began: a contractor that lost the order meanwhile gets no resident.
                var stream = await log.LoadAsync(lane.Stream, cancel);
                var snapshot = await registry.GetAsync(cancel);
                if (snapshot.Partner(lane.Recipient.PartnerId) is not { CanReceive: true } partner) return;
                if (!_connectors.TryGetValue(partner.Connection.Transport, out var connector)) return;
                if (!await AttemptAsync(delivery, partner, connector, stream, snapshot, cancel)) return;
            }
        }
    }

    // True where the lane may go on with the next delivery.
    private async Task<bool> AttemptAsync(
        Delivery delivery, Partner partner, IConnector connector, EventStream stream, RegistrySnapshot snapshot, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (delivery.State is DeliveryState.Parked || delivery.NextAttemptAt > now) return false;
        var admission = backoff.TryEnter(partner.Id, delivery.Lane);
        if (admission.Until is { } until)
        {
            await WaitAsync(delivery, until, admission.Why, cancel);
            return false;
        }
        try
        {
            return await ClaimAndSendAsync(delivery, admission, partner, connector, stream, snapshot, cancel);
        }
        finally
        {
            backoff.Leave(partner.Id, delivery.Lane, admission);
        }
    }

    private async Task WaitAsync(Delivery delivery, DateTimeOffset until, string? why, CancellationToken cancel)
    {
        // Written down, so that the sweep does not signal it meanwhile and the administrator sees what it waits for.
        var waiting = delivery with { NextAttemptAt = until + TimeSpan.FromSeconds(Random.Shared.NextDouble()), Note = why };
        if (!await store.ReplaceAsync(delivery, waiting, clock.GetUtcNow(), cancel)) return;
        if (!backoff.IsHeld(delivery.Recipient.PartnerId!))
        {
            // A success ended the wait before this one was written down: it is not among those that were brought forward.
            var now = waiting with { NextAttemptAt = clock.GetUtcNow() };
            if (await store.ReplaceAsync(waiting, now, clock.GetUtcNow(), CancellationToken.None)) waiting = now;
        }
        await SignalAgainAsync(delivery.Lane, waiting.NextAttemptAt);
    }

    private async Task<bool> ClaimAndSendAsync(
        Delivery delivery, Admission admission, Partner partner, IConnector connector, EventStream stream, RegistrySnapshot snapshot, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (await store.TryClaimAsync(delivery, now, now + Hold, cancel) is not { } claimed) return false;

        // The event was recorded in the span of the message that caused it: attempts belong to its trace, however late they are.
        using var span = Tracing.Start("deliver message", ActivityKind.Producer, stream.Events[claimed.Version - 1].TraceParent);
        span?.SetTag("ketenhub.delivery", claimed.Id).SetTag("ketenhub.partner", partner.Id)
            .SetTag("ketenhub.event", claimed.EventName).SetTag("ketenhub.attempt", claimed.Attempts);

        // What is known is written down, also where the turn's time is over or the hub stops: a success would be sent twice, and a failure be tried
        // again at once.
        var result = await TrySendAsync(claimed, admission, partner, connector, stream, snapshot, cancel);
        if (result.Sent is SendResult.Failed error) span?.SetStatus(ActivityStatusCode.Error, error.Kind.ToString());
        return result switch
        {
            (WriteResult.NothingToSay nothing, _) => await SkippedAsync(claimed, nothing.Why),
            (WriteResult.Unwritable unwritable, _) => await ParkedAsync(claimed, partner, unwritable.Why),
            (_, SendResult.Delivered) => await DeliveredAsync(claimed, partner, admission),
            (_, SendResult.Failed failed) => await FailedAsync(claimed, partner, failed, admission),
            _ => throw new InvalidOperationException("A writer or a connector gave an unknown result."),
        };
    }

    private async Task<(WriteResult? Written, SendResult? Sent)> TrySendAsync(
        Delivery claimed, Admission admission, Partner partner, IConnector connector, EventStream stream, RegistrySnapshot snapshot, CancellationToken cancel)
    {
        try
        {
            var result = await messages.GetAsync(claimed, partner, stream, snapshot, cancel);
            return result is WriteResult.Written written
                ? (result, await connector.SendAsync(partner, claimed.Id, written.Message, admission.Kind is AdmissionKind.Trial, cancel))
                : (result, null);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Stopping: let go at once, so that the next start need not wait for the hold to run out.
            await ReleaseAsync(claimed);
            throw;
        }
        catch (StoreException)
        {
            // Nothing was sent. The claim is released also where it cannot be written down; the next sweep tries again.
            await ReleaseAsync(claimed);
            throw;
        }
        catch (Exception e)
        {
            // A defect of the hub with this one message: it goes by the retry schedule like any other failure, and is seen.
            LogDefect(e, claimed.Stream, partner.Id, claimed.Id);
            return (null, new SendResult.Failed(
                FailureKind.Misconfigured, null, null, DeliveryMessages.DescribeDefect(e)));
        }
    }

    private async Task ReleaseAsync(Delivery claimed)
    {
        try
        {
            await store.SettleAsync(claimed, CancellationToken.None);
        }
        catch (StoreException e)
        {
            LogNotReleased(e, claimed.Stream, claimed.Id);
        }
    }

    // Where the claim was lost meanwhile, whoever has it goes on with the lane.
    private Task<bool> SkippedAsync(Delivery delivery, string why) =>
        store.SettleAsync(delivery with { State = DeliveryState.Skipped, DoneAt = clock.GetUtcNow(), Note = why }, CancellationToken.None);

    // Where trying again changes nothing: a person must mend a setting, and then replay.
    private async Task<bool> ParkedAsync(Delivery delivery, Partner partner, string why)
    {
        metrics.Parked(partner);
        LogParked(delivery.Stream, partner.Id, delivery.Id, why);
        var parked = delivery with { State = DeliveryState.Parked, DoneAt = clock.GetUtcNow(), NextAttemptAt = null, Note = why };
        await store.SettleAsync(parked, CancellationToken.None);
        return false;
    }

    private async Task<bool> DeliveredAsync(Delivery delivery, Partner partner, Admission admission)
    {
        metrics.Delivered(partner);
        var settled = await store.SettleAsync(
            delivery with { State = DeliveryState.Delivered, DoneAt = clock.GetUtcNow(), Note = null, NextAttemptAt = null }, CancellationToken.None);
        var recovery = backoff.Succeeded(partner.Id, admission.IsProbe);
        if (recovery.FailedSince is { } since) LogRecovered(partner.Id, since);
        if (recovery.ShouldSignal) await store.MakeAllDueAsync(signal, delivery.Recipient, clock.GetUtcNow(), CancellationToken.None);
        return settled;
    }

    private async Task<bool> FailedAsync(Delivery delivery, Partner partner, SendResult.Failed failed, Admission admission)
    {
        if (backoff.Failed(partner.Id, delivery.Lane, failed, admission.IsProbe)) LogFailing(partner.Id, failed.Kind, failed.Detail);
        metrics.Failed(partner);
        var more = failed.Kind is FailureKind.CircuitOpen ? 0 : 1;
        var failures = delivery.Failures + more;
        var noted = delivery with
        {
            Failures = failures, FailuresInAll = delivery.FailuresInAll + more, Note = failed.Detail, WasRefused = failed.Kind is FailureKind.Refused,
        };
        switch (RetryPolicy.Decide(failures, delivery.FirstTriedAt ?? clock.GetUtcNow(), clock.GetUtcNow(), failed, Random.Shared.NextDouble()))
        {
            case RetryDecision.RetryAt retry:
                LogRetry(delivery.Stream, partner.Id, delivery.Id, failures, failed.Kind, retry.At);
                await store.SettleAsync(noted with { NextAttemptAt = retry.At }, CancellationToken.None);
                await SignalAgainAsync(delivery.Lane, retry.At);
                break;
            case RetryDecision.Park park:
                return await ParkedAsync(noted, partner, park.Reason);
            case RetryDecision.DisableEndpoint disable:
                LogDisabled(partner.Id, disable.Reason);
                // The delivery stays pending: it goes out when the connection is put again.
                await registry.ChangeAsync(async r =>
                {
                    // As the partner is now: an administrator may have given it another address meanwhile.
                    var now = (await r.LoadAsync(CancellationToken.None)).Partners.FirstOrDefault(p => p.Id == partner.Id);
                    if (now is not null && now.Connection.Url == partner.Connection.Url)
                        await r.SavePartnerAsync(now with { Connection = now.Connection with { DisabledBecause = disable.Reason } }, CancellationToken.None);
                    return true;
                });
                await store.SettleAsync(noted with { NextAttemptAt = null }, CancellationToken.None);
                break;
        }
        return false;
    }

    // Never cancelled: once the moment is written down, whoever repeats the old signal finds nothing due and signals nobody.
    private Task SignalAgainAsync(LaneId lane, DateTimeOffset? at) => signal.SignalAsync([lane], at, CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stream {Stream}: delivery {DeliveryId} to {Partner} failed ({Failures}, {Kind}); again at {At:O}")]
    private partial void LogRetry(StreamId stream, string partner, string deliveryId, int failures, FailureKind kind, DateTimeOffset at);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partner {Partner} begins to fail ({Kind}): {Detail}")]
    private partial void LogFailing(string partner, FailureKind kind, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partner {Partner} takes messages again; it failed since {Since:O}")]
    private partial void LogRecovered(string partner, DateTimeOffset since);

    [LoggerMessage(Level = LogLevel.Error, Message = "Stream {Stream}: delivery {DeliveryId} to {Partner} is parked: {Reason}")]
    private partial void LogParked(StreamId stream, string partner, string deliveryId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Stream {Stream}: delivery {DeliveryId} to {Partner} could not be made by the hub")]
    private partial void LogDefect(Exception e, StreamId stream, string partner, string deliveryId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stream {Stream}: that delivery {DeliveryId} was not sent could not be written down")]
    private partial void LogNotReleased(Exception e, StreamId stream, string deliveryId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Partner {Partner} gets nothing more until its connection is put again: {Reason}")]
    private partial void LogDisabled(string partner, string reason);
}

using System.Diagnostics;
using Hub.Application.Diagnostics;
using Hub.Application.Recoverability;
using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Pictures;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Evidence;

/// <summary>
/// Fetches photos that partners announced by their address, by the retry schedule of deliveries; what cannot be had in three days, or
/// is no picture, is given up, and its sender hears why.
/// </summary>
public sealed partial class FetchPhotos(
    IEventLog log, IEvidenceAgenda agenda, IPhotoSource source, AddPhoto add, RegistryCache registry, PublicAddress hub, TimeProvider clock, ILogger<FetchPhotos> logger)
{
    private const int MostOfOneInASweep = 200;

    // An item is written before the event that tells of its photo; by then that stands, or it never will.
    private static readonly TimeSpan SecondLook = TimeSpan.FromMinutes(10);

    // When an item that the hub itself failed on is looked at again.
    private static readonly TimeSpan AfterDefect = TimeSpan.FromMinutes(10);

    // Each partner has one photo on its way at a time, and that is whole in memory while it comes in.
    private const int PartnersAtOnce = 4;

    // After this a partner's other photos wait for the next sweep: who is slow holds up its own and nobody else's.
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(20);

    /// <summary>Fetches what is due, of each partner as much as comes within its turn.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var due = await agenda.DueAsync(StreamId.Order, AgendaKind.Fetch, clock.GetUtcNow(), MostOfOneInASweep, cancel);
        // Whose sender an earlier version of the hub did not note has a turn of its order's.
        var turns = due.GroupBy(item => item.PartnerId ?? item.Stream.ToString());
        await Parallel.ForEachAsync(turns, new ParallelOptions { MaxDegreeOfParallelism = PartnersAtOnce, CancellationToken = cancel }, async (turn, token) =>
        {
            var begun = clock.GetTimestamp();
            foreach (var item in turn.TakeWhile(_ => clock.GetElapsedTime(begun) < LongestTurn)) await TryAsync(item, token);
        });
    }

    // A broken store leaves the item due, for the next sweep. One item must not stop the others, and many that fail each time must not keep these
    // from their turn.
    private async ValueTask TryAsync(AgendaItem item, CancellationToken cancel)
    {
        try
        {
            await FetchAsync(item, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            LogFailed(e, item.Stream, item.Item);
            if (e is not StoreException) await agenda.ReplaceAsync(item, item with { DueAt = clock.GetUtcNow() + AfterDefect }, cancel);
        }
    }

    private async Task FetchAsync(AgendaItem item, CancellationToken cancel)
    {
        var stream = await log.LoadAsync(item.Stream, cancel);
        if (AwaitedIn(stream, item) is not { } awaited)
        {
            await NobodyWaitsAsync(item, cancel);
            return;
        }
        if ((await registry.GetAsync(cancel)).Partner(awaited.By.PartnerId) is not { } partner)
        {
            await GiveUpAsync(item, awaited, "sender-unknown", "Its sender is not a partner of the hub any more.", cancel);
            return;
        }
        if (hub.IsOwn(awaited.Announced.Url))
        {
            await GiveUpAsync(item, awaited, "photo-not-fetched", "The address is the hub's own, and no photo of this order is there. Name the address where you keep the photo.", cancel);
            return;
        }
        // The photo belongs to the trace of the message that announced it.
        var announced = stream.Events.Last(e => e.Event is PhotoAnnounced { PhotoId: var photo } && photo == item.Item);
        using var span = Tracing.Start("fetch photo", ActivityKind.Internal, announced.TraceParent);
        switch (await source.FetchAsync(partner, awaited.Announced.Url, PictureLimits.Bytes, cancel))
        {
            case FetchResult.Fetched fetched:
                var (photoId, moment, _, line, remark) = awaited.Announced;
                var answer = await add.AddAsync((OrderId)item.Stream, awaited.By, new PhotoToAdd(photoId, moment, line, remark) { Awaited = awaited }, OriginalPicture.Of(fetched.Bytes), cancel);
                if (answer is PhotoAnswer.Refused { Refusal: var refusal }) await GiveUpAsync(item, awaited, refusal.Code, refusal.Reason, cancel);
                else await SettleAsync(item, awaited, null, cancel);
                break;
            case FetchResult.Failed failed:
                await FailedAsync(item, awaited, failed, cancel);
                break;
        }
    }

    private static AwaitedPhoto? AwaitedIn(EventStream stream, AgendaItem item) =>
        stream.Fold()?.Photos.Awaited.FirstOrDefault(p => p.Announced.PhotoId == item.Item);

    // Not yet, or not any more: who looks between an item and its event must not strike what is only coming.
    private async Task NobodyWaitsAsync(AgendaItem item, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (item.FirstTriedAt is null) await agenda.ReplaceAsync(item, item with { DueAt = now + SecondLook, FirstTriedAt = now }, cancel);
        else await agenda.StrikeAsync(item, cancel);
    }

    private async Task FailedAsync(AgendaItem item, AwaitedPhoto awaited, FetchResult.Failed failed, CancellationToken cancel)
    {
        var (now, failures, firstTriedAt) = (clock.GetUtcNow(), item.Failures + (failed.Failure.Kind is FailureKind.CircuitOpen ? 0 : 1), item.FirstTriedAt ?? clock.GetUtcNow());
        if (!failed.IsFinal && RetryPolicy.Decide(failures, firstTriedAt, now, failed.Failure, Random.Shared.NextDouble()) is RetryDecision.RetryAt retry)
        {
            LogRetry(item.Stream, item.Item, failures, failed.Failure.Kind, retry.At);
            await SettleAsync(
                item, awaited, item with { DueAt = retry.At, Failures = failures, FirstTriedAt = firstTriedAt, PartnerId = awaited.By.PartnerId, Note = NoteOf(item, failed.Failure) }, cancel);
            return;
        }
        await GiveUpAsync(item, awaited, "photo-not-fetched", $"The photo could not be fetched at its address. {failed.Failure.Detail}", cancel);
    }

    // Where nothing was tried, what went wrong before is what whoever waits must know.
    private static string NoteOf(AgendaItem item, SendResult.Failed failure) => failure.Kind is FailureKind.CircuitOpen
        ? item.Note ?? "Not tried yet: other photos of this sender could not be fetched a moment ago."
        : failure.Detail;

    private async Task GiveUpAsync(AgendaItem item, AwaitedPhoto awaited, string code, string reason, CancellationToken cancel)
    {
        await log.DecideAsync(item.Stream, stream =>
        {
            var now = clock.GetUtcNow();
            return ValueTask.FromResult((PhotoDecisions.Reject(stream.Fold()!, awaited, new PhotoRejected(item.Item, code, reason), new Statement(Actor.TheHub, now, now, TraceParent: Tracing.Current)), true));
        }, cancel);
        await SettleAsync(item, awaited, null, cancel);
    }

    // What was found out about one address says nothing of another that its sender named meanwhile; the item may have been read between that one's item and its event.
    private async Task SettleAsync(AgendaItem item, AwaitedPhoto tried, AgendaItem? again, CancellationToken cancel)
    {
        if (AwaitedIn(await log.LoadAsync(item.Stream, cancel), item) is { } awaited && awaited != tried)
            again = new AgendaItem(item.Stream, item.Kind, item.Item, clock.GetUtcNow(), PartnerId: awaited.By.PartnerId);
        if (again is null) await agenda.StrikeAsync(item, cancel);
        else await agenda.ReplaceAsync(item, again, cancel);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Stream {Stream}: photo {PhotoId} could not be fetched ({Failures}, {Kind}); again at {At:O}")]
    private partial void LogRetry(StreamId stream, string photoId, int failures, FailureKind kind, DateTimeOffset at);

    [LoggerMessage(Level = LogLevel.Error, Message = "Stream {Stream}: photo {PhotoId} could not be fetched by the hub")]
    private partial void LogFailed(Exception e, StreamId stream, string photoId);
}

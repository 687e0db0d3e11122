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
/// Fetches one photo that a partner announced by its address, by the retry schedule of deliveries; what cannot be had in three days, or
/// is no picture, is given up, and its sender hears why.
/// </summary>
public sealed partial class FetchPhoto(
    IEventLog log, IEvidenceAgenda agenda, IPhotoSource source, AddPhoto add, RegistryCache registry, PublicAddress hub, TimeProvider clock,
    ILogger<FetchPhoto> logger)
{
    // An item is written before the event that tells of its photo; by then that stands, or it never will.
    private static readonly TimeSpan SecondLook = TimeSpan.FromMinutes(10);

    /// <summary>The host of a photo's address in small letters; empty where nobody waits for the photo or its address is none.</summary>
    public async Task<string> HostAsync(AgendaItem item, CancellationToken cancel) =>
        AwaitedIn(await log.LoadAsync(item.Stream, cancel), item) is { } awaited && Uri.TryCreate(awaited.Announced.Url, UriKind.Absolute, out var address)
            ? address.IdnHost
            : "";

    /// <summary>Makes one attempt, and settles the item by what came of it.</summary>
    public async Task FetchAsync(AgendaItem item, CancellationToken cancel)
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
            await GiveUpAsync(
                item, awaited, "photo-not-fetched",
                "The address is the hub's own, and no photo of this order is there. Name the address where you keep the photo.", cancel);
            return;
        }
        // The photo belongs to the trace of the message that announced it.
        var announced = stream.Events.Last(e => e.Event is PhotoAnnounced { PhotoId: var photo } && photo == item.Item);
        using var span = Tracing.Start("fetch photo", ActivityKind.Internal, announced.TraceParent);
        switch (await source.FetchAsync(partner, awaited.Announced.Url, PictureLimits.Bytes, cancel))
        {
            case FetchResult.Fetched fetched:
                var (photoId, moment, _, line, remark) = awaited.Announced;
                var photo = new PhotoToAdd(photoId, moment, line, remark) { Awaited = awaited };
                var answer = await add.AddAsync((OrderId)item.Stream, awaited.By, photo, OriginalPicture.Of(fetched.Bytes), cancel);
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
        var now = clock.GetUtcNow();
        var firstTriedAt = item.FirstTriedAt ?? now;
        var failures = item.Failures + (failed.Failure.Kind is FailureKind.CircuitOpen ? 0 : 1);
        if (!failed.IsFinal && RetryPolicy.Decide(failures, firstTriedAt, now, failed.Failure, Random.Shared.NextDouble()) is RetryDecision.RetryAt retry)
        {
            LogRetry(item.Stream, item.Item, failures, failed.Failure.Kind, retry.At);
            var again = item with
            {
                DueAt = retry.At, Failures = failures, FirstTriedAt = firstTriedAt, PartnerId = awaited.By.PartnerId, Note = NoteOf(item, failed.Failure),
            };
            await SettleAsync(item, awaited, again, cancel);
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
            var statement = new Statement(Actor.TheHub, now, now, TraceParent: Tracing.Current);
            return ValueTask.FromResult((PhotoDecisions.Reject(stream.Fold()!, awaited, new PhotoRejected(item.Item, code, reason), statement), true));
        }, cancel);
        await SettleAsync(item, awaited, null, cancel);
    }

    // What was found out about one address says nothing of another that its sender named meanwhile; the item may have been read between that
    // one's item and its event.
    private async Task SettleAsync(AgendaItem item, AwaitedPhoto tried, AgendaItem? again, CancellationToken cancel)
    {
        if (AwaitedIn(await log.LoadAsync(item.Stream, cancel), item) is { } awaited && awaited != tried)
            again = new AgendaItem(item.Stream, item.Kind, item.Item, clock.GetUtcNow(), PartnerId: awaited.By.PartnerId);
        if (again is null) await agenda.StrikeAsync(item, cancel);
        else await agenda.ReplaceAsync(item, again, cancel);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Stream {Stream}: photo {PhotoId} could not be fetched ({Failures}, {Kind}); again at {At:O}")]
    private partial void LogRetry(StreamId stream, string photoId, int failures, FailureKind kind, DateTimeOffset at);
}

using System.Globalization;
using Hub.Application.Settings;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Evidence;

/// <summary>
/// Looks at kept pictures when their time has come: those that no photo tells of go, for a crash left them; so do those whose order
/// ended so many years ago as was agreed; the others are looked at again later.
/// </summary>
public sealed partial class DeleteExpiredPhotos(
    IEventLog log, IEvidenceAgenda agenda, StorePictures keep, DeletePhoto delete, RetentionPeriods retention, TimeProvider clock,
    ILogger<DeleteExpiredPhotos> logger)
{
    private const int MaxAtOnce = 200;
    private const int InParallel = 4;
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromHours(6);

    // For one picture: a store that hangs, or somebody who holds the picture, must not keep the others.
    private static readonly TimeSpan LongestLook = TimeSpan.FromMinutes(1);

    /// <summary>Looks at every picture that is due.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        // One that stays as it was is not looked at twice.
        var seen = new HashSet<AgendaItem>();
        List<AgendaItem> due;
        do
        {
            due = [.. (await agenda.DueAsync(StreamId.Order, AgendaKind.Picture, now, MaxAtOnce, cancel)).Where(seen.Add)];
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = InParallel, CancellationToken = cancel }, TryAsync);
        }
        while (due.Count > 0);
    }

    // One that cannot be removed now, e.g. because a policy of the platform holds it, must not keep the others from being looked at.
    private async ValueTask TryAsync(AgendaItem item, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(LongestLook, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await LookAsync(item, either.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            LogFailed(e, item.Stream);
            await agenda.SetAsync(item with { DueAt = clock.GetUtcNow() + AfterTrouble, Failures = item.Failures + 1 }, cancel);
        }
    }

    private async Task LookAsync(AgendaItem item, CancellationToken cancel)
    {
        var key = new EvidenceKey((OrderId)item.Stream, item.Item);
        await using (var held = await keep.HoldAsync([key], cancel))
        {
            var order = (await log.LoadAsync(item.Stream, cancel)).Fold();
            if (order?.Photos.Received.Any(p => p.Deleted is null && p.Picture.Sha256 == key.Sha256) is not true)
            {
                // Where this instance stood still meanwhile, another may have put it again and told of it.
                await held.EnsureAsync(cancel);
                await keep.RemoveAsync(key, cancel);
                return;
            }
            var now = clock.GetUtcNow();
            // The years of an order that has not ended begin later than now; how many they are, a contract to come may say. One is the least.
            var deleteAt = PhotoRules.DeleteAt(order, retention.PhotoYears) ?? now.AddYears(1);
            if (deleteAt > now)
            {
                await agenda.SetAsync(item with { DueAt = deleteAt, Failures = 0 }, cancel);
                return;
            }
        }
        await ForgetAsync(item, cancel);
    }

    private async Task ForgetAsync(AgendaItem item, CancellationToken cancel)
    {
        var order = (await log.LoadAsync(item.Stream, cancel)).Fold()!;
        if (order.Photos.Received.FirstOrDefault(p => p.Deleted is null && p.Picture.Sha256 == item.Item) is not { } photo) return;
        var years = order.Assignment.Terms?.PhotoYears ?? retention.PhotoYears;
        var reason = string.Create(CultureInfo.InvariantCulture, $"{years} {(years == 1 ? "year has" : "years have")} passed since the order ended.");
        await delete.DeleteAsync(order.Id, Actor.TheHub, new PhotoDeleted(photo.Id, PhotoDeletion.Retention, reason), cancel);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Stream {Stream}: a picture that is due cannot be looked at; again in some hours")]
    private partial void LogFailed(Exception e, StreamId stream);
}

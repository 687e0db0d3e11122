using System.Diagnostics;
using Hub.Application.Diagnostics;
using Hub.Application.Streams;
using Hub.Domain.Streams;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Following;

/// <summary>
/// Runs one follower of the event log: at least once, and in order per stream. For each stream of a batch it loads the whole stream and
/// hands it to the follower. A stream that fails is noted as a pending projection and passed over, so that it delays no other stream;
/// <see cref="SweepAsync"/> retries it. Followers do not wait for each other.
/// </summary>
/// <typeparam name="TFollower">The follower.</typeparam>
public sealed partial class FollowLog<TFollower>(
    TFollower follower, IEventLog log, IPendingProjections pending, HubMetrics metrics, TimeProvider clock, ILogger<FollowLog<TFollower>> logger) : IDisposable
    where TFollower : IFollower
{
    private const int MaxInOneSweep = 200;

    // A batch and a sweep of the same stream at once would do its work twice.
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Processes a batch of changes. Throws only where a failed stream could not even be noted; the feed then repeats the batch.</summary>
    public Task HandleAsync(IReadOnlyList<StreamChange> changes, CancellationToken cancel) => AloneAsync(() => HandleBatchAsync(changes, cancel), cancel);

    /// <summary>Retries the pending projections of this follower.</summary>
    public Task SweepAsync(CancellationToken cancel) => AloneAsync(() => SweepPendingAsync(cancel), cancel);

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task AloneAsync(Func<Task> work, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            await work();
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task HandleBatchAsync(IReadOnlyList<StreamChange> changes, CancellationToken cancel)
    {
        var changed = new Dictionary<StreamId, Versions>();
        // In Azure the container of the streams also holds receipts, which have no version; and what was imported, which was processed before it was exported:
        // what was not is a pending projection since, and the read models are rebuilt.
        foreach (var change in changes.Where(c => c is { Version: > 0, IsImported: false }))
        {
            var id = change.Stream;
            changed[id] = changed.TryGetValue(id, out var known)
                ? new Versions(Math.Min(known.From, change.Version), Math.Max(known.To, change.Version))
                : new Versions(change.Version, change.Version);
        }
        // Where an earlier version is still pending, later ones must not overtake it.
        var earlier = await pending.FindAsync(follower.Name, changed.Keys, cancel);
        foreach (var (id, noted) in earlier) changed[id] = changed[id] with { From = Math.Min(changed[id].From, noted.FromVersion) };

        try
        {
            await ApplyAsync(changed, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            LogBatchFailed(TraceOf(e), follower.Name, changed.Count, WhyOf(e));
            await ApplyOneByOneAsync(changed, earlier, cancel);
            return;
        }
        foreach (var noted in earlier.Values) await pending.RemoveAsync(follower.Name, noted, cancel);
    }

    private async Task ApplyOneByOneAsync(
        Dictionary<StreamId, Versions> changed, IReadOnlyDictionary<StreamId, PendingProjection> earlier, CancellationToken cancel)
    {
        foreach (var (id, versions) in changed)
        {
            try
            {
                await ApplyAsync(new Dictionary<StreamId, Versions> { [id] = versions }, cancel);
                if (earlier.TryGetValue(id, out var noted)) await pending.RemoveAsync(follower.Name, noted, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                LogPending(TraceOf(e), follower.Name, id, versions.From, WhyOf(e));
                await pending.AddAsync(follower.Name, id, versions.From, cancel);
            }
        }
    }

    private async Task SweepPendingAsync(CancellationToken cancel)
    {
        foreach (var projection in await pending.ListAsync(follower.Name, MaxInOneSweep, cancel))
        {
            try
            {
                await ApplyAsync(new Dictionary<StreamId, Versions> { [projection.Stream] = new(projection.FromVersion, projection.FromVersion) }, cancel);
                await pending.RemoveAsync(follower.Name, projection, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                // It stays noted, for the health endpoint and another sweep, behind the others: many that fail each time must not keep these from their turn.
                LogPending(TraceOf(e), follower.Name, projection.Stream, projection.FromVersion, WhyOf(e));
                await pending.AddAsync(follower.Name, projection.Stream, projection.FromVersion, cancel);
            }
        }
    }

    private async Task ApplyAsync(Dictionary<StreamId, Versions> changed, CancellationToken cancel)
    {
        var streams = new List<ChangedStream>(changed.Count);
        foreach (var (id, versions) in changed)
        {
            var stream = await log.LoadAsync(id, cancel);
            // A store may show a change in the feed before it shows it in the stream. To pass over such a change would lose it for good.
            if (stream.Version < versions.To)
                throw new InvalidOperationException($"The feed names version {versions.To} of stream {id}; the log has {stream.Version}.");
            streams.Add(new ChangedStream(stream, versions.From));
        }
        if (streams.Count == 0) return;
        var recorded = streams.SelectMany(s => s.Stream.Events.Skip(s.FromVersion - 1)).ToList();
        using var spans = Tracing.StartAll($"follow {follower.Name}", ActivityKind.Consumer, recorded.Select(e => e.TraceParent).ToHashSet());
        await follower.ApplyAsync(streams, cancel);
        // An event may have been recorded by a clock that was ahead.
        var lag = clock.GetUtcNow() - recorded.Min(e => e.RecordedAt);
        metrics.ReportLag(follower.Name, lag > TimeSpan.Zero ? lag : TimeSpan.Zero);
    }

    // The first and the last version of a stream that a batch names.
    private readonly record struct Versions(int From, int To);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Follower {Follower}: a batch of {Streams} streams failed; each is tried by itself. {Why}")]
    private partial void LogBatchFailed(Exception? e, string follower, int streams, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Follower {Follower}: stream {Stream} is pending from version {Version} on. {Why}")]
    private partial void LogPending(Exception? e, string follower, StreamId stream, int version, string why);

    // A store that fails says in a sentence what is wrong, and fails for every stream.
    private static Exception? TraceOf(Exception e) => e is StoreException ? null : e;

    private static string WhyOf(Exception e) => e is StoreException ? e.Message : e.GetType().Name;
}

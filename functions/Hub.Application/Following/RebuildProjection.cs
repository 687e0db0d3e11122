using Hub.Application.Reading;
using Hub.Application.Streams;
using Hub.Domain.Streams;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Following;

/// <summary>
/// Rebuilds a projection while the hub works: folds every stream of the log into new rows beside the old ones, and swaps them. Changes
/// that come meanwhile are written to both by the follower. A rebuild is in the store: after a crash it goes on where it was.
/// </summary>
/// <typeparam name="TRow">What is made of a stream.</typeparam>
public sealed partial class RebuildProjection<TRow>(
    ProjectionFollower<TRow> follower, IEventLog log, IPendingProjections pending, TimeProvider clock, ILogger<RebuildProjection<TRow>> logger)
{
    private const int Page = 200;

    /// <summary>Version of the rows and progress of the rebuild, if one is going on.</summary>
    public ValueTask<ProjectionState> GetAsync(CancellationToken cancel) => follower.Store.GetStateAsync(cancel);

    /// <summary>Begins a rebuild, or returns the one that is going on. Durable when it returns; <see cref="ContinueAsync"/> does the work.</summary>
    public async Task<ProjectionState> BeginAsync(CancellationToken cancel) =>
        await follower.Store.BeginRebuildAsync(follower.RowVersion, await log.CountStreamsAsync(cancel), clock.GetUtcNow(), cancel);

    /// <summary>Begins a rebuild where the stored rows are of an older version, and works on the one that is going on, until it is done or the turn is
    /// over.</summary>
    public Task ContinueAsync(CancellationToken cancel) => ContinueAsync(clock.GetTimestamp(), cancel);

    /// <summary>As <see cref="ContinueAsync(CancellationToken)"/>, in a turn that it shares with other rebuilds.</summary>
    /// <param name="begun">When the turn began, by the clock's timestamp.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task ContinueAsync(long begun, CancellationToken cancel) => await new RebuildTurn(clock, begun).ContinueAsync(
        await follower.Store.GetStateAsync(cancel), follower.RowVersion, () => BeginAsync(cancel), at => DoPageAsync(at, cancel));

    // The rebuild after this page; null where it is done, or where another instance does it.
    private async Task<Rebuild?> DoPageAsync(Rebuild at, CancellationToken cancel)
    {
        var page = await log.ListStreamsAsync(at.Cursor, Page, cancel);
        if (page.Streams.Count == 0)
        {
            if (await follower.Store.SwapAsync(at, clock.GetUtcNow(), cancel)) LogDone(follower.Name, at.Version, at.Done, at.Failed);
            return null;
        }
        var rows = new List<TRow>(page.Streams.Count);
        var failed = 0;
        foreach (var id in page.Streams.Where(s => s.Kind == StreamId.Order))
        {
            try
            {
                if (await log.LoadAsync(id, cancel) is { Version: > 0 } stream) rows.Add(follower.RowOf(stream));
            }
            catch (Exception e) when (e is not (StoreException or OperationCanceledException))
            {
                LogPending(e, follower.Name, id);
                await pending.AddAsync(follower.Name, id, 1, cancel);
                failed++;
            }
        }
        var next = at with { Done = at.Done + page.Streams.Count, Failed = at.Failed + failed, Cursor = page.Cursor };
        return await follower.Store.PutRebuiltAsync(at, rows, next, cancel) ? next : null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The {Projection} were rebuilt, version {Version}: {Streams} streams, {Failed} of them pending")]
    private partial void LogDone(string projection, int version, long streams, long failed);

    [LoggerMessage(Level = LogLevel.Error, Message = "Rebuild of the {Projection}: stream {Stream} is pending")]
    private partial void LogPending(Exception e, string projection, StreamId stream);
}

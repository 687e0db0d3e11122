using Hub.Application.Reading;
using Hub.Domain.Streams;

namespace Hub.Application.Following;

/// <summary>
/// A follower that keeps a projection up to date: folds each changed stream of orders whole and writes its row where that is newer. Nothing but rows folded
/// from the log, which <see cref="RebuildProjection{TRow}"/> can make again.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="version">Raised where the same stream gives another row than before: a start with a newer version than that of the stored rows rebuilds
/// them.</param>
/// <param name="store">Where the rows are.</param>
/// <typeparam name="TRow">What is made of a stream.</typeparam>
public abstract class ProjectionFollower<TRow>(string name, int version, IProjectionStore<TRow> store) : IFollower
{
    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Version of the rows that this code makes.</summary>
    public int RowVersion => version;

    /// <summary>Where the rows are.</summary>
    public IProjectionStore<TRow> Store => store;

    /// <inheritdoc/>
    public Task ApplyAsync(IReadOnlyList<ChangedStream> changed, CancellationToken cancel) =>
        store.PutAsync([.. changed.Where(c => c.Stream.Events[0].Stream.Kind == StreamId.Order).Select(c => RowOf(c.Stream))], cancel);

    /// <summary>The row of an order's stream.</summary>
    /// <param name="stream">The whole stream; it has events.</param>
    public abstract TRow RowOf(EventStream stream);
}

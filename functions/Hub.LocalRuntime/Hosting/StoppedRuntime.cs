using Hub.Sqlite;

namespace Hub.LocalRuntime;

/// <summary>The data directory of a runtime that is not started, held so that none starts on it, and how far its change feeds have come.</summary>
public sealed class StoppedRuntime : IDisposable
{
    private readonly RuntimeStore _store;

    private StoppedRuntime(RuntimeStore store) => _store = store;

    /// <summary>Holds a data directory; it is made where it is missing, for its owner only.</summary>
    /// <exception cref="StartException">A runtime works on it, or it cannot be used.</exception>
    public static StoppedRuntime Hold(string dataDirectory) => new(RuntimeStore.Open(dataDirectory));

    /// <summary>Up to which position of a container a function has processed the changes; null where it has begun with none.</summary>
    /// <param name="feeds">The feed, <c>container/lease prefix/function</c>, and behind it those from which it takes over.</param>
    public long? PositionOf(params IReadOnlyList<string> feeds) =>
        _store.Database.Read(s => feeds.Select(f => FeedTable.Read(s, f)).FirstOrDefault(p => p is not null));

    /// <summary>Lets a function go on behind a position. Durable when it returns.</summary>
    /// <param name="feed">The feed, as in <see cref="PositionOf"/>.</param>
    /// <param name="position">What lies before it counts as processed.</param>
    /// <param name="now">The moment of now.</param>
    /// <exception cref="StartException">The disk did not take it.</exception>
    public async Task SetPositionAsync(string feed, long position, DateTimeOffset now)
    {
        try
        {
            await _store.Database.WriteAsync(s => FeedTable.Write(s, feed, position, now.ToUnixTimeMilliseconds()));
        }
        catch (SqliteException error)
        {
            throw new StartException(_store.Database.Explain(error), error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();
}

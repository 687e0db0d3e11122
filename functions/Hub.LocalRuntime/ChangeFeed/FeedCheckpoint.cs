using Hub.Sqlite;

namespace Hub.LocalRuntime;

/// <summary>
/// The durable position of one feed. It is written behind the feed: the next batch does not wait for it, and while one position is being written only the
/// latest after it is kept. A crash in between brings batches again, and never passes one over.
/// </summary>
/// <param name="feed">Its name: container, lease prefix and function.</param>
/// <param name="earlier">Names of the feeds that this one takes over from, the latest first.</param>
/// <param name="database">The runtime's database.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The function's log.</param>
internal sealed class FeedCheckpoint(string feed, IReadOnlyList<string> earlier, SqliteDatabase database, TimeProvider clock, ILogger log)
{
    private readonly object _gate = new();
    private long? _latest;
    private Task _writing = Task.CompletedTask;

    /// <summary>The position that was written last, else the one of a feed that this one takes over from; null when there is none.</summary>
    public long? Read() => database.Read(s => earlier.Prepend(feed).Select(f => FeedTable.Read(s, f)).FirstOrDefault(p => p is not null));

    /// <summary>Writes the first position, and ends when it is durable.</summary>
    public Task WriteFirstAsync(long position) => database.WriteAsync(s => FeedTable.Write(s, feed, position, Now()));

    /// <summary>The feed is handled up to <paramref name="position"/>.</summary>
    public void Reached(long position)
    {
        lock (_gate)
        {
            _latest = position;
            if (_writing.IsCompleted) _writing = WriteAsync();
        }
    }

    /// <summary>Ends when the latest position is durable, or could not be written.</summary>
    public Task FlushAsync()
    {
        lock (_gate)
        {
            // A position that could not be written before is tried once more.
            if (_writing.IsCompleted && _latest is not null) _writing = WriteAsync();
            return _writing;
        }
    }

    private async Task WriteAsync()
    {
        while (true)
        {
            long position;
            lock (_gate)
            {
                if (_latest is not { } latest) return;
                position = latest;
            }

            try
            {
                await database.WriteAsync(s => FeedTable.Write(s, feed, position, Now()));
            }
            catch (SqliteException error)
            {
                // The next batch tries again with a later position.
                log.LogError("The position of the feed {Feed} could not be written. {Why}", feed, database.Explain(error));
                return;
            }

            lock (_gate)
            {
                if (_latest == position) _latest = null;
            }
        }
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}

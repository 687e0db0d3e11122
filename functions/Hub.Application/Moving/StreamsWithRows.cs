using Hub.Application.Following;
using Hub.Application.Reading;
using Hub.Application.Streams;
using Hub.Domain.Streams;

namespace Hub.Application.Moving;

/// <summary>
/// Streams, with which the rows of the read models are written: so that from its first moment on the hub finds orders by every key that its ERP has for them,
/// and not only when a rebuild is done.
/// </summary>
public sealed class StreamsWithRows(IMovedRecords<MovedStream> streams, IViews views, EventCodecs codecs) : IMovedRecords<MovedStream>
{
    private readonly ViewsFollower _follower = new(views);

    /// <inheritdoc/>
    public IAsyncEnumerable<MovedStream> ReadAsync(MovedStream? after, CancellationToken cancel) => streams.ReadAsync(after, cancel);

    /// <inheritdoc/>
    public Task<long> CountAsync(CancellationToken cancel) => streams.CountAsync(cancel);

    /// <inheritdoc/>
    public async Task WriteAsync(long first, IReadOnlyList<MovedStream> page, DateTimeOffset at, CancellationToken cancel)
    {
        await streams.WriteAsync(first, page, at, cancel);
        List<ChangedStream> changed =
            [.. page.Where(s => s.Events.Count > 0).Select(s => new ChangedStream(new EventStream([.. s.ToEvents(codecs)]), 1))];
        try
        {
            await _follower.ApplyAsync(changed, cancel);
        }
        catch (InvalidOperationException)
        {
            foreach (var one in changed) await TryAsync(one, cancel);
        }
    }

    private async Task TryAsync(ChangedStream stream, CancellationToken cancel)
    {
        try
        {
            await _follower.ApplyAsync([stream], cancel);
        }
        catch (InvalidOperationException)
        {
            // A stream that does not fold has no row, as it had none before. The rebuild that follows an import notes it as pending, and says why.
        }
    }
}

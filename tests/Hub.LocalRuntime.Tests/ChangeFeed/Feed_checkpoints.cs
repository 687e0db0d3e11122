using Hub.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.LocalRuntime.Tests;

public sealed class Feed_checkpoints : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RuntimeStore _store;
    private readonly FeedCheckpoint _checkpoint;

    public Feed_checkpoints()
    {
        _store = RuntimeStore.Open(_folder.File("data"));
        _checkpoint = new FeedCheckpoint("letters", ["earlier"], _store.Database, new FakeClock(), NullLogger.Instance);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_position_is_written_while_the_feed_goes_on()
    {
        _checkpoint.Reached(5);
        await WrittenAsync();

        Assert.Equal(5, _checkpoint.Read());
    }

    [Fact]
    public async Task Of_the_positions_reached_during_a_write_the_last_counts()
    {
        for (var position = 1; position <= 1_000; position++) _checkpoint.Reached(position);
        await _checkpoint.FlushAsync().Soon();

        Assert.Equal(1_000, _checkpoint.Read());
    }

    [Fact]
    public async Task A_position_that_could_not_be_written_is_written_at_the_end()
    {
        await _store.Database.WriteAsync(s => s["ALTER TABLE feed RENAME TO hidden"].Execute());
        _checkpoint.Reached(7);
        await _checkpoint.FlushAsync().Soon();
        await _store.Database.WriteAsync(s => s["ALTER TABLE hidden RENAME TO feed"].Execute());
        Assert.Null(_checkpoint.Read());

        await _checkpoint.FlushAsync().Soon();
        Assert.Equal(7, _checkpoint.Read());
    }

    [Fact]
    public async Task A_feed_without_a_position_takes_over_the_earlier_one_and_then_keeps_its_own()
    {
        Assert.Null(_checkpoint.Read());
        await _store.Database.WriteAsync(s => FeedTable.Write(s, "earlier", 3, 0));
        Assert.Equal(3, _checkpoint.Read());

        await _checkpoint.WriteFirstAsync(3);
        await _store.Database.WriteAsync(s => FeedTable.Write(s, "earlier", 9, 0));
        Assert.Equal(3, _checkpoint.Read());
    }

    /// <summary>The writer works in the order of asking, so this ends after the checkpoint's own write.</summary>
    private Task WrittenAsync() => _store.Database.WriteAsync(s => s["SELECT 1"].Execute()).Soon();
}

using Hub.Application.Deliveries;
using Hub.Application.DueTimes;
using Hub.Application.Settings;
using Hub.Application.Tests.Support;
using Hub.Testing.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Application.Tests.DueTimes;

public sealed class A_clock_that_is_set_back : IDisposable
{
    private readonly LaneBench _bench = new();
    private readonly MemoryDueTimes _times = new();

    private ReviewDueTimes NewReview() => new(
        _times, new SweepLanes(_bench.Store, _bench.Cache, _bench.Signal, _bench.Backoff, _bench.Clock, _bench.Metrics),
        new RetentionPeriods(TimeSpan.FromDays(90), TimeSpan.FromDays(400)), _bench.Clock, NullLogger<ReviewDueTimes>.Instance);

    private ReviewDueTimes Review => field ??= NewReview();

    public void Dispose() => Review.Dispose();

    private Task LookAsync() => Review.ReviewAsync(CancellationToken.None);

    [Fact]
    public async Task Is_noticed_while_the_hub_lives_and_what_waits_comes_so_much_earlier()
    {
        await LookAsync();
        _bench.Clock.Advance(TimeSpan.FromSeconds(10));
        _bench.Clock.SetWall(TimeSpan.FromHours(-3));
        await LookAsync();
        Assert.Equal(TimeSpan.FromHours(3), _times.Reviews[^1].SetBack);
        Assert.Equal((TimeSpan.FromHours(3), TimeSpan.Zero), Review.SetBack);
    }

    [Fact]
    public async Task Is_noticed_after_a_restart_too()
    {
        await LookAsync();
        _bench.Clock.SetWall(TimeSpan.FromHours(-1));
        using var restarted = NewReview();
        await restarted.ReviewAsync(CancellationToken.None);
        Assert.Equal(TimeSpan.FromHours(1), _times.Reviews[^1].SetBack);
    }

    [Fact]
    public async Task Is_noticed_once()
    {
        await LookAsync();
        _bench.Clock.SetWall(TimeSpan.FromHours(-3));
        await LookAsync();
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await LookAsync();
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromHours(3), TimeSpan.Zero], _times.Reviews.Select(r => r.SetBack));
    }

    [Fact]
    public async Task Is_noticed_again_where_the_store_could_not_take_it()
    {
        await LookAsync();
        _bench.Clock.SetWall(TimeSpan.FromHours(-3));
        _times.IsBroken = true;
        await Assert.ThrowsAsync<StoreException>(LookAsync);
        _times.IsBroken = false;
        await LookAsync();
        Assert.Equal(TimeSpan.FromHours(3), _times.Reviews[^1].SetBack);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10_000)]
    [InlineData(-1)]
    public async Task Is_no_clock_that_is_kept_right_or_set_forward(int seconds)
    {
        await LookAsync();
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        _bench.Clock.SetWall(TimeSpan.FromSeconds(seconds));
        await LookAsync();
        Assert.All(_times.Reviews, r => Assert.Equal(TimeSpan.Zero, r.SetBack));
        Assert.Null(Review.SetBack);
    }

    [Fact]
    public async Task The_moment_is_noted_each_half_minute_and_not_at_each_look()
    {
        for (var i = 0; i < 6; i++)
        {
            await LookAsync();
            _bench.Clock.Advance(TimeSpan.FromSeconds(10));
        }
        Assert.Equal(2, _times.Reviews.Count);
    }

    [Fact]
    public async Task Lanes_are_signalled_where_something_was_moved()
    {
        _bench.Enqueue(Given.Alfa, 2);
        await LookAsync();
        Assert.Empty(_bench.Signal.Signals);
        _times.Moved = 1;
        _bench.Clock.SetWall(TimeSpan.FromHours(-3));
        await LookAsync();
        Assert.Contains(_bench.Signal.Signals, s => s.Lane == LaneBench.Lane());
    }

    private sealed class MemoryDueTimes : IDueTimes
    {
        public List<(DateTimeOffset Now, TimeSpan SetBack)> Reviews { get; } = [];

        public bool IsBroken { get; set; }

        public int Moved { get; set; }

        public ValueTask<DateTimeOffset?> LastSeenAsync(CancellationToken cancel) => ValueTask.FromResult<DateTimeOffset?>(Reviews.Count > 0 ? Reviews[^1].Now : null);

        public Task<int> ReviewAsync(DateTimeOffset now, TimeSpan setBack, LatestDueTimes latest, CancellationToken cancel)
        {
            if (IsBroken) throw new StoreException("The disk is full.");
            Reviews.Add((now, setBack));
            return Task.FromResult(Moved);
        }
    }
}

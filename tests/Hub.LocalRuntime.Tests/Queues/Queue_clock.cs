using Hub.Testing;

namespace Hub.LocalRuntime.Tests;

public sealed class Queue_clock
{
    [Fact]
    public void A_clock_that_is_set_forward_while_the_timer_is_set_makes_no_message_wait()
    {
        var clock = new JumpingClock();
        using var queue = new LocalQueue(clock);
        clock.Jump = TimeSpan.FromHours(1);

        queue.Add([new QueuedMessage(1, "later", null, clock.GetUtcNow().AddSeconds(5).ToUnixTimeMilliseconds())]);

        Assert.Equal([1L], queue.Take(10).Select(message => message.Sequence));
    }

    [Fact]
    public void A_clock_that_comes_close_to_a_message_while_the_timer_is_set_leaves_it_no_longer_wait()
    {
        var clock = new JumpingClock();
        using var queue = new LocalQueue(clock);
        clock.Jump = TimeSpan.FromSeconds(4);

        queue.Add([new QueuedMessage(1, "later", null, clock.GetUtcNow().AddSeconds(5).ToUnixTimeMilliseconds())]);

        Assert.Equal(TimeSpan.FromSeconds(1), clock.Wait);
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_no_message_wait()
    {
        var clock = new FakeClock();
        using var queue = new LocalQueue(clock);
        queue.Add([Later(1, minutes: 5)]);
        clock.SetWall(TimeSpan.FromHours(-3));
        queue.Add([Later(2, minutes: 10)]);

        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal([1L], queue.Take(10).Select(message => message.Sequence));
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal([2L], queue.Take(10).Select(message => message.Sequence));

        QueuedMessage Later(long sequence, int minutes) => new(sequence, "later", null, clock.GetUtcNow().AddMinutes(minutes).ToUnixTimeMilliseconds());
    }

    [Fact]
    public void The_lock_of_a_message_ends_in_its_time_also_where_the_clock_was_set_back()
    {
        var (clock, lost) = (new FakeClock(), false);
        using var held = new MessageLock(clock, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), () => lost = true);
        clock.SetWall(TimeSpan.FromHours(-3));

        clock.Advance(TimeSpan.FromMinutes(4));
        Assert.False(lost);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True(lost);
    }

    // Is set forward once, when a timer is set.
    private sealed class JumpingClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

        public TimeSpan Jump { get; set; }

        /// <summary>How long the last timer waits.</summary>
        public TimeSpan Wait { get; private set; }

        public override DateTimeOffset GetUtcNow() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(this);

        private sealed class Timer(JumpingClock clock) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                clock.Wait = dueTime;
                (clock._now, clock.Jump) = (clock._now + clock.Jump, TimeSpan.Zero);
                return true;
            }

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}

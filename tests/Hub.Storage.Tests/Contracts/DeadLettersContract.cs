using Hub.Application.Deliveries;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What dead letters promise.</summary>
public abstract class DeadLettersContract
{
    /// <summary>Those of a queue in which nothing is.</summary>
    protected abstract IDeadLetters DeadLetters { get; }

    /// <summary>Bodies of the messages that wait in the queue.</summary>
    protected abstract IReadOnlyList<string> Waiting { get; }

    /// <summary>The id of the only message that is dead, as its function knows it.</summary>
    protected abstract string MessageIdOfDead { get; }

    /// <summary>Sends a message, which fails at each of its two deliveries.</summary>
    protected abstract Task DieAsync(string body);

    /// <summary>The message that waits fails at each of its two deliveries.</summary>
    protected abstract Task DieAgainAsync();

    protected static string Signal(int number) => new LaneSignal(Lane(number), null).ToJson();

    protected static LaneId Lane(int number) => new(Given.Order(number), Recipient.OfPartner("alfa"));

    protected async Task<IReadOnlyList<DeadLetter>> ListAsync() => (await DeadLetters.ListAsync(100, CancellationToken.None)).Items;

    private async Task DieAsync(int count)
    {
        for (var i = 0; i < count; i++) await DieAsync(Signal(i));
    }

    [Fact]
    public async Task Where_nothing_failed_there_is_none()
    {
        var page = await DeadLetters.ListAsync(10, CancellationToken.None);
        Assert.Empty(page.Items);
        Assert.False(page.HasMore);
        Assert.Equal(new(0, 0, null), await DeadLetters.ReplayAllAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_signal_that_failed_at_every_delivery_is_listed_with_its_lane_and_the_reason()
    {
        await DieAsync(Signal(1));
        var dead = Assert.Single(await ListAsync());
        Assert.Equal(("lanes", Given.Start, 2, Lane(1)), (dead.Queue, dead.EnqueuedAt, dead.Deliveries, dead.Lane));
        Assert.StartsWith("MaxDeliveryCountExceeded", dead.Reason, StringComparison.Ordinal);
        Assert.True(dead.Sequence > 0);
    }

    [Fact]
    public async Task The_latest_failure_that_was_noted_is_told_as_the_reason()
    {
        await DieAsync(Signal(1));
        await DeadLetters.NoteFailureAsync("lanes", MessageIdOfDead, "The disk was full.", CancellationToken.None);
        await DeadLetters.NoteFailureAsync("lanes", MessageIdOfDead, "The disk was read-only.", CancellationToken.None);
        Assert.Equal("MaxDeliveryCountExceeded: The disk was read-only.", Assert.Single(await ListAsync()).Reason);
    }

    [Fact]
    public async Task In_another_queue_there_is_none_of_its_number()
    {
        await DieAsync(Signal(1));
        var dead = Assert.Single(await ListAsync());
        foreach (var queue in (string[])["inbound", "nowhere"])
            Assert.Equal(DeadLetterReplay.NotFound, await DeadLetters.ReplayAsync(queue, dead.Sequence, CancellationToken.None));
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task The_body_of_what_is_no_signal_is_not_shown()
    {
        await DieAsync("Mevrouw De Vries, 06-12345678");
        var dead = Assert.Single(await ListAsync());
        Assert.Null(dead.Lane);
        Assert.DoesNotContain("Vries", dead.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_oldest_come_first_and_no_more_than_asked()
    {
        await DieAsync(3);
        var page = await DeadLetters.ListAsync(2, CancellationToken.None);
        Assert.Equal([Lane(0), Lane(1)], page.Items.Select(d => d.Lane!.Value));
        Assert.True(page.HasMore);
        Assert.False((await DeadLetters.ListAsync(3, CancellationToken.None)).HasMore);
    }

    [Fact]
    public async Task The_one_that_is_replayed_waits_in_the_queue_again_and_the_others_stay()
    {
        await DieAsync(3);
        var second = (await ListAsync())[1];
        Assert.Equal(DeadLetterReplay.Replayed, await DeadLetters.ReplayAsync("lanes", second.Sequence, CancellationToken.None));

        Assert.Equal([Lane(0), Lane(2)], (await ListAsync()).Select(d => d.Lane!.Value));
        Assert.Equal([Signal(1)], Waiting);
    }

    [Fact]
    public async Task One_that_is_not_there_or_no_more_is_not_found()
    {
        await DieAsync(1);
        var dead = Assert.Single(await ListAsync());
        Assert.Equal(DeadLetterReplay.NotFound, await DeadLetters.ReplayAsync("lanes", dead.Sequence + 1, CancellationToken.None));
        Assert.Equal(DeadLetterReplay.NotFound, await DeadLetters.ReplayAsync("lanes", 0, CancellationToken.None));
        Assert.Equal(DeadLetterReplay.Replayed, await DeadLetters.ReplayAsync("lanes", dead.Sequence, CancellationToken.None));
        Assert.Equal(DeadLetterReplay.NotFound, await DeadLetters.ReplayAsync("lanes", dead.Sequence, CancellationToken.None));
    }

    [Fact]
    public async Task All_are_replayed()
    {
        await DieAsync(5);
        Assert.Equal(new(5, 0, null), await DeadLetters.ReplayAllAsync(CancellationToken.None));
        Assert.Empty(await ListAsync());
        Assert.Equal([.. Enumerable.Range(0, 5).Select(Signal).Order(StringComparer.Ordinal)], Waiting.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task One_that_is_discarded_is_gone_for_good_and_the_others_stay()
    {
        await DieAsync(3);
        var second = (await ListAsync())[1];
        Assert.Equal(DeadLetterReplay.Replayed, await DeadLetters.DiscardAsync("lanes", second.Sequence, CancellationToken.None));

        Assert.Equal([Lane(0), Lane(2)], (await ListAsync()).Select(d => d.Lane!.Value));
        Assert.Empty(Waiting);
        Assert.Equal(DeadLetterReplay.NotFound, await DeadLetters.DiscardAsync("lanes", second.Sequence, CancellationToken.None));
    }

    [Fact]
    public async Task One_that_fails_again_is_another_dead_letter()
    {
        await DieAsync(1);
        var first = Assert.Single(await ListAsync());
        await DeadLetters.ReplayAsync("lanes", first.Sequence, CancellationToken.None);
        await DieAgainAsync();

        var second = Assert.Single(await ListAsync());
        Assert.NotEqual(first.Sequence, second.Sequence);
        Assert.Equal((first.Lane, 2), (second.Lane, second.Deliveries));
    }
}

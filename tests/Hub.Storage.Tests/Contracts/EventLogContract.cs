using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every order log promises.</summary>
public abstract class EventLogContract
{
    private static readonly Refusal No = new(RefusalKind.WrongState, "wrong-state", "It is too late.", "/status");

    /// <summary>An empty log.</summary>
    protected abstract IEventLog Log { get; }

    private Task<AppendOutcome> AppendAsync(OrderId order, int expected, RecordedEvent[] events, Receipt? receipt = null) =>
        Log.AppendAsync(order, expected, events, receipt, CancellationToken.None);

    private async Task<IReadOnlyList<RecordedEvent>> LoadAsync(OrderId order) => (await Log.LoadAsync(order, CancellationToken.None)).Events;

    [Fact]
    public async Task An_order_that_is_not_there_has_an_empty_stream() => Assert.Empty(await LoadAsync(Given.Order()));

    [Fact]
    public async Task What_was_appended_is_loaded_in_order_with_all_that_stands_around_it()
    {
        var events = Given.Events(Given.Order(), 1, 3);
        Assert.Equal(AppendOutcome.Appended, await AppendAsync(Given.Order(), 0, events));
        Assert.Equal(events, await LoadAsync(Given.Order()));
    }

    [Fact]
    public async Task What_the_hub_says_has_no_partner()
    {
        var said = Given.Event(Given.Order(), 1) with { By = Actor.TheHub, CausationId = null, CorrelationId = null, TraceParent = null };
        await AppendAsync(Given.Order(), 0, [said]);
        Assert.Equal([said], await LoadAsync(Given.Order()));
    }

    [Fact]
    public async Task All_streams_are_listed_page_by_page()
    {
        for (var i = 1; i <= 5; i++) await AppendAsync(Given.Order(i), 0, Given.Events(Given.Order(i), 1, 2));
        Assert.Equal(5, await Log.CountStreamsAsync(CancellationToken.None));

        var seen = new List<StreamId>();
        var page = await Log.ListStreamsAsync(null, 2, CancellationToken.None);
        for (; page.Streams.Count > 0; page = await Log.ListStreamsAsync(page.Cursor, 2, CancellationToken.None)) seen.AddRange(page.Streams);
        Assert.Equal(Enumerable.Range(1, 5).Select(i => Given.Order(i).ToStreamId()).ToHashSet(), seen.ToHashSet());
        Assert.Equal(5, seen.Count);
    }

    [Fact]
    public async Task A_later_append_follows_the_earlier()
    {
        await AppendAsync(Given.Order(), 0, Given.Events(Given.Order(), 1, 2));
        await AppendAsync(Given.Order(), 2, Given.Events(Given.Order(), 3, 3));
        Assert.Equal([1, 2, 3], (await LoadAsync(Given.Order())).Select(e => e.Version));
    }

    [Fact]
    public async Task Orders_do_not_see_each_other()
    {
        await AppendAsync(Given.Order(1), 0, Given.Events(Given.Order(1), 1, 2));
        await AppendAsync(Given.Order(2), 0, Given.Events(Given.Order(2), 1, 1));
        Assert.Single(await LoadAsync(Given.Order(2)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_second_append_at_another_version_conflicts_and_writes_nothing(int expected)
    {
        await AppendAsync(Given.Order(), 0, Given.Events(Given.Order(), 1, 2));
        Assert.Equal(AppendOutcome.VersionConflict,
            await AppendAsync(Given.Order(), expected, [Given.Event(Given.Order(), expected + 1)], Given.Receipt(Given.Order())));
        Assert.Equal(2, (await LoadAsync(Given.Order())).Count);
        Assert.Null(await Log.FindReceiptAsync(Given.Order(), "alfa", "m-1", CancellationToken.None));
    }

    [Fact]
    public async Task An_append_beyond_the_beginning_of_an_order_that_is_not_there_conflicts() =>
        Assert.Equal(AppendOutcome.VersionConflict, await AppendAsync(Given.Order(), 2, [Given.Event(Given.Order(), 3)], Given.Receipt(Given.Order())));

    [Fact]
    public async Task Of_many_appends_at_one_version_one_wins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            AppendAsync(Given.Order(), 0, Given.Events(Given.Order(), 1, 1), Given.Receipt(Given.Order(), $"m-{i}")))));
        Assert.Single(outcomes, AppendOutcome.Appended);
        Assert.Equal(19, outcomes.Count(o => o == AppendOutcome.VersionConflict));
        Assert.Single(await LoadAsync(Given.Order()));
    }

    [Fact]
    public async Task Events_and_receipt_are_both_there()
    {
        var receipt = Given.Receipt(Given.Order());
        await AppendAsync(Given.Order(), 0, Given.Events(Given.Order(), 1, 1), receipt);
        Assert.Equal(receipt, await Log.FindReceiptAsync(Given.Order(), "alfa", "m-1", CancellationToken.None));
    }

    [Fact]
    public async Task Events_and_receipt_are_both_there_or_neither()
    {
        await AppendAsync(Given.Order(), 0, Given.Events(Given.Order(), 1, 1), Given.Receipt(Given.Order()));
        Assert.Equal(AppendOutcome.ReceiptExists,
            await AppendAsync(Given.Order(), 1, Given.Events(Given.Order(), 2, 2), Given.Receipt(Given.Order(), version: 2)));
        Assert.Single(await LoadAsync(Given.Order()));
        Assert.Equal(1, (await Log.FindReceiptAsync(Given.Order(), "alfa", "m-1", CancellationToken.None))!.Version);
    }

    [Fact]
    public async Task A_receipt_that_stands_is_told_before_a_conflict()
    {
        await AppendAsync(Given.Order(), 0, Given.Events(Given.Order(), 1, 1), Given.Receipt(Given.Order()));
        Assert.Equal(AppendOutcome.ReceiptExists, await AppendAsync(Given.Order(), 0, Given.Events(Given.Order(), 1, 1), Given.Receipt(Given.Order())));
    }

    [Fact]
    public async Task A_receipt_may_come_without_events()
    {
        await AppendAsync(Given.Order(), 0, Given.Events(Given.Order(), 1, 1));
        Assert.Equal(AppendOutcome.Appended, await AppendAsync(Given.Order(), 1, [], Given.Receipt(Given.Order())));
        Assert.Single(await LoadAsync(Given.Order()));
    }

    [Fact]
    public async Task A_receipt_without_events_still_wants_the_right_version()
    {
        await AppendAsync(Given.Order(), 0, Given.Events(Given.Order(), 1, 1));
        Assert.Equal(AppendOutcome.VersionConflict, await AppendAsync(Given.Order(), 0, [], Given.Receipt(Given.Order())));
    }

    [Fact]
    public async Task A_receipt_is_the_partners_own()
    {
        await AppendAsync(Given.Order(), 0, Given.Events(Given.Order(), 1, 1), Given.Receipt(Given.Order()));
        Assert.Null(await Log.FindReceiptAsync(Given.Order(), "beta", "m-1", CancellationToken.None));
        Assert.Null(await Log.FindReceiptAsync(Given.Order(2), "alfa", "m-1", CancellationToken.None));
    }

    [Fact]
    public async Task A_message_id_of_any_letters_is_found_again()
    {
        const string Id = "urn:x/y?z#ü \\ '\"%";
        await AppendAsync(Given.Order(), 0, Given.Events(Given.Order(), 1, 1), Given.Receipt(Given.Order(), Id));
        Assert.NotNull(await Log.FindReceiptAsync(Given.Order(), "alfa", Id, CancellationToken.None));
    }

    [Fact]
    public async Task Refusals_are_listed_oldest_first_and_whole()
    {
        await AppendAsync(Given.Order(), 0, Given.Events(Given.Order(), 1, 1), Given.Receipt(Given.Order(), "taken"));
        var later = Given.Receipt(Given.Order(), "later", 1, No) with { ReceivedAt = Given.Start.AddHours(2) };
        var earlier = Given.Receipt(Given.Order(), "earlier", 1, No) with { ReceivedAt = Given.Start.AddHours(1) };
        await AppendAsync(Given.Order(), 1, [], later);
        await AppendAsync(Given.Order(), 1, [], earlier);
        Assert.Equal([earlier, later], await Log.RefusalsAsync(Given.Order(), CancellationToken.None));
    }
}

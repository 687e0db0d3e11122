using Hub.Application;
using Hub.Application.Streams;
using Hub.Azure.Cosmos;
using Hub.CosmosStandIn;
using Hub.Storage.Tests.Cosmos.Support;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>What the event log promises while Cosmos DB is throttled, away, or loses answers.</summary>
public sealed class Bad_days_of_the_log : IAsyncLifetime
{
    // Its clock goes on: retries wait for a moment.
    private readonly CosmosAccount _account = new(TimeProvider.System);
    private readonly CosmosEventLog _log;

    public Bad_days_of_the_log() => _log = new CosmosEventLog(_account.Database, Given.Codecs);

    private PlannedFaults Faults => _account.Service.Faults;

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();

    private Task<AppendOutcome> AppendAsync(int expected = 0, int count = 2, Receipt? receipt = null) =>
        _log.AppendAsync(Given.Order(), expected, Given.Events(Given.Order(), expected + 1, expected + count), receipt, CancellationToken.None);

    private async Task<int> CountAsync() => (await _log.LoadAsync(Given.Order(), CancellationToken.None)).Version;

    private static bool IsBatch(Operation operation) => operation.Kind is OperationKind.Batch;

    [Fact]
    public async Task An_append_whose_answer_was_lost_is_no_conflict_and_is_there_once()
    {
        Faults.LoseAnswers(1, IsBatch);
        Assert.Equal(AppendOutcome.Appended, await AppendAsync());
        Assert.Equal((1, 2), (Faults.Befallen, await CountAsync()));
    }

    [Fact]
    public async Task An_append_with_a_receipt_whose_answer_was_lost_is_no_repeated_message()
    {
        Faults.LoseAnswers(1, IsBatch);
        Assert.Equal(AppendOutcome.Appended, await AppendAsync(receipt: Given.Receipt(Given.Order())));
        Assert.Equal(2, await CountAsync());
        Faults.LoseAnswers(1, IsBatch);
        Assert.Equal(AppendOutcome.Appended, await AppendAsync(2, 0, Given.Receipt(Given.Order(), "m-2")));
    }

    [Fact]
    public async Task A_conflict_and_a_repeated_message_stay_what_they_are_when_an_answer_was_lost()
    {
        await AppendAsync(receipt: Given.Receipt(Given.Order()));
        Faults.LoseAnswers(1, IsBatch);
        Assert.Equal(AppendOutcome.VersionConflict, await AppendAsync());
        Faults.LoseAnswers(1, IsBatch);
        Assert.Equal(AppendOutcome.ReceiptExists, await AppendAsync(2, 1, Given.Receipt(Given.Order())));
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Requests_that_never_arrived_are_made_again()
    {
        Faults.LoseRequests(1, IsBatch);
        Assert.Equal(AppendOutcome.Appended, await AppendAsync());
        Faults.LoseRequests(1, o => o.Kind is OperationKind.Query);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task While_it_is_throttled_for_a_while_appends_and_loads_wait()
    {
        Faults.Throttle(8, TimeSpan.FromMilliseconds(1));
        Assert.Equal(AppendOutcome.Appended, await AppendAsync());
        Faults.Throttle(8, TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Throttled_for_longer_it_says_that_it_cannot_now_and_has_written_nothing()
    {
        Faults.Throttle(1_000, TimeSpan.FromMilliseconds(1));
        var e = await Assert.ThrowsAsync<StoreException>(() => AppendAsync());
        Assert.Equal(
            "Cosmos DB, which holds the container streams, has no request units left for the moment. The same may be asked again.", e.Message);
        Faults.Clear();
        Assert.Equal(0, await CountAsync());
        Assert.Equal(AppendOutcome.Appended, await AppendAsync());
    }

    [Fact]
    public async Task A_partition_that_moves_or_a_service_away_for_a_moment_is_asked_again()
    {
        Faults.MovePartition(1, IsBatch);
        Assert.Equal(AppendOutcome.Appended, await AppendAsync());
        Faults.MovePartition(1, o => o.Kind is OperationKind.Query);
        Assert.Equal(2, await CountAsync());
        Faults.Unavailable(1, IsBatch);
        Assert.Equal(AppendOutcome.Appended, await AppendAsync(2));
    }

    [Fact]
    public async Task A_stream_that_grows_while_it_is_read_in_pages_has_no_gap()
    {
        for (var version = 0; version < 150; version += 50) await AppendAsync(version, 50);
        var stream = await _log.LoadAsync(Given.Order(), CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, 150), stream.Events.Select(e => e.Version));
    }

    [Fact]
    public async Task More_than_a_batch_takes_is_refused_whole()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => AppendAsync(0, 101));
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task An_append_is_one_request_and_so_is_a_load_and_a_receipt()
    {
        await AppendAsync(receipt: Given.Receipt(Given.Order()));
        await CountAsync();
        await _log.FindReceiptAsync(Given.Order(), "alfa", "m-1", CancellationToken.None);
        Assert.Equal([OperationKind.Batch, OperationKind.Query, OperationKind.Read], _account.Service.Operations.Select(o => o.Kind));
        Assert.DoesNotContain(_account.Service.Operations, o => o.CrossesPartitions);
    }

    [Fact]
    public async Task The_change_feed_never_shows_an_event_that_was_only_asked_for()
    {
        await AppendAsync();
        await AppendAsync(2, 0, Given.Receipt(Given.Order()));
        Assert.Equal(2, await CountAsync());
        Assert.Equal(AppendOutcome.Appended, await AppendAsync(2, 1));
    }
}

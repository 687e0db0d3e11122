using Hub.Application;
using Hub.Azure.Cosmos;
using Hub.CosmosStandIn;
using Hub.Domain.Figures;
using Hub.Storage.Tests.Cosmos.Support;
using static Hub.Storage.Tests.Cosmos.Support.FiguresStory;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>What facts and cells are in the end while Cosmos DB is throttled, loses answers, ends a put anywhere, or has several instances at work.</summary>
public sealed class Bad_days_of_figures : IAsyncLifetime
{
    // Each of these puts makes as many writes and more, and not as many.
    private const int FewWrites = 5;
    private const int VeryMany = 40;

    private readonly CosmosAccount _account = new(TimeProvider.System);
    private readonly FiguresStory _story;

    public Bad_days_of_figures() => _story = new FiguresStory(_account.Database);

    private PlannedFaults Faults => _account.Service.Faults;

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();

    private static bool IsWrite(Operation operation) => operation.Kind is not (OperationKind.Read or OperationKind.Query);

    // A repair that came back, in a dwelling of its own for each round.
    private static OrderFacts[] Before(int round) => [Done(10 * round, dwelling: round), Open((10 * round) + 1, dwelling: round)];

    // The first goes to another contractor and so to other groups; the second was of another dwelling after all, and is done.
    private static OrderFacts[] After(int round, int version = 3) => [Done(10 * round, version, "beta", round), Elsewhere(round, version)];

    private static OrderFacts Elsewhere(int round, int version = 3) => Done((10 * round) + 1, version, dwelling: 1_000 + round);

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, false)]
    [InlineData(3, true)]
    public async Task Wherever_a_put_ends_the_same_rows_or_newer_ones_complete_it(int repeated, bool isOfOneOrder)
    {
        OrderFacts[] Rows(int round, int version) => isOfOneOrder ? [Elsewhere(round, version)] : After(round, version);
        var round = 0;
        bool hasEnded;
        do
        {
            round++;
            await _story.PutAsync(Before(round));
            var writes = 0;
            // From this write on nothing comes through, reads neither.
            Faults.Throttle(int.MaxValue, TimeSpan.FromMilliseconds(1), o => (IsWrite(o) ? ++writes : writes) >= round);
            var end = await Record.ExceptionAsync(() => _story.PutAsync(Rows(round, 3)));
            hasEnded = end is not null;
            if (hasEnded) Assert.IsType<StoreException>(end);
            Faults.Clear();
            // Whoever comes by does what it finds, and leaves what it does not.
            await _story.PutAsync(Open((10 * round) + 2, dwelling: 1_000 + round));
            await _story.PutAsync(Rows(round, repeated));
        }
        while (hasEnded && round < VeryMany);
        Assert.InRange(round, FewWrites, VeryMany - 1);
        await _story.CheckAsync();
    }

    [Fact]
    public async Task Whichever_answer_is_lost_everything_counts_once()
    {
        var round = 0;
        int befallen;
        do
        {
            round++;
            await _story.PutAsync(Before(round));
            var writes = 0;
            befallen = Faults.Befallen;
            Faults.LoseAnswers(1, o => IsWrite(o) && ++writes == round);
            await _story.PutAsync(After(round));
        }
        while (Faults.Befallen > befallen && round < VeryMany);
        Assert.InRange(round, FewWrites, VeryMany - 1);
        await _story.CheckAsync();
    }

    [Fact]
    public async Task Throttled_for_a_while_a_put_waits()
    {
        Faults.Throttle(8, TimeSpan.FromMilliseconds(1));
        await _story.PutAsync(Before(1));
        await _story.CheckAsync();
    }

    [Theory]
    [InlineData("a newer row of the order")]
    [InlineData("another order of contractor and month")]
    [InlineData("another repair of the dwelling")]
    public async Task Whatever_another_instance_puts_before_any_write_both_are_there(string what)
    {
        Task Other(int round) => what switch
        {
            "a newer row of the order" => _story.PutAsync(Done(10 * round, 5, "gamma", round)),
            "another order of contractor and month" => _story.PutAsync(Done((10 * round) + 2, contractor: "beta", dwelling: 2_000 + round)),
            _ => _story.PutAsync(Open((10 * round) + 2, dwelling: round, day: 10)),
        };
        await BeforeEachWriteAsync(Other, round => After(round));
    }

    [Fact]
    public async Task A_repair_that_comes_back_to_its_dwelling_before_any_write_of_its_leaving_is_there()
    {
        // All is as it was then, so that its instance finds nothing to write: who saw the dwelling without it is wrong.
        Task ComeBackAsync(int round)
        {
            var before = Before(round)[1];
            return _story.PutAsync(before with { Order = before.Order with { Version = 5 } });
        }
        await BeforeEachWriteAsync(ComeBackAsync, round => [Elsewhere(round)]);
    }

    private async Task BeforeEachWriteAsync(Func<int, Task> other, Func<int, OrderFacts[]> rows)
    {
        var round = 0;
        bool hasHappened;
        do
        {
            round++;
            var which = round;
            await _story.PutAsync(Before(round));
            using var between = new BeforeWrites(_account.Service, round, () => other(which));
            await _story.PutAsync(new CosmosFigures(_account.Through(between), TimeProvider.System), rows(round));
            hasHappened = between.HasHappened;
        }
        while (hasHappened && round < VeryMany);
        Assert.InRange(round, FewWrites, VeryMany - 1);
        await _story.CheckAsync();
    }

    [Fact]
    public async Task Instances_that_put_orders_of_one_contractor_and_month_at_once_lose_none()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(instance => Task.Run(async () =>
        {
            var figures = new CosmosFigures(_account.Database, TimeProvider.System);
            for (var i = 0; i < 5; i++) await _story.PutAsync(figures, Done((10 * instance) + i, dwelling: (10 * instance) + i));
        })));
        await _story.CheckAsync();
    }

    [Fact]
    public async Task Instances_that_settle_one_dwelling_at_once_end_with_one_truth()
    {
        for (var dwelling = 0; dwelling < 5; dwelling++)
        {
            var first = 10 * dwelling;
            OrderFacts[] repairs = [Done(first, dwelling: dwelling), Open(first + 1, dwelling: dwelling), Open(first + 2, dwelling: dwelling, day: 5)];
            await Task.WhenAll(repairs.Select(r => Task.Run(() => _story.PutAsync(new CosmosFigures(_account.Database, TimeProvider.System), r))));
        }
        await _story.CheckAsync();
    }

    [Fact]
    public async Task On_a_very_bad_day_every_row_counts_once_in_the_end()
    {
        var request = 0;
        Func<Operation, bool> Each(int nth) => _ => Interlocked.Increment(ref request) % nth == 0;
        Faults.Throttle(int.MaxValue, TimeSpan.FromMilliseconds(1), Each(11));
        Faults.LoseAnswers(int.MaxValue, Each(37));
        Faults.MovePartition(int.MaxValue, Each(41));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(instance => Task.Run(async () =>
        {
            var figures = new CosmosFigures(_account.Database, TimeProvider.System);
            for (var version = 1; version <= 3; version++)
            {
                // All instances have all orders, as where a sweep repeats what a batch does.
                foreach (var number in (int[])[1, 2, 3]) await UntilAnsweredAsync(() => _story.PutAsync(figures, Row(number, version)));
            }
        })));
        Faults.Clear();
        await _story.CheckAsync();
        Assert.True(Faults.Befallen > 10, $"{Faults.Befallen}");
    }

    private static OrderFacts Row(int number, int version) => (number, version) switch
    {
        (1, > 1) => Done(1, version, version == 2 ? "alfa" : "beta"),
        (2, 2) => Open(2, 2, dwelling: 7),
        _ => Open(number, version, day: 10 + number),
    };

    private static async Task UntilAnsweredAsync(Func<Task> put)
    {
        while (await Record.ExceptionAsync(put) is { } e) Assert.IsType<StoreException>(e);
    }
}

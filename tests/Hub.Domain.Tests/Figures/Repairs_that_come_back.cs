using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Figures;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using static Hub.Domain.Tests.Figures.FigureCase;

namespace Hub.Domain.Tests.Figures;

public sealed class Repairs_that_come_back
{
    private static readonly Guid First = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Second = Guid.Parse("00000000-0000-0000-0000-000000000002");
    private static readonly Guid Third = Guid.Parse("00000000-0000-0000-0000-000000000003");

    private static RepairOfDwelling Repair(
        Guid id, DateTimeOffset placed, DateTimeOffset? completed = null, string? elements = "KRA", bool cancelled = false) =>
        new(id, "VHE-1", elements, placed, completed, cancelled, completed ?? placed);

    private static Guid? RepeatOf(Guid id, params RepairOfDwelling[] repairs) => RepeatRepairs.Of(repairs)[id].RepeatOrderId;

    private static readonly RepairOfDwelling Done = Repair(First, At(3, 2), At(3, 5, 23, 30));

    [Theory]
    [InlineData(3, 5, 23, 30, false)] // At the completion itself.
    [InlineData(3, 5, 23, 31, true)]
    [InlineData(4, 4, 23, 59, true)] // The thirtieth day after 5 March.
    [InlineData(4, 5, 0, 0, false)]
    public void A_new_repair_within_thirty_days_is_the_same_one(int month, int day, int hour, int minute, bool isRepeat) =>
        Assert.Equal(isRepeat ? Second : null, RepeatOf(First, Done, Repair(Second, At(month, day, hour, minute))));

    [Fact]
    public void It_is_the_same_one_only_on_the_same_element()
    {
        Assert.Null(RepeatOf(First, Done, Repair(Second, At(3, 9), elements: "WAS")));
        Assert.Null(RepeatOf(First, Done, Repair(Second, At(3, 9), elements: null)));
        Assert.Equal(Second, RepeatOf(First, Done with { Elements = "DEU; KRA" }, Repair(Second, At(3, 9), elements: "kra; WAS")));
    }

    [Fact]
    public void A_report_while_the_first_is_open_is_no_new_repair() => Assert.Null(RepeatOf(First, Done, Repair(Second, At(3, 4))));

    [Fact]
    public void A_cancelled_order_brings_nothing_back_and_the_earliest_other_does()
    {
        var fourth = Guid.Parse("00000000-0000-0000-0000-000000000004");
        Assert.Equal(Third, RepeatOf(First, Done, Repair(fourth, At(3, 11)), Repair(Second, At(3, 9), cancelled: true), Repair(Third, At(3, 10))));
    }

    [Fact]
    public void A_chain_of_repairs_makes_each_of_them_one_that_came_back()
    {
        var outcomes = RepeatRepairs.Of([Done, Repair(Second, At(3, 9), At(3, 10)), Repair(Third, At(3, 20), At(3, 21))]);
        Assert.Equal([Second, Third, null], new[] { First, Second, Third }.Select(id => outcomes[id].RepeatOrderId));
    }

    [Fact]
    public void It_is_final_when_the_thirty_days_are_over_also_across_summer_time()
    {
        var outcome = RepeatRepairs.Of([Done])[First];
        // Midnight after 4 April, in summer time: 31 days after 5 March 00:00 less one hour.
        Assert.Equal(new DateTimeOffset(2026, 4, 4, 22, 0, 0, TimeSpan.Zero), outcome.FinalAt);
        Assert.Null(RepeatRepairs.Of([Done with { CompletedAt = null }])[First].FinalAt);
    }

    [Fact]
    public void An_order_that_comes_late_settles_it_backwards()
    {
        var row = Row with { OrderId = First, CompletedAt = At(3, 5), Elements = "KRA", Visits = 1 };
        var late = Row with { OrderId = Second, PlacedAt = At(3, 20), ChangedAt = At(4, 25), Elements = "KRA" };
        var before = row.With(RepeatRepairs.Of([RepairOfDwelling.Of(row)!])[First]);
        Assert.True(before.FirstTimeFix);
        var after = row.With(RepeatRepairs.Of([RepairOfDwelling.Of(late)!, RepairOfDwelling.Of(row)!])[First]);
        Assert.Equal((false, Second, At(4, 25)), (after.FirstTimeFix, after.RepeatOrderId, after.ChangedAt));
        var change = Contributions.Change(Kpis.ContributionsOf(before.Alone()), Kpis.ContributionsOf(after.Alone()));
        Assert.Equal(("firstTimeFix", March, new Cell { Numerator = -1 }), change.Single() is var c ? (c.Key.Figure, c.Key.Month!.Value, c.Cell) : default);
    }

    [Fact]
    public void Only_repairs_of_a_dwelling_are_looked_at()
    {
        Assert.Null(RepairOfDwelling.Of(Row with { Kind = OrderKind.Turnover }));
        Assert.Null(RepairOfDwelling.Of(Row with { DwellingId = null }));
        Assert.True(RepairOfDwelling.Of(Row with { Status = OrderStatus.Cancelled })!.IsCancelled);
    }

    private static readonly Gen<RepairOfDwelling[]> Dwellings = Gen.Choose(0, 8).SelectMany(many => (
        from placed in Gen.Choose(0, 60)
        from took in Gen.Frequency((1, Gen.Constant(-1)), (4, Gen.Choose(0, 20)))
        from elements in Gen.Elements("KRA", "WAS", "KRA; WAS", null)
        from cancelled in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        select (placed, took, elements, cancelled)).ListOf(many).Select(all => all.Select((r, i) => Repair(
            new Guid(i, 0, 0, new byte[8]), At(3, 1).AddDays(r.placed), r.took < 0 || r.cancelled ? null : At(3, 1).AddDays(r.placed + r.took), r.elements,
            r.cancelled))
        .ToArray()));

    [Fact]
    public void It_does_not_matter_in_which_order_they_came() => Prop.ForAll(Arb.From(Dwellings), repairs =>
    {
        var whole = RepeatRepairs.Of(repairs);
        Assert.Equal(whole, RepeatRepairs.Of([.. repairs.Reverse()]));
        // Looked at from the other side: who follows whom.
        Assert.All(repairs.Where(r => r.CompletedAt is not null), r => Assert.Equal(
            repairs.Any(o => o.OrderId != r.OrderId && !o.IsCancelled && o.PlacedAt > r.CompletedAt && o.PlacedAt < whole[r.OrderId].FinalAt
                && (o.Elements ?? "-").Split("; ").Intersect((r.Elements ?? "+").Split("; ")).Any()),
            whole[r.OrderId].RepeatOrderId is not null));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
}

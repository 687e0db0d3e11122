using Hub.Domain.Figures;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using static Hub.Domain.Tests.Figures.FigureCase;

namespace Hub.Domain.Tests.Figures;

/// <summary>Figures of now change by the passing of time alone, without any event.</summary>
public sealed class Figures_of_now
{
    private static OrderFacts Open(DateTimeOffset placed, AortaPhase phase = AortaPhase.Repair, DateTimeOffset? due = null) => (Row with
    {
        PlacedAt = placed, Status = OrderStatus.InProgress, Phase = phase, CompleteBy = due, RepairOutcome = due is null ? null : DeadlineOutcome.Open,
    }).Alone();

    private static decimal Now(string measure, DateTimeOffset at, params OrderFacts[] facts) => Read(measure, null, at, facts).Value!.Value;

    [Fact]
    public void Open_orders_stand_by_age()
    {
        // On 31 March: 0, 5, 6, 10, 11, 20, 21 days.
        var closed = (Row with { Status = OrderStatus.Closed }).Alone();
        OrderFacts[] orders = [.. ((int[])[31, 26, 25, 21, 20, 11, 10]).Select(day => Open(At(3, day, 23, 59))), closed];
        var at = At(3, 31, 8);
        Assert.Equal([7m, 2m, 2m, 2m, 1m], Parts.Select(p => Now(p, at, orders)));
        // A day later: 1, 6, 7, 11, 12, 21, 22.
        Assert.Equal([7m, 1m, 2m, 2m, 2m], Parts.Select(p => Now(p, at.AddDays(1), orders)));
    }

    private static readonly string[] Parts = ["openByAge", "openByAge.to5", "openByAge.to10", "openByAge.to20", "openByAge.over20"];

    [Fact]
    public void Open_orders_stand_by_phase()
    {
        OrderFacts[] orders = [Open(At(3, 2)), Open(At(3, 2)), Open(At(3, 2), AortaPhase.Report), Open(At(3, 2), AortaPhase.Leave)];
        Assert.Equal([1m, 1m, 0m, 2m, 0m], "leave report examine repair reportBack".Split(' ').Select(p => Now($"openByAge.{p}", Later, orders)));
    }

    [Fact]
    public void An_order_is_late_from_its_deadline_on_while_the_clock_runs()
    {
        var by = At(3, 9, 16, 30);
        var turnover = (Row with
        {
            Kind = OrderKind.Turnover, Status = OrderStatus.InProgress, LeadTimeBy = by.AddDays(1), LeadTimeOutcome = DeadlineOutcome.Open,
        }).Alone();
        var stopped = (Row with { Status = OrderStatus.InProgress, CompleteBy = by, RepairOutcome = DeadlineOutcome.Stopped }).Alone();
        Assert.Equal(0m, Now("openByAge.late", by, Open(At(3, 2), due: by), turnover, stopped));
        Assert.Equal(1m, Now("openByAge.late", by.AddMinutes(1), Open(At(3, 2), due: by), turnover, stopped));
        Assert.Equal(2m, Now("openByAge.late", by.AddDays(2), Open(At(3, 2), due: by), turnover, stopped));
    }

    [Fact]
    public void A_temporary_repair_is_open_too_long_after_ten_working_days()
    {
        var since = (Row with { Status = OrderStatus.InProgress, TemporarilyRestoredAt = At(3, 31, 9) }).Alone();
        // After Tuesday 31 March: 1, 2, 3 April are three days, Easter Monday is none, 7 to 10 April four, 13, 14 and 15 April three.
        Assert.Equal(0m, Now("temporaryOpen", At(4, 15, 23, 59), since));
        Assert.Equal(1m, Now("temporaryOpen", At(4, 16), since));
        Assert.Equal(1m, Now("temporaryOpen.all", At(4, 1), since));
    }

    [Fact]
    public void What_is_finished_or_withdrawn_is_not_open()
    {
        OrderFacts Restored(OrderStatus status, DateTimeOffset? completed = null) =>
            (Row with { Status = status, TemporarilyRestoredAt = At(3, 2), CompletedAt = completed }).Alone();
        Assert.Equal(0m, Now("temporaryOpen.all", Later, Restored(OrderStatus.Cancelled), Restored(OrderStatus.Settling, At(3, 3))));
        Assert.Equal(0m, Now("openByAge", Later, (Row with { Status = OrderStatus.Cancelled }).Alone()));
    }

    [Fact]
    public void They_have_cells_without_a_month() =>
        Assert.Equal(["openByAge", "openByAge.repair"],
            Kpis.ContributionsOf(Open(At(3, 2))).Where(c => c.Key.Month is null).Select(c => c.Key.Figure).Order(StringComparer.Ordinal));
}

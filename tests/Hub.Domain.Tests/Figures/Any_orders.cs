using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Contracts;
using Hub.Domain.Figures;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Testing.Orders;
using static Hub.Domain.Tests.Figures.FigureCase;

namespace Hub.Domain.Tests.Figures;

/// <summary>What holds of figures whatever happened to orders. A failure names its seed; see the test of any contract.</summary>
public sealed class Any_orders
{
    private static readonly Gen<OrderCommand> Commands = Gen.Elements<OrderCommand>(
        new Report(new OrderAccepted()), new Report(new AppointmentMade(Given.Visit(1))), new Report(new AppointmentMoved(Given.Visit(3))),
        new Report(new AppointmentCancelled()), new Report(new AppointmentCancelled(ByResident: true)), new Report(new WorkStarted()),
        new Report(new WorkInterrupted(InterruptionReason.NoAccess)), new Report(new WorkInterrupted(InterruptionReason.Material)),
        new Report(new WorkResumed()),
        new Report(new ResponseRequired("?")), new Report(new ResponseGiven("!")), new Report(new TemporarilyRestored()), new Report(new KeysReceived()),
        new Report(new PreInspectionHeld()), new Report(new ExtraWorkRequested("More.", [ContractStory.Line("x9", "E-200", 40)])),
        new Report(new ExtraWorkApproved(Role: ContractStory.Inspector)), new Report(new ExtraWorkDeclined(Role: ContractStory.Inspector)),
        new Report(new WorkCompleted()), new Report(new WorkCompleted()), new Report(new InspectionPassed()), new Report(new InspectionFailed()),
        new Report(new OrderReopened()), new Report(new CostsSettled()), new Report(new OrderClosed()), new Report(new OrderCancelled()),
        new Report(new OrderRefused()), new Report(Given.Photo()));

    private sealed record Step(Actor By, OrderCommand Command, int HoursLater, int HoursAgo);

    private static readonly Gen<Step> Steps =
        from who in Gen.Frequency((2, Gen.Constant(Given.ContractorAlfa)), (1, Gen.Constant(Given.Corporation)))
        from command in Commands
        from later in Gen.Choose(0, 60)
        from ago in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(0, 80)))
        select new Step(who, command, later, ago);

    private static readonly Gen<IReadOnlyList<RecordedEvent>> Streams =
        from number in Gen.Choose(1, 9_999)
        from kind in Gen.Elements(OrderKind.Repair, OrderKind.Repair, OrderKind.Turnover)
        from urgency in Gen.Elements(null, "spoed", "urgent", "regulier")
        from code in Gen.Elements("K-100", "E-200", null)
        from share in Gen.Elements(0m, 1m)
        from many in Gen.Choose(0, 25)
        from steps in Steps.ListOf(many)
        select Live(number, ContractStory.Repair(ContractStory.Line("1", code)) with { Kind = kind, Urgency = urgency }, share, steps);

    // One order and another: two contractors, areas and so on, for slices.
    private static readonly Arbitrary<OrderFacts[]> Orders = Arb.From(Gen.Choose(1, 5).SelectMany(many => (
        from stream in Streams
        from contractor in Gen.Elements(Given.Alfa, Given.Beta, null)
        from area in Gen.Elements("Noord", "Zuid", null)
        from repeat in Gen.Elements<Guid?>(null, null, Given.Id.Value)
        select Moved(OrderFacts.Of(stream), contractor, area, repeat)).ListOf(many).Select(o => o.ToArray())));

    private static IReadOnlyList<RecordedEvent> Live(int number, OrderContent content, decimal share, IEnumerable<Step> steps)
    {
        var story = new ContractStory(ContractStory.Usual with
        {
            Sampling = [new SamplingRule(OrderKind.Repair, share), new SamplingRule(OrderKind.Turnover, share)],
        });
        story.Place(content).EventNames();
        foreach (var step in steps)
        {
            story.Now += TimeSpan.FromHours(step.HoursLater);
            if (step.By.Role is PartyRole.Contractor && story.Order!.Assignment.ContractorId != Given.Alfa) continue;
            story.Decide(step.By, step.Command, story.Now.AddHours(-step.HoursAgo));
        }
        var id = OrderId.For(Given.ErpId, $"{number}").ToStreamId();
        return [.. story.Events.Select(e => e with { Stream = id })];
    }

    private static OrderFacts Moved(OrderFacts facts, string? contractor, string? area, Guid? repeat) => facts with
    {
        Order = facts.Order with { ContractorId = contractor, Area = area, RepeatOrderId = repeat },
        Appointments = [.. facts.Appointments.Select(a => a with { ContractorId = contractor })],
        Steps = [.. facts.Steps.Select(s => s with { ContractorId = contractor })],
    };

    [Fact]
    public void The_slices_add_up_to_the_whole() => Prop.ForAll(Orders, orders =>
    {
        var all = Contributions.Merged(orders.SelectMany(Kpis.Contributions));
        foreach (var figure in all.GroupBy(c => c.Key.Figure))
        {
            var whole = figure.Aggregate(Cell.None, (sum, c) => sum + c.Cell);
            Func<CellKey, object?>[] slices = [k => k.Contractor, k => k.Contract, k => k.Area, k => k.Month, k => k.Kind, k => k.Urgency];
            Assert.All(slices, slice => Assert.Equal(whole,
                figure.GroupBy(c => slice(c.Key)).Select(g => g.Aggregate(Cell.None, (sum, c) => sum + c.Cell)).Aggregate(Cell.None, (sum, c) => sum + c)));
        }
        Assert.Equal(orders.Length, all.Where(c => c.Key.Figure is "openByAge").Sum(c => c.Cell.Denominator)
            + orders.Count(o => o.Order.Status is OrderStatus.Closed or OrderStatus.Cancelled));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void It_does_not_matter_in_which_order_facts_are_added_or_whether_they_changed_on_the_way() => Prop.ForAll(Orders, Orders, (orders, others) =>
    {
        var cells = new Dictionary<CellKey, Cell>();
        void Add(IEnumerable<Contribution> change)
        {
            foreach (var (key, cell) in change)
                if ((cells[key] = cells.GetValueOrDefault(key, Cell.None) + cell).IsEmpty) cells.Remove(key);
        }
        // Each order first as another one was, in reverse; then as it is.
        var earlier = orders.Select((_, i) => others[i % others.Length]).ToArray();
        foreach (var order in earlier.Reverse()) Add(Kpis.Contributions(order));
        for (var i = 0; i < orders.Length; i++) Add(Contributions.Change(Kpis.Contributions(earlier[i]), Kpis.Contributions(orders[i])));

        var fresh = Contributions.Merged(orders.SelectMany(Kpis.Contributions)).ToDictionary(c => c.Key, c => c.Cell);
        Assert.Equal(Written(fresh), Written(cells));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void A_stream_gives_the_same_bytes_again_and_never_a_nonsensical_row() => Prop.ForAll(Arb.From(Streams), stream =>
    {
        var facts = OrderFacts.Of(stream);
        Assert.Equal(Bytes(facts), Bytes(OrderFacts.Of([.. stream.Select(e => e with { Event = OrderEventJson.Read(OrderEventJson.Write(e.OrderEvent)) })])));
        var o = facts.Order;
        (bool Kept, string Rule)[] rules =
        [
            (o.PlacedAt == Given.Start, "placedAt never changes"),
            (o.Version == stream.Count, "the version is the number of events"),
            (o.AppointmentsKept + o.AppointmentsMissed + o.AppointmentsMoved + o.AppointmentsCancelledByResident <= o.AppointmentsMade,
                "appointments have one outcome"),
            (o.CompletedAt is null == o.FirstTimeFix is null || o.Kind is not OrderKind.Repair, "a repair that is complete is judged"),
            (o.CompletedAt is null || o.Visits > 0, "who completed the work was there"),
            (o.RepairHours is not < 0 && o.ResponseHours is not < 0 && o.TurnoverDays is not < 0, "no time is below zero"),
            (facts.Steps.All(s => s.WorkingDays is not < 0 && s.WorkingHours is not < 0), "no step takes less than no time"),
            (!o.PassedFirstTime.HasValue || o.InspectedAt is not null, "a verdict has a time"),
            (o.Status is OrderStatus.Closed == o.ClosedAt is not null, "closed if and only if it has a time"),
            (o.CancelledAt is null || (o.RepairOutcome is not (DeadlineOutcome.Open or DeadlineOutcome.Stopped)
                && o.ResponseOutcome is not (DeadlineOutcome.Open or DeadlineOutcome.Stopped)), "nothing is open of an order that was cancelled"),
            (facts.Steps.Select(s => s.Sequence).SequenceEqual(Enumerable.Range(1, facts.Steps.Count)), "steps are numbered"),
            (o.ContractorId is null || facts.Steps.Sum(s => s.WorkingDays ?? 0)
                == o.WaitMaterialDays + o.WaitWeatherDays + o.WaitOtherContractorDays + o.WaitClientDays + o.WaitResidentDays + o.WaitOtherDays,
                "waits add up"),
        ];
        Assert.Null(rules.FirstOrDefault(r => !r.Kept).Rule);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private static string Bytes(OrderFacts facts) => JsonSerializer.Serialize(facts, FigureJson.Default.OrderFacts);

    private static IEnumerable<string> Written(Dictionary<CellKey, Cell> cells) =>
        cells.Select(c => $"{c.Key}: {JsonSerializer.Serialize(c.Value, FigureJson.Default.Cell)}").Order(StringComparer.Ordinal);
}

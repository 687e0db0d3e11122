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
    private static readonly Gen<Func<DateTimeOffset, OrderEvent>> ByContractor = Gen.Frequency(
        (1, Facts(new OrderRefused())),
        (6, Windows.Select(w => (Func<DateTimeOffset, OrderEvent>)(now => new AppointmentMade(Window(now, w))))),
        (4, Windows.Select(w => (Func<DateTimeOffset, OrderEvent>)(now => new AppointmentMoved(Window(now, w))))),
        (30, Facts(new OrderAccepted(), new AppointmentCancelled(), new AppointmentCancelled(ByResident: true), new WorkStarted(), new WorkStarted(),
            new WorkInterrupted(InterruptionReason.NoAccess), new WorkInterrupted(InterruptionReason.Material), new WorkResumed(), new TemporarilyRestored(),
            new ResponseRequired("?"), new ExtraWorkRequested("More.", [ContractStory.Line("x9", "E-200", 40)]), new WorkCompleted(), new WorkCompleted(),
            Given.Photo())));

    private static readonly Gen<Func<DateTimeOffset, OrderEvent>> ByCorporation = Gen.Frequency(
        (1, Facts(new OrderCancelled(), new OrderClosed())),
        (15, Facts(new ResponseGiven("!"), new KeysReceived(), new PreInspectionHeld(), new ExtraWorkApproved(Role: ContractStory.Inspector),
            new ExtraWorkDeclined(Role: ContractStory.Inspector), new InspectionPassed(), new InspectionFailed(), new OrderReopened(), new CostsSettled())));

    private static Gen<int> Windows => Gen.Choose(0, 24);

    private sealed record Step(Actor By, Func<DateTimeOffset, OrderEvent> Fact, int HoursLater, int HoursAgo);

    private static readonly Gen<Step> Steps =
        from isContractor in Gen.Frequency((3, Gen.Constant(true)), (2, Gen.Constant(false)))
        from fact in isContractor ? ByContractor : ByCorporation
        from later in Gen.Frequency((4, Gen.Choose(0, 8)), (1, Gen.Choose(8, 60)))
        from ago in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(0, 60)))
        select new Step(isContractor ? Given.ContractorAlfa : Given.Corporation, fact, later, ago);

    private static Gen<Func<DateTimeOffset, OrderEvent>> Facts(params OrderEvent[] facts) =>
        Gen.Elements(facts).Select(f => (Func<DateTimeOffset, OrderEvent>)(_ => f));

    private static TimeWindow Window(DateTimeOffset now, int hours) => new(now.AddHours(hours), now.AddHours(hours + 6));

    private static readonly Gen<IReadOnlyList<RecordedEvent>> Streams =
        from number in Gen.Choose(1, 9_999)
        from kind in Gen.Elements(OrderKind.Repair, OrderKind.Repair, OrderKind.Turnover)
        from urgency in Gen.Elements(null, "spoed", "urgent", "regulier")
        from code in Gen.Elements("K-100", "E-200", null)
        from share in Gen.Elements(0m, 1m)
        from many in Gen.Choose(0, 40)
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
            story.Decide(step.By, new Report(step.Fact(story.Now)), story.Now.AddHours(-step.HoursAgo));
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
        var all = Contributions.Merged(orders.SelectMany(Kpis.ContributionsOf));
        foreach (var figure in all.GroupBy(c => c.Key.Figure))
        {
            var whole = figure.Aggregate(Cell.None, (sum, c) => sum + c.Cell);
            Func<CellKey, object?>[] slices = [k => k.Contractor, k => k.Contract, k => k.Area, k => k.Month, k => k.Kind, k => k.Urgency];
            Assert.All(slices, slice => Assert.Equal(whole,
                figure.GroupBy(c => slice(c.Key)).Select(g => g.Aggregate(Cell.None, (sum, c) => sum + c.Cell)).Aggregate(Cell.None, (sum, c) => sum + c)));
        }
        Assert.Equal(orders.Length, all.Where(c => c.Key.Figure is "openByAge").Sum(c => c.Cell.Denominator)
            + orders.Count(o => o.Order.Status is OrderStatus.Closed or OrderStatus.Cancelled));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

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
        foreach (var order in earlier.Reverse()) Add(Kpis.ContributionsOf(order));
        for (var i = 0; i < orders.Length; i++) Add(Contributions.Change(Kpis.ContributionsOf(earlier[i]), Kpis.ContributionsOf(orders[i])));

        var fresh = Contributions.Merged(orders.SelectMany(Kpis.ContributionsOf)).ToDictionary(c => c.Key, c => c.Cell);
        Assert.Equal(Written(fresh), Written(cells));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

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
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static readonly Gen<OrderEvent[]> Happened = Gen.Choose(0, 7).SelectMany(many => Gen.OneOf(
        Gen.OneOf(
            Gen.Elements<OrderEvent>(new WorkStarted(), new TemporarilyRestored(), new AppointmentCancelled(), new AppointmentCancelled(ByResident: true)),
            Windows.Select(w => (OrderEvent)new AppointmentMade(Window(Given.Start, w))),
            Windows.Select(w => (OrderEvent)new AppointmentMoved(Window(Given.Start, w)))).ArrayOf(many),
        Gen.Elements<OrderEvent>(new WorkStarted(), new WorkResumed(), new TemporarilyRestored(), new WorkInterrupted(InterruptionReason.NoAccess),
            new WorkInterrupted(InterruptionReason.Material)).ArrayOf(many)));

    // Before the work is complete. Between an appointment and an interruption the order itself goes by which came first: each has its turn here.
    [Fact]
    public void It_does_not_matter_in_which_order_facts_were_reported() => Prop.ForAll(
        Arb.From(from happened in Happened from seed in Gen.Choose(0, 9_999) select (happened, seed)), example =>
        {
            var facts = example.happened.Select((e, i) => (Event: e, At: Given.Start.AddHours(2 + (3 * i)))).ToArray();
            var shuffled = facts.OrderBy(f => SamplePick.Picks(OrderId.For($"{example.seed}", $"{f.At}").Value, 0.5m)).ToArray();
            Assert.Equal(Reported(facts), Reported(shuffled));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static string Reported(IEnumerable<(OrderEvent Event, DateTimeOffset At)> facts)
    {
        var story = OrderStory.Accepted();
        foreach (var (e, at) in facts) story.Record(Given.ContractorAlfa, e, at);
        return Bytes(story.Record(Given.ContractorAlfa, new WorkCompleted(), Given.Start.AddHours(30)).Facts());
    }

    private static string Bytes(OrderFacts facts) => JsonSerializer.Serialize(facts, FigureJson.Default.OrderFacts);

    private static IEnumerable<string> Written(Dictionary<CellKey, Cell> cells) =>
        cells.Select(c => $"{c.Key}: {JsonSerializer.Serialize(c.Value, FigureJson.Default.Cell)}").Order(StringComparer.Ordinal);
}

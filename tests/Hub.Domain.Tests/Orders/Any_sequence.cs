using System.Reflection;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Orders;

/// <summary>Whatever partners say, in whatever order: the order never stands where the rules forbid.</summary>
public sealed class Any_sequence
{
    /// <summary>One thing said: by whom, and how many hours before now it happened.</summary>
    public sealed record Step(Actor By, OrderCommand Command, int HoursAgo)
    {
        public override string ToString() => $"{By.Role} -{HoursAgo}h {(Command is Report report ? report.Fact.Name : Command.ToString())}";
    }

    private static readonly OrderCommand[] Commands =
    [
        .. new OrderEvent[]
        {
            new CancellationRequested(), new OrderCancelled(), new OrderAccepted(), new OrderRefused(), new AppointmentMade(Given.Visit(3)),
            new AppointmentMade(Given.Visit(4)),
            new AppointmentMoved(Given.Visit(5)), new AppointmentCancelled(), new WorkStarted(),
            new WorkInterrupted(InterruptionReason.Material), new WorkResumed(),
            new TemporarilyRestored(), new ResponseRequired(), new ResponseGiven(), new InformationRequested(), new InformationGiven(), new LeadTimeExtended(),
            new ExtraWorkRequested(), new ExtraWorkApproved(), new ExtraWorkDeclined(), new OrderApproved(), new OrderDeclined(), new QuotationGiven(),
            new QuotationAwarded(),
            new QuotationDeclined(), Given.Photo(), Given.Announced(), Given.Announced("P-2"), new WorkCompleted(), new WorkCompleted(),
            new InspectionPassed(), new InspectionFailed(), new CostsSettled(),
            new OrderClosed(), new OrderReopened(), new ComplaintRegistered("K-1"), new ComplaintAnswered("K-1"), new SamplePicked(),
            new ApprovalRequired("much"),
        }.Select(e => new Report(e)),
        .. Enum.GetValues<OrderStatus>().Select(s => new ChangeStatus(s)),
        new AnswerQuestion("Yes."),
        new AmendOrder(new OrderContentChange { Remarks = "Ring twice." }),
        new AmendOrder(new OrderContentChange { DueOn = new DateOnly(2026, 4, 1) }),
        new PlaceOrder(Given.Content()),
        new ReplaceOrder(Given.Content() with { Lines = [Given.Line("1"), Given.Line("2")] }),
    ];

    private static readonly Gen<Step> Steps =
        from who in Gen.Elements(Given.Corporation, Given.ContractorAlfa, Given.ContractorAlfa, Given.ContractorBeta, Actor.TheHub)
        from command in Gen.Elements(Commands)
        from hours in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, 30)))
        select new Step(who, command, hours);

    private static readonly Arbitrary<List<Step>> Sequences = Arb.From(
        from many in Gen.Choose(0, 60) from steps in Steps.ListOf(many) select steps.ToList(),
        steps => steps.Select((_, at) => steps.Where((_, i) => i != at).ToList()));

    // Sequences begin at every depth: by chance alone few would come as far as an inspection.
    private static readonly Func<OrderStory>[] Beginnings =
    [
        () => Placed(quoted: false), () => Placed(quoted: true), OrderStory.Started, OrderStory.Completed, OrderStory.Settling,
        () => OrderStory.Quoting().Record(Given.ContractorAlfa, new QuotationGiven(250m)),
        () => OrderStory.Completed().Record(Actor.TheHub, new SamplePicked()),
        () => OrderStory.Started().Record(Given.ContractorAlfa, new ExtraWorkRequested("Rotten beam.", [Given.Line("9")])),
    ];

    private static readonly Arbitrary<int> Starts = Arb.From(Gen.Choose(0, Beginnings.Length - 1));

    [Fact]
    public void No_sequence_reaches_a_state_that_the_rules_forbid() => Prop.ForAll(Starts, Sequences, (start, steps) =>
    {
        var story = Beginnings[start]();
        foreach (var step in steps)
        {
            var before = story.Order!;
            var accepted = Say(story, step);
            var after = story.Order!;
            Assert.True(accepted || ReferenceEquals(before, after), $"{step} was refused and changed the order");
            Assert.Null(Forbidden(before, after, story.Events) is { } rule ? $"{rule} after {step}: {before.Status} -> {after.Status}" : null);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void The_same_stream_gives_the_same_state() => Prop.ForAll(Starts, Sequences, (start, steps) =>
    {
        var story = Beginnings[start]();
        foreach (var step in steps) Say(story, step);
        var stored = story.Events.Select(e => e with { Event = OrderEventJson.Read(OrderEventJson.Write(e.OrderEvent)) });
        Assert.Equal(All(story.Order!), All(Order.Fold(stored)!));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void One_message_with_all_does_the_same_as_a_message_each() => Prop.ForAll(Starts, Sequences, (start, steps) =>
    {
        var one = Beginnings[start]();
        var each = Beginnings[start]();
        var saying = Given.Statement(Given.ContractorAlfa, one.Now);
        var commands = steps.Select(s => s.Command).Take(6).ToList();

        var order = one.Order;
        var events = new List<RecordedEvent>();
        Refusal? refusal = null;
        foreach (var command in commands)
        {
            var decision = OrderDecisions.Decide(Given.Id, order, [command], saying, Given.Context());
            if (decision is Decision.Refused refused)
            {
                refusal = refused.Refusal;
                break;
            }
            var accepted = (Decision.Accepted)decision;
            events.AddRange(accepted.Events);
            order = accepted.Order;
        }

        switch (OrderDecisions.Decide(Given.Id, each.Order, commands, saying, Given.Context()))
        {
            case Decision.Refused all:
                Assert.Equal(refusal, all.Refusal);
                break;
            case Decision.Accepted all:
                Assert.Null(refusal);
                Assert.Equal(events.Select(e => (e.Version, e.Event.Name, e.By)), all.Events.Select(e => (e.Version, e.Event.Name, e.By)));
                Assert.Equal(All(order!), All(all.Order!));
                break;
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static OrderStory Placed(bool quoted)
    {
        var story = new OrderStory();
        story.Command(new PlaceOrder(Given.Content() with { QuotationAsked = quoted }));
        return story;
    }

    private static bool Say(OrderStory story, Step step)
    {
        if (step.By.Role is PartyRole.Hub)
        {
            // What the hub itself adds, where it would.
            var progress = story.Order!.Progress;
            if (step.Command is Report { Fact: SamplePicked } && progress is OrderStatus.TechnicallyComplete) story.Record(step.By, new SamplePicked());
            if (step.Command is Report { Fact: ApprovalRequired e } && progress < OrderStatus.TechnicallyComplete) story.Record(step.By, e);
            return true;
        }
        // The door lets no contractor through but the order's own.
        if (step.By.Role is PartyRole.Contractor && step.By.PartnerId != story.Order!.Assignment.ContractorId) return true;
        return story.Decide(step.By, [step.Command], story.Now.AddHours(-step.HoursAgo)) is Decision.Accepted;
    }

    private static string? Forbidden(Order before, Order o, IReadOnlyList<RecordedEvent> events)
    {
        var ended = o.Progress is OrderStatus.Closed or OrderStatus.Cancelled;
        var completed = o.Progress is OrderStatus.TechnicallyComplete or OrderStatus.InSample or OrderStatus.Settling or OrderStatus.Closed;
        var waits = o.Approval.Pending is not null || o.ExtraWork.Pending is not null;
        (bool Kept, string Rule)[] rules =
        [
            (o.Version == events.Count && events.Select((e, i) => e.Version == i + 1).All(right => right), "the version is the number of events"),
            (before.Progress is not OrderStatus.Closed || o.Progress is OrderStatus.Closed, "Closed is never left"),
            (before.Progress is not OrderStatus.Cancelled || o.Progress is OrderStatus.Cancelled, "Cancelled is never left"),
            (o.Status is OrderStatus.AwaitingApproval == (waits && !ended), "AwaitingApproval if and only if something waits"),
            (!completed || !waits, "nothing waits once the work is complete"),
            (!completed || o.Questions.ResponseRequired is null, "no response is required once the work is complete"),
            (!ended || (o.Questions.InformationRequested is null && o.CancellationRequested is null), "no question is open once the order has ended"),
            (o.Progress is not OrderStatus.Registered || o.Assignment.ContractorId is null, "a registered order has no contractor"),
            (o.Progress is OrderStatus.Registered or OrderStatus.Cancelled || o.Assignment.ContractorId is not null, "every order further on has a contractor"),
            (o.Assignment.ContractorId is not null
                || (!o.Assignment.Accepted && o.ExtraWork.Pending is null && o.Questions.ResponseRequired is null && o.Quotation.Given is null),
                "without a contractor nothing of one is left"),
            (o.Assignment.ContractorId is null || !o.Routing.RefusedBy.Contains(o.Assignment.ContractorId), "who refused the order does not have it"),
            (o.Progress is not OrderStatus.Planned || o.Visit.Appointment is not null, "Planned has an appointment"),
            (!o.IsDone || (o.Visit.Appointment is null && o.Work.Interruption is null), "no visit and no interruption once done"),
            (o.Progress is not OrderStatus.InProgress || o.Work.StartedAt is not null, "InProgress has a start"),
            (completed == o.Completion.At is not null || o.Progress is OrderStatus.Cancelled, "complete if and only if completed"),
            (ended == o.EndedAt is not null, "ended if and only if it has an end"),
        ];
        return rules.FirstOrDefault(r => !r.Kept).Rule;
    }

    // Every member, private ones too, since records compare lists by reference.
    private static string All(Order order) => string.Join('\n', typeof(Order)
        .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(p => p.Name != "EqualityContract")
        .Select(p => $"{p.Name}: {JsonSerializer.Serialize(p.GetValue(order))}"));
}

using System.Reflection;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Orders;

/// <summary>
/// What holds of money, mandates and deadlines whatever is said, by whom and when. A failure names its seed, "Replay directly at failing step
/// with (...)": <c>Config.QuickThrowOnFailure.WithReplay(seed, gamma, size)</c> runs that case again.
/// </summary>
public sealed class Any_contract
{
    private static readonly Gen<decimal> Prices = Gen.Choose(0, 30_000_000).Select(n => n / 10_000m);

    private static readonly Gen<OrderLine> LineGen =
        // Few numbers, so that quotations, claims and amendments are often about the same lines; small quantities, so that sums are often near
        // a mandate.
        from number in Gen.Choose(1, 12)
        from code in Gen.Elements(null, null, "K-100", "E-200", "R-1", "BKT", "X-999")
        from quantity in Gen.OneOf(Gen.Choose(1, 9_999), Gen.Choose(1, 99)).Select(n => n / 100m)
        from price in Gen.OneOf(Gen.Constant<decimal?>(null), Prices.Select(p => (decimal?)p))
        from agreement in Gen.Elements<AgreementMethod?>(null, null, AgreementMethod.LumpSum, AgreementMethod.UnitPrice, AgreementMethod.TimeAndMaterials,
            AgreementMethod.Warranty)
        from vat in Gen.Elements<decimal?>(null, 9m, 21m)
        select ContractStory.Line($"{number}", code, quantity, price, agreement, vat);

    private static readonly Gen<OrderLine[]> LinesGen =
        from many in Gen.Choose(0, 5)
        from lines in LineGen.ListOf(many)
        select lines.DistinctBy(l => l.Number).ToArray();

    private static readonly Gen<OrderContent> ContentGen =
        from lines in LinesGen
        from kind in Gen.Elements(OrderKind.Repair, OrderKind.Repair, OrderKind.Turnover)
        from urgency in Gen.Elements(null, "spoed", "urgent", "regulier")
        from method in Gen.Elements<AgreementMethod?>(null, null, AgreementMethod.LumpSum, AgreementMethod.UnitPrice)
        from reverse in Gen.Elements<bool?>(null, true, false)
        from due in Gen.Elements<DateOnly?>(null, new DateOnly(2026, 4, 5), new DateOnly(2026, 3, 28))
        from quoted in Gen.Frequency((2, Gen.Constant(false)), (1, Gen.Constant(true)))
        select Given.Content() with { Lines = lines, QuotationAsked = quoted, Kind = kind, Urgency = urgency, Agreement = method,
            ReverseCharge = reverse, DueOn = due };

    private static readonly Gen<string?> Roles = Gen.Elements(ContractStory.Agent, ContractStory.Inspector, null);

    private static readonly Gen<decimal> Totals = Gen.Choose(0, 400_000).Select(n => n / 100m);

    // The few that decide on money stand apart from the many others, so that they come up often.
    private static readonly Gen<OrderCommand> Commands = Gen.OneOf(
        LinesGen.Select(l => (OrderCommand)new Report(new ExtraWorkRequested("More.", [.. l.Select(x => x with { Number = $"m{x.Number}" })]))),
        LinesGen.Select(l => (OrderCommand)new Report(new WorkCompleted(Lines: l))),
        LinesGen.Select(l => (OrderCommand)new AmendOrder(new OrderContentChange { Lines = l })),
        LinesGen.Select(l => (OrderCommand)new Report(new CostsSettled(null, l))),
        LinesGen.Select(l => (OrderCommand)new Report(new QuotationGiven(null, l))),
        Totals.Select(t => (OrderCommand)new Report(new QuotationGiven(t))),
        Totals.Select(t => (OrderCommand)new Report(new WorkCompleted(Total: t))),
        Roles.SelectMany(role => Totals.Select(t => (OrderCommand)new Report(new CostsSettled(t, Role: role)))),
        Roles.Select(role => (OrderCommand)new Report(new QuotationAwarded(Role: role))),
        Gen.Elements<OrderCommand>(new Report(new QuotationGiven()), new Report(new QuotationDeclined())),
        Gen.Elements(ContractStory.Agent, ContractStory.Inspector, null, "nobody").SelectMany(role => Gen.Elements<OrderCommand>(
            new Report(new OrderApproved(Role: role)), new Report(new OrderDeclined(Role: role)), new Report(new ExtraWorkApproved(Role: role)),
            new Report(new ExtraWorkApproved(null, ["m1", "m2"], role)), new Report(new ExtraWorkDeclined(Role: role)),
            new ChangeStatus(OrderStatus.Awarded, Role: role),
            new ChangeStatus(OrderStatus.InProgress, Role: role))),
        Gen.Elements<OrderCommand>(
            new Report(new OrderAccepted()), new Report(new WorkStarted()), new Report(new WorkInterrupted(InterruptionReason.NoAccess)),
            new Report(new WorkInterrupted(InterruptionReason.Material)), new Report(new WorkResumed()), new Report(new AppointmentMade(Given.Visit())),
            new Report(new ResponseRequired("?")), new Report(new ResponseGiven("!")), new Report(new LeadTimeExtended(new DateOnly(2026, 4, 27))),
            new Report(new LeadTimeAgreed()), new Report(new LeadTimeDeclined()), new Report(new KeysReceived(new DateOnly(2026, 3, 7))),
            new Report(new PreInspectionHeld()),
            new Report(new WorkCompleted()), new Report(new InspectionPassed()), new Report(new InspectionFailed()), new Report(new OrderReopened()),
            new Report(new OrderClosed()), new Report(new CostsSettled()), new Report(new CostsSettled(Role: ContractStory.Inspector)),
            new Report(new QuotationGiven(4_000m)),
            new Report(new QuotationAwarded(Role: ContractStory.Inspector)), new Report(new QuotationAwarded()), new Report(new ExtraWorkAcknowledged()),
            new Report(new OrderRefused()), new Report(Given.Photo())));

    /// <summary>One thing said: by whom, how many hours after the one before, and how many hours ago it happened.</summary>
    public sealed record Step(Actor By, OrderCommand Command, int HoursLater, int HoursAgo)
    {
        public override string ToString() => $"{By.Role} +{HoursLater}h -{HoursAgo}h {(Command is Report report ? report.Fact : Command)}";
    }

    /// <summary>An order and all that is said of it.</summary>
    /// <param name="Content">The order as placed.</param>
    /// <param name="Share">The share of orders that is checked.</param>
    /// <param name="InspectorUpTo">EUR below which the inspector may decide; null without a limit.</param>
    /// <param name="Steps">What is said, in the order of arrival.</param>
    public sealed record Life(OrderContent Content, decimal Share, decimal? InspectorUpTo, IReadOnlyList<Step> Steps)
    {
        public override string ToString() =>
            $"{Content.Kind}, {Content.Lines.Count} lines, quotation {Content.QuotationAsked}, share {Share}, inspector {InspectorUpTo}\n"
            + $"{string.Join('\n', Steps)}\n";

        /// <summary>The same with a step less, or a line less.</summary>
        public IEnumerable<Life> Smaller() =>
        [
            .. Steps.Select((_, i) => this with { Steps = [.. Steps.Where((_, at) => at != i)] }),
            .. Content.Lines.Select((_, i) => this with { Content = Content with { Lines = [.. Content.Lines.Where((_, at) => at != i)] } }),
        ];
    }

    private static readonly Gen<Step> StepGen =
        from who in Gen.Frequency(
            (4, Gen.Constant(Given.Corporation)), (4, Gen.Constant(Given.ContractorAlfa)), (1, Gen.Constant(new Actor(PartyRole.Corporation, null))))
        from command in Commands
        from later in Gen.Choose(0, 40)
        from ago in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(0, 60)))
        select new Step(who, command, later, ago);

    private static readonly Arbitrary<Life> Lives = Arb.From(
        from content in ContentGen
        from share in Gen.Elements(0m, 0m, 1m)
        from upTo in Gen.Elements<decimal?>(null, 25_000m)
        from many in Gen.Choose(0, 40)
        from steps in StepGen.ListOf(many)
        select new Life(content, share, upTo, [.. steps]),
        life => life.Smaller());

    private static void Live(Life life, Action<ContractStory, string> look)
    {
        var story = new ContractStory(ContractStory.Usual with
        {
            Mandates = MandatesOf(life),
            Sampling = [new SamplingRule(OrderKind.Repair, life.Share)],
            ServiceLevels =
                [.. ContractStory.Usual.ServiceLevels.Select(
                    s => s with { Clock = ServiceClockKind.WorkingDays, StopsFor = [InterruptionReason.NoAccess, InterruptionReason.AwaitingClient] })],
        });
        if (story.Place(life.Content) is Decision.Refused) return;
        look(story, "placing");
        foreach (var step in life.Steps)
        {
            story.Now += TimeSpan.FromHours(step.HoursLater);
            if (step.By.Role is PartyRole.Contractor && story.Order!.Assignment.ContractorId != Given.Alfa) continue;
            if (story.Decide(step.By, step.Command, story.Now.AddHours(-step.HoursAgo)) is Decision.Accepted) look(story, step.ToString());
        }
    }

    private static IReadOnlyList<Mandate> MandatesOf(Life life) =>
        [new Mandate(ContractStory.Agent, 1_500m), new Mandate(ContractStory.Inspector, life.InspectorUpTo)];

    [Fact]
    public void Money_adds_up() => Prop.ForAll(Arb.From(ContentGen), content =>
    {
        var story = new ContractStory(ContractStory.Usual with { Mandates = [] });
        if (story.Place(content) is Decision.Refused) return;
        var money = story.Order!.Money;
        var warranty = money.Lines.Where(l => l.Coverage is AgreementMethod.Warranty).Sum(l => l.Amount ?? 0);
        Assert.Equal(money.Lines.Sum(l => l.Amount ?? 0), money.InsideLumpSum + money.OutsideLumpSum + warranty);
        Assert.All(money.Lines, l =>
        {
            Assert.Equal(l.Price is null, l.Amount is null);
            if (l.Amount is not { } amount) return;
            Assert.Equal(amount, decimal.Round(amount, 2));
            var error = amount - (l.Line.Quantity * l.Price!.Value);
            Assert.True(error is > -0.005m and <= 0.005m, $"{error}");
        });
        if (content.ReverseCharge is true) Assert.Equal(0m, money.Vat);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    // By an account of its own: what a person agreed to, seen from outside as what the order cost right after.
    [Fact]
    public void Nothing_above_a_mandate_goes_on_or_is_paid_without_a_decision() => Prop.ForAll(Lives, life =>
    {
        var mandates = MandatesOf(life);
        var lowest = mandates[0].UpTo!.Value;
        decimal decided = 0, beforeAward = 0;
        var seen = 0;
        Live(life, (story, step) =>
        {
            foreach (var e in story.Events.Skip(seen))
            {
                var before = Order.Fold(story.Events.Take(e.Version - 1));
                var after = Order.Fold(story.Events.Take(e.Version))!;
                var cost = after.Money.OutsideLumpSum;
                switch (e.Event)
                {
                    case OrderRefused or QuotationDeclined:
                        decided = beforeAward;
                        break;
                    case OrderApproved approved:
                        Decide(approved.Role, before!.Approval.Pending!.Amount!.Value);
                        Assert.True(after.Assignment.ContractorId is null || decided == cost, $"approved {decided}, costs {cost}, after {step}");
                        if (after.Assignment.ContractorId is null) beforeAward = decided;
                        break;
                    // A yes to a request without lines agrees to no amount.
                    case ExtraWorkApproved agreed when before!.ExtraWork.Pending!.Lines.Count > 0:
                        Decide(agreed.Role, cost);
                        break;
                    case QuotationAwarded awarded:
                        Decide(awarded.Role, cost);
                        break;
                    case CostsSettled { Role: not null } settled:
                        var already = decided;
                        Decide(settled.Role, settled.Total ?? 0);
                        decided = Math.Max(decided, already);
                        break;
                    case CostsSettled { Total: { } total } when IsAdministrator(e.By):
                        decided = Math.Max(decided, total);
                        break;
                }

                // Without a role the hub agrees to what people decided on already, and anybody to what needs no decision; above every
                // mandate the administrator decides.
                void Decide(string? role, decimal amount)
                {
                    if (role is null && e.By.Role is PartyRole.Hub) return;
                    if (role is null && amount < lowest) return;
                    var may = mandates.Where(m => !(amount >= m.UpTo)).Select(m => m.Role).ToList();
                    Assert.True(may.Count == 0 ? IsAdministrator(e.By) : may.Contains(role!), $"{e.By} as {role} decided on {amount}, after {step}");
                    decided = amount;
                }
            }
            seen = story.Events.Count;
            var o = story.Order!;
            if (o is not { Assignment.ContractorId: not null } || o.Progress is OrderStatus.Quoting) return;
            if (o.EndedAt is null && o.Approval.Pending is null)
                Assert.True(o.Money.OutsideLumpSum < decided + lowest, $"costs {o.Money.OutsideLumpSum}, decided on {decided}, after {step}");
            if (o.Costs.SettledTotal is { } paid) Assert.True(paid < Math.Max(decided, 0) + lowest, $"settled {paid}, decided on {decided}, after {step}: {string.Join(", ", story.Events.Select(e => e.Event))}");
        });
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static bool IsAdministrator(Actor by) => by is { Role: PartyRole.Corporation, PartnerId: null };

    [Fact]
    public void No_sequence_reaches_a_state_that_the_rules_forbid() => Prop.ForAll(Lives, life => Live(life, (story, step) =>
    {
        var o = story.Order!;
        var ended = o.EndedAt is not null;
        (bool Kept, string Rule)[] rules =
        [
            (o.Status is OrderStatus.AwaitingApproval == (!ended && (o.Approval.Pending is not null || o.ExtraWork.Pending is not null)),
                "AwaitingApproval if and only if something waits"),
            (!o.IsDone || (o.Approval.Pending is null && o.ExtraWork.Pending is null), "nothing waits once the work is complete"),
            (o.Assignment.ContractorId is not null || (o.Assignment.Terms is null && o.ExtraWork.Decisions.Count == 0 && o.Assignment.ClockFrom is null),
                "without a contractor nothing of its contract is left"),
            (o.Progress is not OrderStatus.InSample || o.Assignment.Terms!.SampleShare > 0, "only a contract with a sample picks"),
            (o.Progress is not OrderStatus.TechnicallyComplete || Settlement.WorkHolds(o).Any(), "complete work that nothing holds is agreed"),
            (o.Progress is not OrderStatus.Settling || !o.IsWithinLumpSum || o.Costs.SettledAt is not null || o.Costs.Differences.Count > 0
                || Settlement.WorkHolds(o).Any(), "a lump-sum order that nothing holds is closed"),
            (o.Costs.SettledAt is null || o.IsDone, "only work that is done is settled"),
            (o.ExtraWork.AgreedLines.All(x => o.Content.Lines.All(l => l.Number != x.Number)), "no line counts twice"),
            (o.Approval.Since is null == o.Approval.Pending is null, "an approval that waits has a beginning"),
            (o.TurnoverPhase is null == (o.Content.Kind is not OrderKind.Turnover || o.Progress is OrderStatus.Cancelled),
                "turnovers and only they have phases"),
        ];
        Assert.Null(rules.FirstOrDefault(r => !r.Kept).Rule is { } broken ? $"{broken} after {step}: {o.Status}" : null);
    })).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Deadlines_never_fall_on_a_closed_day() => Prop.ForAll(Lives, life => Live(life, (story, step) =>
    {
        if (story.Deadlines is not { } deadlines) return;
        foreach (var deadline in deadlines.All)
        {
            foreach (var by in new[] { deadline.By, deadlines.ByAt(deadline, story.Now) })
                Assert.True(WorkingCalendar.IsWorkingDay(DutchTime.DayOf(by)), $"{deadline.Kind} on {by:O} after {step}");
            if (deadlines.TimeLeft(deadline, story.Now) is { } left)
                Assert.Equal(left < TimeSpan.Zero,
                    new ServiceClock(deadlines.Clock, deadlines.WorkingHours).Between(story.Now, deadlines.ByAt(deadline, story.Now)) < TimeSpan.Zero);
        }
    })).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Replaying_a_stream_gives_the_same_state() => Prop.ForAll(Lives, life =>
    {
        ContractStory? last = null;
        Live(life, (story, _) => last = story);
        if (last is null) return;
        var stored = last.Events.Select(e => e with { Event = OrderEventJson.Read(OrderEventJson.Write(e.OrderEvent)) });
        Assert.Equal(All(last.Order!), All(Order.Fold(stored)!));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static string All(Order order) => string.Join('\n', typeof(Order)
        .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(p => p.Name != "EqualityContract")
        .Select(p => $"{p.Name}: {JsonSerializer.Serialize(p.GetValue(order))}"));
}

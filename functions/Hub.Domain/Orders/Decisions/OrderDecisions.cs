using Hub.Domain.Dwellings;
using Hub.Domain.Keys;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>
/// Decides what a message does to an order: (state, commands) → events or a refusal. Pure: the clock and the registers
/// come in as values.
/// </summary>
public static class OrderDecisions
{
    /// <summary>How far a sender's clock may run ahead of the hub's; a fact from tomorrow is a mistake.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    // An emergency may be done before the order is written; not a month before.
    private static readonly TimeSpan BeforeTheOrder = TimeSpan.FromDays(31);

    /// <summary>Decides all commands of one message, each on the state after the one before; one refusal refuses all.</summary>
    public static Decision Decide(OrderId id, Order? order, IEnumerable<OrderCommand> commands, Statement statement, DecisionContext context)
    {
        if (statement.OccurredAt > statement.RecordedAt + ClockSkew)
            return new Decision.Refused(new Refusal(RefusalKind.NotYet, "from-the-future",
                $"The message says that it happened at {statement.OccurredAt:O}, which is still to come. Check the sender's clock and time zone."));

        if (order is not null && statement.OccurredAt < order.PlacedAt - BeforeTheOrder)
            return new Decision.Refused(Refusal.Invalid("before-the-order",
                $"The message says that it happened at {statement.OccurredAt:O}, long before the order was placed. Check the sender's clock."));

        var builder = new DecisionBuilder(id, order, statement);
        foreach (var command in commands)
        {
            var refusal = command switch
            {
                PlaceOrder place => Place(builder, place.Content, context),
                ReplaceOrder replace => builder.Order is null ? Place(builder, replace.Content, context) : Amend(builder, replace.Content, context),
                AmendOrder amend => builder.Order is { } o ? Amend(builder, amend.Change.ApplyTo(o.Content), context) : NoSuchOrder(),
                ChangeStatus request => Move(builder, request, context),
                ResendOrder => Resend(builder),
                AnswerQuestion answer => Accept(builder, AnswerTo(builder.Order, answer.Answer), context),
                Report report => Accept(builder, report.Fact, context),
                _ => throw new InvalidOperationException($"OrderDecisions does not know {command.GetType().Name}."),
            };
            if (refusal is not null) return new Decision.Refused(refusal);
            AutomaticEvents.Add(builder);
        }
        return new Decision.Accepted(builder.Events, builder.Order);
    }

    /// <summary>
    /// Looks for a contractor again, e.g. after a contract changed; no events where the order has one or still finds none for the same reason.
    /// </summary>
    public static IReadOnlyList<RecordedEvent> Reroute(Order order, Statement statement, DecisionContext context)
    {
        var builder = new DecisionBuilder(order.Id, order, statement);
        if (order.Progress is OrderStatus.Registered) Awarding.Route(builder, context);
        return builder.Events;
    }

    /// <summary>The refusal that does not reveal whether the order exists.</summary>
    public static Refusal NoSuchOrder() => new(RefusalKind.NotFound, "order-not-found", "There is no such order for this partner.");

    /// <summary>The refusal of an order whose number another ERP of the same client has given already.</summary>
    public static Refusal NumberTaken(string number) => new(RefusalKind.Exists, "number-taken",
        $"Another ERP of the corporation has an order {number} already: contractors could not tell the two apart. Give this one another number.");

    /// <summary>The refusal of an order that somebody else places.</summary>
    public static Refusal OnlyTheCorporationPlaces() => OnlyTheCorporation("places orders");

    /// <summary>The refusal of a message that names another buyer than the order's corporation.</summary>
    public static Refusal AnotherBuyer() =>
        new(RefusalKind.NotFound, "buyer-differs", "The message's buyer is not the corporation that orders: its GLN is another.");

    /// <summary>The refusal of a message that names another contractor than its sender.</summary>
    public static Refusal AnotherContractor() =>
        new(RefusalKind.NotFound, "contractor-differs", "The contractor that the message names is not its sender: its GLN is another.");

    /// <summary>The refusal of a message about a part of an order that is none.</summary>
    public static Refusal AnotherPart() =>
        new(RefusalKind.NotFound, "sub-number-unknown", "The order has no part with this sub-number: every order is one part, 1.");

    private static Refusal? Place(DecisionBuilder builder, OrderContent content, DecisionContext context)
    {
        if (builder.Statement.By.Role is not PartyRole.Corporation) return OnlyTheCorporationPlaces();
        if (builder.Order is { } existing)
            return existing.Content.SameAs(content)
                ? null
                : new Refusal(RefusalKind.Exists, "order-exists",
                    $"Order {content.Number} is here already, with other content. Amend it instead of placing it again.");
        if (OrderChecks.Check(content, context.Find(content.DwellingId)) is { } fault) return fault;
        if (Contradiction(content, context) is { } contradiction) return contradiction;

        builder.Add(new OrderPlaced(content, context.Find(content.DwellingId)));
        Awarding.Route(builder, context);
        return null;
    }

    private static Refusal? Amend(DecisionBuilder builder, OrderContent content, DecisionContext context)
    {
        if (builder.Statement.By.Role is not PartyRole.Corporation) return OnlyTheCorporation("amends orders");
        var order = builder.Order!;
        content = content with { Number = order.Content.Number, Keys = content.Keys.Or(order.Content.Keys), QuotationAsked = order.Content.QuotationAsked };
        if (content.SameAs(order.Content)) return null;
        if (!EventCatalogue.CanBeAmended(order.Progress))
            return WrongState(RefusalSubject.Of(order, Sides.Corporation, new OrderAmended(content)));
        if (content.Kind != order.Content.Kind)
            return Refusal.Invalid("kind-changed", "An order's kind cannot change. Cancel it and place another.");
        if (content.Contractor != order.Content.Contractor && Contradiction(content, context) is { } contradiction) return contradiction;
        if (order.Assignment.ContractorId is not null && !content.Contractor.IsOpen && content.Contractor != order.Content.Contractor
            && context.Router.FindContractor(content.Contractor)?.Id != order.Assignment.ContractorId)
            return Refusal.WrongState("contractor-changed", "The order is with another contractor. Cancel it and place it anew for this one.");
        if (order.Assignment.ContractNumber is { } under && content.Contractor.ContractNumber is { } named && !KeyText.Same(named, under)
            && named != order.Content.Contractor.ContractNumber)
            return Refusal.WrongState("contractor-changed", $"The order was awarded under contract {under}. Cancel it and place it anew under another.");
        if (content.Lines.FirstOrDefault(l => order.ExtraWork.Pending?.Lines.Any(x => x.Number == l.Number) ?? false) is { } asked)
            return Refusal.Invalid("line-taken", $"Line {asked.Number} is asked for as extra work: decide on that first.");
        var dwelling = context.Find(content.DwellingId) ?? (content.DwellingId == order.Content.DwellingId ? order.Dwelling : null);
        if (OrderChecks.Check(content, dwelling, order.Content) is { } fault) return fault;

        var prices = Awarding.Prices(order, content, context);
        builder.Add(new OrderAmended(
            content, dwelling, order.Assignment.Accepted && content.RequiresMoreThan(order.Content),
            prices is null ? null : order.KeepingQuoted(content, prices),
            context.AwardedUnder is { } contract && prices is not null ? OrderTerms.Of(contract, content, prices) : null));
        if (order.Progress is OrderStatus.Registered) Awarding.Route(builder, context);
        else Awarding.AskApproval(builder);
        return null;
    }

    // Whichever of the two was meant, the other would be the wrong one.
    private static Refusal? Contradiction(OrderContent content, DecisionContext context) => context.Router.Contradiction(content.Contractor) is { } another
        ? Refusal.Invalid("contractor-contradicted", $"The order names two contractors: {another} is of another than the name before it.")
        : null;

    private static Refusal? Resend(DecisionBuilder builder)
    {
        if (builder.Order is { Assignment.ContractorId: not null } order && EventCatalogue.CanBeAmended(order.Progress)
            && !builder.Events.Any(e => e.Event is OrderAmended or OrderAwarded))
            builder.Add(new OrderAmended(order.Content, order.Dwelling, Prices: order.Assignment.Prices));
        return null;
    }

    private static Refusal? Move(DecisionBuilder builder, ChangeStatus request, DecisionContext context)
    {
        if (builder.Order is not { } order) return NoSuchOrder();
        if (builder.Statement.By.Role is not PartyRole.Corporation) return OnlyTheCorporation("sets an order's status");
        if (order.Status == request.Status) return null;
        return RequestedStatus.FactFor(order, request) is { } fact
            ? Accept(builder, fact, context, request.Status)
            : StatusNotForCorporation(RefusalSubject.Of(order, Sides.Corporation, null, request.Status));
    }

    // With the status that was asked for, where the report follows from that.
    private static Refusal? Accept(DecisionBuilder builder, OrderEvent reported, DecisionContext context, OrderStatus? wanted = null)
    {
        if (builder.Order is not { } order) return NoSuchOrder();
        var statement = builder.Statement;
        var side = statement.By.Role switch
        {
            PartyRole.Corporation => Sides.Corporation,
            PartyRole.Contractor => Sides.Contractor,
            _ => Sides.None,
        };
        if (CheckReporter(order, reported, side) is { } notAllowed) return notAllowed;

        if (reported.Interpret(order, statement) is not { } meant) return null;
        var row = EventCatalogue.Of(meant);
        if (!row.In.Contains(order.Progress) && !IsLate(order, row, statement.OccurredAt)) 
            return WrongState(RefusalSubject.Of(order, side, meant, wanted));
        if (meant.Check(order, statement) is { } unmet) return unmet;
        if (row.BlockedByWaiting && CheckNothingWaits(order) is { } waits) return waits;
        var (complete, refusal) = meant.Complete(order, statement, context);
        if (refusal is not null) return refusal;

        // Who closes without a word on the costs settles at what was agreed.
        if (complete is OrderClosed && Settlement.AsAgreed(order) is { } asAgreed) builder.AddAutomatic(asAgreed);
        builder.Add(complete);
        if (complete is OrderRefused or QuotationDeclined || (complete is OrderApproved && builder.Order!.Progress is OrderStatus.Registered))
            Awarding.Route(builder, context);
        if (complete is QuotationAwarded or ExtraWorkApproved) Awarding.AskApproval(builder);
        if (complete is ExtraWorkRequested && MandateCheck.WithinMandate(builder.Order!) is { } within) builder.AddAutomatic(within);
        return null;
    }

    private static Refusal? CheckReporter(Order order, OrderEvent reported, Sides side)
    {
        var row = EventCatalogue.Of(reported);
        if (side is not Sides.None && row.By.HasFlag(side)) return null;
        var subject = RefusalSubject.Of(order, side, reported);
        if (!row.IsReported)
            return Refusal.NotAllowed("hub-says-that",
                $"{row.WireName} is made by the hub itself; no partner can report it. Possible now: {subject.PossibleInWords}.") with { Subject = subject };
        var may = row.By switch
        {
            Sides.Corporation => "corporation",
            Sides.Contractor => "order's contractor",
            _ => "corporation or the order's contractor",
        };
        return Refusal.NotAllowed("not-yours-to-say",
            $"Only the {may} may report {row.WireName}. Possible for you now: {subject.PossibleInWords}.") with { Subject = subject };
    }

    private static bool IsLate(Order order, EventDefinition row, DateTimeOffset occurredAt) =>
        row.Late && order.Completion.At is { } completed && occurredAt <= completed
        && order.Progress is OrderStatus.TechnicallyComplete or OrderStatus.InSample or OrderStatus.Settling;

    private static Refusal? CheckNothingWaits(Order order) =>
        order.Questions.ResponseRequired is not null
            ? Refusal.WrongState("response-required", "A response is required first: the process stops until it is given.")
        : order.ExtraWork.Pending is not null ? Refusal.WrongState("extra-work-pending", "Extra work still waits for the client's answer.")
        : order.Approval.Pending is not null ? Refusal.WrongState("approval-pending", "The order still waits for approval.")
        : null;

    private static OrderEvent AnswerTo(Order? order, string answer) =>
        order?.Questions.ResponseRequired is { AskedBy: PartyRole.Contractor } ? new ResponseGiven(answer) : new InformationGiven(answer);

    private static Refusal OnlyTheCorporation(string does) => Refusal.NotAllowed("corporation-only", $"Only the corporation {does}.");

    private static Refusal WrongState(RefusalSubject subject)
    {
        var what = subject.Wanted is { } wanted ? $"The status {RefusalSubject.Wire(wanted)}" : EventCatalogue.Named(subject.Event!).WireName;
        return Refusal.WrongState("wrong-state",
            $"{what} is not possible while the order is {subject.StatusInWords}; possible now: {subject.PossibleInWords}.") with { Subject = subject };
    }

    private static Refusal StatusNotForCorporation(RefusalSubject subject) => Refusal.WrongState("status-not-for-corporation",
        $"The order is {subject.StatusInWords}; the corporation cannot make it {RefusalSubject.Wire(subject.Wanted!.Value)}, which follows from what "
        + $"the contractor or the hub does. Possible now: {subject.PossibleInWords}.") with { Subject = subject };
}

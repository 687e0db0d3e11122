using Hub.Domain.Dwellings;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>
/// Decides what a message does to an order: (state, commands) → events or a refusal. Pure: the clock and the registers
/// come in as values.
/// </summary>
public static class OrderDecisions
{
    // A partner's clock may run ahead a little; a fact from tomorrow is a mistake.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    // An emergency may be done before the order is written; not a month before.
    private static readonly TimeSpan BeforeTheOrder = TimeSpan.FromDays(31);

    /// <summary>Decides all commands of one message, each on the state that the one before left; one refusal refuses all.</summary>
    public static Decision Decide(OrderId id, Order? order, IEnumerable<OrderCommand> commands, Statement saying, DecisionContext around)
    {
        if (saying.OccurredAt > saying.RecordedAt + ClockSkew)
            return new Decision.Refused(new Refusal(RefusalKind.NotYet, "from-the-future",
                $"The message says that it happened at {saying.OccurredAt:O}, which is still to come. Check the sender's clock and time zone."));

        if (order is not null && saying.OccurredAt < order.PlacedAt - BeforeTheOrder)
            return new Decision.Refused(new Refusal(RefusalKind.Invalid, "before-the-order",
                $"The message says that it happened at {saying.OccurredAt:O}, long before the order was placed. Check the sender's clock."));

        var taker = new DecisionBuilder(id, order, saying);
        foreach (var command in commands)
        {
            var refusal = command switch
            {
                PlaceOrder place => Place(taker, place.Content, around),
                ReplaceOrder replace => taker.Order is null ? Place(taker, replace.Content, around) : Amend(taker, replace.Content, around),
                AmendOrder amend => taker.Order is { } o ? Amend(taker, amend.Change.ApplyTo(o.Content), around) : NoSuchOrder(),
                ChangeStatus wish => Move(taker, wish, around),
                ResendOrder => TellOnceMore(taker),
                AnswerQuestion answer => Tell(taker, Answer(taker.Order, answer.Answer), around),
                Report report => Tell(taker, report.Fact, around),
                _ => throw new InvalidOperationException($"OrderDecisions does not know {command.GetType().Name}."),
            };
            if (refusal is not null) return new Decision.Refused(refusal);
            AutomaticEvents.Take(taker);
        }
        return new Decision.Accepted(taker.Events, taker.Order);
    }

    /// <summary>Looks for a contractor again, e.g. after a contract changed; no events where the order has one or still finds none for the same reason.</summary>
    public static IReadOnlyList<RecordedEvent> Reroute(Order order, Statement saying, DecisionContext around)
    {
        var taker = new DecisionBuilder(order.Id, order, saying);
        if (order.Progress is OrderStatus.Registered) Awarding.Route(taker, around);
        return taker.Events;
    }

    /// <summary>The refusal that tells nothing of whether the order exists.</summary>
    public static Refusal NoSuchOrder() => new(RefusalKind.NotFound, "order-not-found", "There is no such order for this partner.");

    private static Refusal? Place(DecisionBuilder taker, OrderContent content, DecisionContext around)
    {
        if (taker.Saying.By.Role is not PartyRole.Corporation) return OnlyTheCorporation("places orders");
        if (taker.Order is { } existing)
            return existing.Content.SameAs(content)
                ? null
                : new Refusal(RefusalKind.Exists, "order-exists", $"Order {content.Number} is here already, with other content. Amend it instead of placing it again.");
        if (OrderChecks.Check(content, around.Find(content.DwellingId)) is { } fault) return fault;

        taker.Add(new OrderPlaced(content, around.Find(content.DwellingId)));
        Awarding.Route(taker, around);
        return null;
    }

    private static Refusal? Amend(DecisionBuilder taker, OrderContent content, DecisionContext around)
    {
        if (taker.Saying.By.Role is not PartyRole.Corporation) return OnlyTheCorporation("amends orders");
        var order = taker.Order!;
        content = content with { Number = order.Content.Number, Keys = content.Keys.Or(order.Content.Keys), QuotationAsked = order.Content.QuotationAsked };
        if (content.SameAs(order.Content)) return null;
        if (!EventCatalogue.CanBeAmended(order.Progress))
            return WrongState(order, "An order can be amended until its work is complete");
        if (content.Kind != order.Content.Kind)
            return new Refusal(RefusalKind.Invalid, "kind-changed", "An order's kind cannot change. Cancel it and place another.");
        if (order.ContractorId is not null && !content.Contractor.IsOpen && content.Contractor != order.Content.Contractor
            && around.Router.FindContractor(content.Contractor)?.Id != order.ContractorId)
            return new Refusal(RefusalKind.WrongState, "contractor-changed", "The order is with another contractor. Cancel it and place it anew for this one.");
        if (order.ContractNumber is { } under && content.Contractor.ContractNumber is { } named && named != under && named != order.Content.Contractor.ContractNumber)
            return new Refusal(RefusalKind.WrongState, "contractor-changed", $"The order was awarded under contract {under}. Cancel it and place it anew under another.");
        if (content.Lines.FirstOrDefault(l => order.ExtraWork?.Lines.Any(x => x.Number == l.Number) ?? false) is { } asked)
            return new Refusal(RefusalKind.Invalid, "line-taken", $"Line {asked.Number} is asked for as extra work: decide on that first.");
        var dwelling = around.Find(content.DwellingId) ?? (content.DwellingId == order.Content.DwellingId ? order.Dwelling : null);
        if (OrderChecks.Check(content, dwelling) is { } fault) return fault;

        var prices = Awarding.Prices(order, content, around);
        taker.Add(new OrderAmended(
            content, dwelling, order.Accepted && content.RequiresMoreThan(order.Content), prices,
            around.AwardedUnder is { } contract && prices is not null ? OrderTerms.Of(contract, content, prices) : null));
        if (order.Progress is OrderStatus.Registered) Awarding.Route(taker, around);
        else Awarding.AskApproval(taker);
        return null;
    }

    private static Refusal? TellOnceMore(DecisionBuilder taker)
    {
        if (taker.Order is { ContractorId: not null } order && EventCatalogue.CanBeAmended(order.Progress) && !taker.Events.Any(e => e.Event is OrderAmended or OrderAwarded))
            taker.Add(new OrderAmended(order.Content, order.Dwelling, Prices: order.Prices));
        return null;
    }

    private static Refusal? Move(DecisionBuilder taker, ChangeStatus wish, DecisionContext around)
    {
        if (taker.Order is not { } order) return NoSuchOrder();
        if (taker.Saying.By.Role is not PartyRole.Corporation) return OnlyTheCorporation("sets an order's status");
        if (order.Status == wish.Status) return null;
        return RequestedStatus.FactFor(order, wish) is { } fact
            ? Tell(taker, fact, around)
            : new Refusal(RefusalKind.WrongState, "status-not-for-corporation",
                $"The order is {order.Status}; the corporation cannot make it {wish.Status}. That follows from what the contractor or the hub does.");
    }

    private static Refusal? Tell(DecisionBuilder taker, OrderEvent fact, DecisionContext around)
    {
        if (taker.Order is not { } order) return NoSuchOrder();
        var rule = EventCatalogue.Of(fact);
        if (!rule.IsReported)
            return new Refusal(RefusalKind.NotAllowed, "hub-says-that", $"{fact.Name} follows from what the hub does; no partner can report it.");
        var side = taker.Saying.By.Role switch
        {
            PartyRole.Corporation => Sides.Corporation,
            PartyRole.Contractor => Sides.Contractor,
            _ => Sides.None,
        };
        if (!rule.By.HasFlag(side) || side is Sides.None)
            return new Refusal(RefusalKind.NotAllowed, "not-yours-to-say", $"{fact.Name} is for the {(rule.By is Sides.Corporation ? "corporation" : "order's contractor")} to say.");

        if (FactInterpretation.Normalise(order, fact, taker.Saying.By, taker.Saying.OccurredAt) is not { } named) return null;
        rule = EventCatalogue.Of(named);
        if (!rule.In.Contains(order.Progress) && !IsLate(order, rule, taker.Saying.OccurredAt))
            return WrongState(order, $"{named.Name} is not possible");
        // To the second: DICO's times know nothing finer, and "done" in the second of the reopening is about the rework.
        if (named is WorkCompleted && order.ReopenedAt is { } reopened && taker.Saying.OccurredAt < reopened.AddTicks(-(reopened.Ticks % TimeSpan.TicksPerSecond)))
            return new Refusal(RefusalKind.WrongState, "reopened-since", "The order was opened again after this completion; the rework needs its own.");
        if (OrderConditions.Check(order, named, taker.Saying.By, rule) is { } unmet) return unmet;
        if (MandateCheck.Check(order, named, taker.Saying.By) is { } noMandate) return noMandate;
        var (complete, refusal) = EventEnrichment.Complete(order, named, taker.Saying, around);
        if (refusal is not null) return refusal;

        // Who closes without a word on the costs settles at what was agreed.
        if (complete is OrderClosed && EventEnrichment.CostsAsAgreed(order) is { } asAgreed) taker.AddAutomatic(asAgreed);
        taker.Add(complete);
        if (complete is OrderRefused or QuotationDeclined || (complete is OrderApproved && taker.Order!.Progress is OrderStatus.Registered)) Awarding.Route(taker, around);
        if (complete is ExtraWorkRequested && MandateCheck.WithinMandate(taker.Order!) is { } within) taker.AddAutomatic(within);
        return null;
    }

    private static bool IsLate(Order order, EventDefinition rule, DateTimeOffset occurredAt) =>
        rule.Late && order.CompletedAt is { } completed && occurredAt <= completed
        && order.Progress is OrderStatus.TechnicallyComplete or OrderStatus.InSample or OrderStatus.Settling;

    private static OrderEvent Answer(Order? order, string answer) =>
        order?.ResponseRequired is { AskedBy: PartyRole.Contractor } ? new ResponseGiven(answer) : new InformationGiven(answer);

    private static Refusal OnlyTheCorporation(string does) => new(RefusalKind.NotAllowed, "corporation-only", $"Only the corporation {does}.");

    internal static Refusal WrongState(Order order, string sentence) =>
        new(RefusalKind.WrongState, "wrong-state", $"{sentence}: the order is {order.Status}{(order.Status == order.Progress ? "" : $" (work: {order.Progress})")}.");
}

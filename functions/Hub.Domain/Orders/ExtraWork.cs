using Hub.Domain.Contracts;
using Hub.Domain.Keys;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>Work found necessary on site (DICO AVW), which needs the client's answer.</summary>
/// <param name="Reason">Why it is necessary.</param>
/// <param name="Lines">What it is.</param>
/// <param name="Prices">What its lines cost under the order's contract; found by the hub.</param>
/// <param name="Roles">The roles that may decide on all of it, found by the hub; null where anybody of the corporation may.</param>
public sealed record ExtraWorkRequested(
    string? Reason = null, IReadOnlyList<OrderLine>? Lines = null, IReadOnlyList<LinePrice>? Prices = null, IReadOnlyList<string>? Roles = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) =>
        order with { ExtraWork = order.ExtraWork with { Pending = new PendingExtraWork(recorded.OccurredAt, Reason, Lines ?? [], Prices ?? [], Roles) } };

    internal override Refusal? Check(Order order, Statement statement) =>
        order.ExtraWork.Pending is not null ? Refusal.WrongState("extra-work-pending", "An earlier request for extra work still waits for an answer.") : null;

    internal override (OrderEvent Event, Refusal? Refusal) Complete(Order order, Statement statement, DecisionContext context)
    {
        var lines = Lines ?? [];
        if (lines.GroupBy(l => l.Number).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return (this, Refusal.Invalid("line-twice", $"The request has line {twice.Key} twice."));
        if ((OrderChecks.Numbers(lines) ?? OrderChecks.KeysOf(lines)) is { } wrong) return (this, wrong);
        // VERA's list of the lines that are agreed to is separated by commas.
        if (lines.FirstOrDefault(l => l.Number.Contains(',', StringComparison.Ordinal)) is { } listed)
            return (this, Refusal.UnusableKey($"Line {listed.Number}: the number of a line of extra work has no comma."));
        var taken = order.Content.Lines.Concat(order.ExtraWork.AgreedLines).Select(l => l.Number).ToHashSet();
        if (lines.FirstOrDefault(l => taken.Contains(l.Number)) is { } same)
            return (this, Refusal.Invalid("line-taken", $"Line {same.Number} is on the order already: extra work needs a number of its own."));

        var contract = context.AwardedUnder;
        var prices = Pricing.OfExtraWork(lines, contract, context.BookOf(contract), Pricing.DayOf(order));
        foreach (var (line, price) in lines.Zip(prices))
        {
            if (line.Agreement is { } method && price.Coverage != method)
                return (this, Refusal.Invalid("price-differs",
                    $"Line {line.Number}: {line.PriceCode} is paid as {(price.Coverage is { } paid ? RefusalSubject.Wire(paid) : "")} in contract {order.Assignment.ContractNumber}; "
                    + $"{RefusalSubject.Wire(method)} was asked."));
            if (line.Price is { } asked && price.Price != asked)
                return (this, Refusal.Invalid("price-differs",
                    $"Line {line.Number}: {line.PriceCode} costs {MandateRules.Euros(price.Price ?? 0)} in contract {order.Assignment.ContractNumber}; "
                    + $"{MandateRules.Euros(asked)} was asked."));
        }
        return (this with { Prices = prices, Roles = MandateCheck.RolesForExtraWork(order, lines, prices) }, null);
    }
}

/// <summary>The client agrees to the extra work.</summary>
/// <param name="Remark">In words.</param>
/// <param name="LineNumbers">Where only to these lines; the others are declined.</param>
/// <param name="Role">The role in which it was decided; null where the contract has no mandates, or it is within the lowest.</param>
public sealed record ExtraWorkApproved(string? Remark = null, IReadOnlyList<string>? LineNumbers = null, string? Role = null) : OrderEvent
{
    /// <summary>Where only to these lines; the others are declined.</summary>
    public IReadOnlyList<string>? LineNumbers { get; init => field = KeyText.Given(value); } = KeyText.Given(LineNumbers);

    /// <summary>The role in which it was decided; null where the contract has no mandates, or it is within the lowest.</summary>
    public string? Role { get; init => field = KeyText.Given(value); } = KeyText.Given(Role);

    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order.ExtraWorkDecided(LineNumbers, Role, recorded);

    internal override Refusal? Check(Order order, Statement statement)
    {
        if (order.ExtraWork.Pending is not { } asked) return ExtraWorkState.NothingPending();
        if (LineNumbers is { Count: 0 }) return Refusal.Invalid("extra-work-line", "Name the lines that are agreed, or decline the request.");
        if (LineNumbers?.Except(asked.Lines.Select(l => l.Number)).ToList() is [var unknown, ..])
            return Refusal.Invalid("extra-work-line", $"Line {unknown} was not asked for.");
        return MandateCheck.OfExtraWork(order, Role, [.. asked.Lines.Where(l => LineNumbers?.Contains(l.Number) ?? true)], statement.By);
    }
}

/// <summary>The client does not agree to the extra work.</summary>
public sealed record ExtraWorkDeclined(string? Reason = null, string? Role = null) : OrderEvent
{
    /// <summary>The role in which it was decided.</summary>
    public string? Role { get; init => field = KeyText.Given(value); } = KeyText.Given(Role);

    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order.ExtraWorkDecided([], Role, recorded);

    internal override Refusal? Check(Order order, Statement statement) => order.ExtraWork.Pending is { } asked
        ? MandateCheck.OfExtraWork(order, Role, asked.Lines, statement.By)
        : ExtraWorkState.NothingPending();
}

/// <summary>The contractor has seen the answer to its request for extra work.</summary>
public sealed record ExtraWorkAcknowledged(string? Remark = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with
    {
        ExtraWork = order.ExtraWork with
        {
            Decisions = [.. order.ExtraWork.Decisions.Select(d => d with { AcknowledgedAt = d.AcknowledgedAt ?? recorded.OccurredAt })],
        },
    };

    internal override Refusal? Check(Order order, Statement statement) =>
        order.ExtraWork.Decisions.All(d => d.AcknowledgedAt is not null)
            ? Refusal.WrongState("no-answer", "There is no answer on extra work that was not acknowledged yet.")
            : null;
}

/// <summary>Extra work that waits for the client's answer.</summary>
/// <param name="Since">When it was asked.</param>
/// <param name="Reason">Why it is necessary.</param>
/// <param name="Lines">What it is.</param>
/// <param name="Prices">What it costs under the order's contract.</param>
/// <param name="Roles">The roles that may decide on all of it; null where anybody of the corporation may.</param>
public sealed record PendingExtraWork(
    DateTimeOffset Since, string? Reason, IReadOnlyList<OrderLine> Lines, IReadOnlyList<LinePrice> Prices, IReadOnlyList<string>? Roles = null)
{
    /// <summary>EUR without VAT that it costs outside the lump sum, as far as prices are known.</summary>
    public decimal Amount => OrderMoney.Outside(Lines, Prices);

    /// <summary>True where a line outside the lump sum has no price that anybody knows.</summary>
    public bool IsUnpriced => OrderMoney.Of(Lines, Prices, null, isExtra: true).Any(l => !l.IsCovered && l.Amount is null);
}

/// <summary>An answer to a request for extra work.</summary>
/// <param name="AskedAt">When it was asked.</param>
/// <param name="DecidedAt">When it was decided.</param>
/// <param name="Role">In which role; null where it was within the lowest mandate, or the contract has none.</param>
/// <param name="Approved">Lines that were agreed.</param>
/// <param name="Declined">Lines that were not.</param>
/// <param name="AcknowledgedAt">When the contractor reported that it had seen the answer.</param>
public sealed record ExtraWorkDecision(
    DateTimeOffset AskedAt, DateTimeOffset DecidedAt, string? Role, IReadOnlyList<string> Approved, IReadOnlyList<string> Declined,
    DateTimeOffset? AcknowledgedAt = null);

/// <summary>Extra work, asked and agreed.</summary>
public sealed record ExtraWorkState
{
    /// <summary>Extra work that waits for an answer.</summary>
    public PendingExtraWork? Pending { get; init; }

    /// <summary>Extra lines agreed on so far.</summary>
    public IReadOnlyList<OrderLine> AgreedLines { get; init; } = [];

    /// <summary>What they cost.</summary>
    public IReadOnlyList<LinePrice> AgreedPrices { get; init; } = [];

    /// <summary>The answers to requests so far.</summary>
    public IReadOnlyList<ExtraWorkDecision> Decisions { get; init; } = [];

    /// <summary>Without the agreed lines that are lines of the order itself now.</summary>
    internal ExtraWorkState Without(IReadOnlyList<OrderLine> lines) => this with
    {
        AgreedLines = [.. AgreedLines.Where(l => lines.All(c => c.Number != l.Number))],
        AgreedPrices = [.. AgreedPrices.Where(l => lines.All(c => c.Number != l.Number))],
    };

    /// <summary>The refusal of an answer to which there is no request.</summary>
    internal static Refusal NothingPending() => Refusal.WrongState("no-extra-work", "No extra work waits for an answer.");
}

/// <content>Extra work.</content>
public sealed partial record Order
{
    /// <summary>The order with an answer on the extra work that waits: yes to these lines of it, or to all of it where there is no list.</summary>
    internal Order ExtraWorkDecided(IReadOnlyList<string>? approved, string? role, RecordedEvent recorded)
    {
        var at = recorded.OccurredAt;
        var asked = ExtraWork.Pending ?? new PendingExtraWork(at, null, [], []);
        bool Agreed(string number) => approved?.Contains(number) ?? true;
        OrderLine[] lines = [.. asked.Lines.Where(l => Agreed(l.Number))];
        var decision = new ExtraWorkDecision(
            asked.Since, at, role, [.. lines.Select(l => l.Number)], [.. asked.Lines.Select(l => l.Number).Where(n => !Agreed(n))]);
        var decided = this with
        {
            Assignment = Assignment.Answered(ExtraWork.Pending?.Since, at) with
            {
                ExtraWork = new ExtraWorkState
                {
                    AgreedLines = [.. ExtraWork.AgreedLines, .. lines],
                    AgreedPrices = [.. ExtraWork.AgreedPrices, .. asked.Prices.Where(p => Agreed(p.Number))],
                    Decisions = [.. ExtraWork.Decisions, decision],
                },
            },
        };
        // Who agreed to something answers for the whole of what is agreed now; a yes to a request without lines agrees to no amount.
        return lines.Length == 0 ? decided : decided.DecidedOnAll(role, recorded);
    }
}

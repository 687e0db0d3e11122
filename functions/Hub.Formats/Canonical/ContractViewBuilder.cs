using System.Globalization;
using Hub.Domain.Orders;
using static Hub.Formats.Canonical.ContentMap;

namespace Hub.Formats.Canonical;

/// <summary>What the contract makes of an order, as the canonical JSON shows it: deadlines, money, phases, what settling waits for.</summary>
internal static class ContractViewBuilder
{
    /// <summary>The deadlines; with the time left only where there is a moment to compute it for.</summary>
    public static DeadlinesView? Deadlines(OrderDeadlines? deadlines, DateTimeOffset? now) => deadlines is null ? null : new DeadlinesView
    {
        Clock = WireNames.Clock[deadlines.Clock],
        StandsFor = deadlines.Standing is { } stop ? WireNames.Interruption[stop.Reason] : null,
        StandsSince = deadlines.Standing?.From,
        All = [.. deadlines.All.Select(d =>
        {
            var by = now is { } at ? deadlines.ByAt(d, at) : d.By;
            return new DeadlineView
            {
                Kind = WireNames.Deadline[d.Kind],
                By = by,
                MetAt = d.MetAt,
                TimeLeft = now is { } moment && deadlines.TimeLeft(d, moment) is { } left ? Hours(left) : null,
                Late = (d.MetAt ?? now) > by,
            };
        })],
    };

    public static MoneyView? Money(Order order)
    {
        var money = order.Money;
        if (money.Lines.Count == 0) return null;
        return new MoneyView
        {
            InsideLumpSum = Euros(money.InsideLumpSum),
            OutsideLumpSum = Euros(money.OutsideLumpSum),
            Vat = Euros(money.Vat),
            ReverseCharge = money.ReverseCharge,
            Unpriced = money.Unpriced is { Count: > 0 } unpriced ? unpriced : null,
            Lines = [.. money.Lines.Select(l => new LineMoneyView
            {
                Number = l.Line.Number,
                Coverage = WireNames.Agreement.Word(l.Coverage),
                Price = l.Price is { } price ? Plain(price) + 0.00m : null,
                Amount = l.Amount is { } amount ? Euros(amount) : null,
                Vat = l.Vat is { } vat ? Euros(vat) : null,
                ExtraWork = l.IsExtra ? true : null,
            })],
        };
    }

    public static TurnoverView? Turnover(Order order) => order.TurnoverPhase is not { } phase ? null : new TurnoverView
    {
        Phase = WireNames.Turnover[phase], KeysReceivedAt = order.Turnover.KeysReceivedAt, PreInspectedAt = order.Turnover.PreInspectedAt,
    };

    public static SettlementView? Settling(Order order)
    {
        if (!order.IsDone || order.Assignment.Terms is null || order.Progress is OrderStatus.Cancelled) return null;
        return new SettlementView
        {
            Holds = [.. Settlement.Holds(order).Select(h => WireNames.Hold[h])],
            MissingPhotos = order.EndedAt is null && PhotoRules.MissingOf(order) is { Count: > 0 } missing ? Missing(missing) : null,
            Differences = order.Costs.Differences.Count > 0 ? Differences(order.Costs.Differences) : null,
            Total = ContentMap.Money(order.Costs.SettledTotal),
        };
    }

    public static IReadOnlyList<MissingPhotosView> Missing(IReadOnlyList<MissingPhotos> missing) =>
        [.. missing.Select(m => new MissingPhotosView { LineNumber = m.LineNumber, Before = m.Before, After = m.After })];

    /// <summary>The approval that is awaited; without mandates only since when.</summary>
    public static ApprovalView? Approval(Order order, DateTimeOffset? now, bool withMandates)
    {
        if (order.Approval.Pending is not { } pending) return null;
        var view = new ApprovalView { Since = order.Approval.Since, Waiting = now - order.Approval.Since is { } waiting ? Hours(waiting) : null };
        return withMandates
            ? view with { Reason = pending.Reason, Role = pending.Role, Amount = ContentMap.Money(pending.Amount), Roles = pending.Roles }
            : view;
    }

    public static IReadOnlyList<ExtraWorkDecisionView>? Decisions(Order order) => order.ExtraWork.Decisions.Count == 0 ? null :
    [
        .. order.ExtraWork.Decisions.Select(d => new ExtraWorkDecisionView
        {
            AskedAt = d.AskedAt, DecidedAt = d.DecidedAt, Role = d.Role, Approved = d.Approved, Declined = d.Declined, AcknowledgedAt = d.AcknowledgedAt,
        }),
    ];

    /// <summary>
    /// A length of time in ISO 8601, in hours and minutes, whole minutes towards zero: days would be read as 24 hours, which
    /// working days are not. Before zero it carries a minus sign.
    /// </summary>
    public static string Hours(TimeSpan time)
    {
        var minutes = (long)time.Duration().TotalMinutes;
        return string.Create(CultureInfo.InvariantCulture, $"{(time < TimeSpan.Zero && minutes > 0 ? "-" : "")}PT{minutes / 60}H{minutes % 60}M");
    }

    private static decimal Euros(decimal amount) => ContentMap.Money(amount)!.Value;
}

using Hub.Domain.Documents;

namespace Hub.Domain.Contracts;

/// <summary>The parts of a contract document about figures.</summary>
internal static class TargetParts
{
    private const int CentDecimals = 2;
    private const string Expected = "A number from zero, below 1,000,000,000.";

    /// <summary>The figures that a contract may set a target for, by the keys under which the hub shows them.</summary>
    internal static readonly string[] Keys =
    [
        "responseOnTime", "repairOnTime", "emergencyOnTime", "firstTimeFix", "appointmentsKept", "turnoverDays", "turnoverOnTime", "lumpSumShare",
        "costOutsideLumpSum", "requestsPerDwelling", "evidenceComplete", "inspectionsPassed", "extraWorkDays", "noAccessShare", "movedAppointments",
        "temporaryOpen", "refusedShare", "preInspectionDays", "turnoverCost", "satisfaction", "complaints", "daysToPaid", "sroi", "messagesHealthy",
    ];

    /// <summary>Targets: a number each, or an object where the figure counts in the scorecard.</summary>
    public static Dictionary<string, KpiTarget> Targets(DocumentReader at)
    {
        var targets = new Dictionary<string, KpiTarget>();
        foreach (var key in Keys)
            if ((at.HasObject(key) ? at.Object(key, Weighed) : Plain(at, key)) is { } target) targets[key] = target;
        return targets;
    }

    /// <summary>The table of bonus and malus; its rows stand in the order of their scores.</summary>
    public static List<Incentive> Incentives(DocumentReader whole)
    {
        decimal? before = null;
        return whole.Items("incentives", at =>
        {
            var from = at.Number("from", required: true, n => n is >= 0 and <= 1, "A score from 0 to 1.");
            var amount = at.Number("amount", required: true, IsAmount, "An amount in EUR, below zero for a malus, with at most two decimals.");
            if (from <= before) at.AddError("from", "More than the score before it: the lowest stands first.");
            before = from ?? before;
            return from is { } score && amount is { } euros ? new Incentive(score, euros) : null;
        });
    }

    private static KpiTarget? Plain(DocumentReader at, string key) => Figure(at, key) is { } target ? new KpiTarget(target) : null;

    private static KpiTarget? Weighed(DocumentReader at)
    {
        var target = Figure(at, "target", required: true);
        var weight = at.Number("weight", required: false, n => n is > 0 and <= 1_000, "A number above zero, at most 1,000.");
        var (floor, stretch) = (Figure(at, "floor"), Figure(at, "stretch"));
        if (!at.Has("weight") && !at.Has("floor") && !at.Has("stretch")) return target is { } shown ? new KpiTarget(shown) : null;
        foreach (var name in (string[])["weight", "floor", "stretch"])
            if (!at.Has(name)) at.AddError(name, "Required: weight, floor and stretch come together.");
        if (floor is { } low && low == stretch) at.AddError("stretch", "Another figure than floor: the score rises from the one to the other.");
        if (floor is { } from && stretch is { } to && target is { } aim && (aim < Math.Min(from, to) || aim > Math.Max(from, to)))
            at.AddError("target", "A figure from floor to stretch.");
        return target is { } value && weight is { } part && floor is { } worst && stretch is { } best && worst != best
            ? new KpiTarget(value, new ScoreScale(part, worst, best))
            : null;
    }

    private static decimal? Figure(DocumentReader at, string name, bool required = false) =>
        at.Number(name, required, n => n is >= 0 and < Limits.AmountBelow, Expected);

    private static bool IsAmount(decimal amount) =>
        Math.Abs(amount) < Limits.AmountBelow && decimal.Round(amount, CentDecimals) == amount;
}

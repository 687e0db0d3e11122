using Hub.Domain.Calendar;
using Hub.Domain.Figures;
using Hub.Domain.Work;
using Hub.PowerBi.Tests.Model;

namespace Hub.PowerBi.Tests.Twins;

/// <summary>What a report has chosen: months and values of dimensions. What is null is not chosen.</summary>
internal sealed record Chosen(YearMonth From, YearMonth Until)
{
    public string? Contractor { get; init; }

    public string? Contract { get; init; }

    public string? Area { get; init; }

    public string? Complex { get; init; }

    public OrderKind? Kind { get; init; }

    public string? Urgency { get; init; }
}

/// <summary>
/// The measures of the model over rows of feeds, in C#: each as its DAX has it, in the same steps. No engine of DAX runs here: what it
/// would make of a measure's text is not known, what the text says is.
/// </summary>
internal sealed class Twin(IReadOnlyDictionary<string, IReadOnlyList<FeedRow>> feeds, DateTime moment)
{
    private readonly Dictionary<string, List<(FeedRow Row, YearMonth? Month)>> _counted = [];

    private DateOnly Today => DateOnly.FromDateTime(moment);

    /// <summary>A number of a figure: how many count, and its value; null where the measure is blank.</summary>
    public (decimal? Value, long Count) Read(KpiDefinition definition, KpiMeasure measure, Chosen chosen)
    {
        var counting = Countings.Of(measure.Figure);
        var rows = Rows(definition, counting, chosen).ToList();
        var did = measure.Method is KpiMethod.Share or KpiMethod.LateNow ? rows.Count(r => counting.Did!.Holds(r, moment)) : 0;
        decimal Sum() => rows.Sum(r => r.Number(counting.Value!) ?? 0);
        var isEnough = rows.Count >= Minimum(chosen);
        decimal? value = measure.Method switch
        {
            KpiMethod.Share => isEnough ? Rounded(Divided(did, rows.Count), 4) : null,
            KpiMethod.Mean => isEnough ? Rounded(Divided(Sum(), rows.Count), 2) : null,
            KpiMethod.Sum => rows.Count > 0 ? Rounded(Sum(), 2) : null,
            KpiMethod.SumPerDwelling => rows.Count > 0 ? Rounded(Divided(Sum(), Dwellings(chosen)), 2) : null,
            KpiMethod.CountPerDwelling => Rounded(Divided(rows.Count, Dwellings(chosen)), 4),
            KpiMethod.Percentile percentile => isEnough ? Rounded(Percentile([.. rows.Select(r => r.Number(counting.Value!)!.Value)], percentile.At), 2) : null,
            KpiMethod.CountNow => rows.Count,
            KpiMethod.LateNow => did,
            KpiMethod.AgedNow aged => rows.Count(r => (Today.DayNumber - DayOf(r, counting.Value!).DayNumber) is var age
                && (aged.From == 0 || age >= aged.From) && !(age > aged.Until)),
            KpiMethod.OlderNow older => rows.Count(r => WorkingDays(DayOf(r, counting.Value!)) + older.WorkingDays <= WorkingDays(Today.AddDays(-1))),
            _ => throw new NotSupportedException($"{measure.Method} has no twin yet."),
        };
        return (value, rows.Count);
    }

    /// <summary>How a figure compares with that of as many months before: 1 better, 0 the same, -1 worse; null where the measure is blank.</summary>
    public int? Trend(KpiDefinition definition, Chosen chosen)
    {
        var months = ((chosen.Until.Year - chosen.From.Year) * 12) + chosen.Until.Month - chosen.From.Month + 1;
        var now = Judged(definition, chosen);
        var before = Read(definition, definition.Main, chosen with { From = chosen.From.Plus(-months), Until = chosen.From.Plus(-1) }).Value;
        if (now is not { } value || before is not { } earlier) return null;
        return value == earlier ? 0 : value > earlier == definition.Direction is KpiDirection.HigherIsBetter ? 1 : -1;
    }

    /// <summary>Whether a figure meets its target; null where the measure is blank.</summary>
    public bool? Verdict(KpiDefinition definition, Chosen chosen) => (Judged(definition, chosen), Target(definition, chosen)) is ({ } value, { } target)
        ? definition.Direction is KpiDirection.HigherIsBetter ? value >= target : value <= target
        : null;

    /// <summary>What the other contractors of the chosen one do, in one month.</summary>
    /// <param name="definition">The figure.</param>
    /// <param name="chosen">What is chosen.</param>
    /// <param name="figures">The rows of the feed of figures.</param>
    public static decimal? Others(KpiDefinition definition, Chosen chosen, IReadOnlyList<FeedRow> figures)
    {
        var month = definition.IsOfNow ? null : chosen.From.ToString();
        return figures.Where(r => r.Text("scope") == "OtherContractors" && r.Number("n") > 0 && r.Text("measure") == definition.Main.Key
                && r.Text("contractorId") == chosen.Contractor
                && r.Text("month") == month && r.Text("value") is not null)
            .Select(r => r.Number("value")).ToList() is [var value] ? value : null;
    }

    /// <summary>The target of a figure.</summary>
    public decimal? Target(KpiDefinition definition, Chosen chosen) => feeds["targets"]
        .Where(r => r.Text("kpi") == definition.Key && InForce(r) && Fits(r, "contractorId", chosen.Contractor) && Fits(r, "contractNumber", chosen.Contract))
        .Select(r => r.Number("target")).Distinct().ToList() is [var target] ? target : null;

    private decimal? Judged(KpiDefinition definition, Chosen chosen) =>
        Read(definition, definition.Main, chosen).Value ?? (definition.Main.Method is KpiMethod.Sum ? 0 : null);

    private IEnumerable<FeedRow> Rows(KpiDefinition definition, Counting counting, Chosen chosen)
    {
        var feed = FactTables.ByFeed.Single(t => t.Value == counting.Table).Key;
        // A value over a year is of the year that ends with the last month, as far as it has come.
        var until = definition.Months > 1 && chosen.Until > YearMonth.Of(Chain.Now) ? YearMonth.Of(Chain.Now) : chosen.Until;
        var from = definition.Months > 1 ? until.Plus(1 - definition.Months) : chosen.From;
        return Counted(feed, counting)
            .Where(r => (counting.Day is null || (r.Month >= from && r.Month <= until)) && IsChosen(feed, r.Row, chosen)).Select(r => r.Row);
    }

    // Which rows count does not depend on what is chosen.
    private List<(FeedRow Row, YearMonth? Month)> Counted(string feed, Counting counting)
    {
        if (_counted.TryGetValue(counting.Figure, out var counted)) return counted;
        return _counted[counting.Figure] =
            [.. feeds[feed].Where(r => counting.Where.Holds(r, moment)).Select(r => (r, counting.Day is null ? null : MonthOf(r, counting.Day)))];
    }

    private static bool IsChosen(string feed, FeedRow row, Chosen chosen) => feed == "deliveries"
        ? Fits(row, "partnerId", chosen.Contractor) && chosen is { Contract: null, Area: null, Complex: null, Kind: null, Urgency: null }
        : Fits(row, "contractorId", chosen.Contractor) && Fits(row, "contractNumber", chosen.Contract) && Fits(row, "area", chosen.Area)
            && Fits(row, "complex", chosen.Complex) && Fits(row, "urgency", chosen.Urgency)
            && Fits(row, feed == "facts" ? "kind" : "orderKind", chosen.Kind?.ToString());

    private static bool Fits(FeedRow row, string column, string? value) => value is null || row.Text(column) == value;

    private static YearMonth? MonthOf(FeedRow row, string column) =>
        (FactTables.Made.TryGetValue(column, out var made) ? made.Twin!(row) : row.Moment(column)) is { } at ? new YearMonth(at.Year, at.Month) : null;

    private static DateOnly DayOf(FeedRow row, string column) => DateOnly.FromDateTime(row.Moment(column)!.Value);

    private List<FeedRow> Terms(Chosen chosen) =>
        [.. feeds["contracts"].Where(r => InForce(r) && Fits(r, "contractorId", chosen.Contractor) && Fits(r, "contractNumber", chosen.Contract))];

    private bool InForce(FeedRow row) => Day(row, "validFrom") <= Today && !(Day(row, "validTo") < Today);

    private static DateOnly? Day(FeedRow row, string column) =>
        row.Text(column) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null;

    private decimal Minimum(Chosen chosen) => Terms(chosen).Max(r => r.Number("minimumCount")) ?? 5;

    private decimal? Dwellings(Chosen chosen)
    {
        var isWithin = chosen.Area is not null || chosen.Complex is not null || chosen.Kind is not null || chosen.Urgency is not null;
        var terms = Terms(chosen);
        return isWithin || terms.Any(t => t.Number("dwellings") is null) || terms.Count == 0 ? null : terms.Sum(t => t.Number("dwellings"));
    }

    // The table of days counts working days from its beginning.
    private static int WorkingDays(DateOnly day) => Numbers.TryGetValue(day, out var number) ? number : throw new ArgumentOutOfRangeException(nameof(day));

    private static readonly Dictionary<DateOnly, int> Numbers = Numbered();

    private static Dictionary<DateOnly, int> Numbered()
    {
        var (numbers, number) = (new Dictionary<DateOnly, int>(), 0);
        for (var day = new DateOnly(2025, 1, 1); day.Year < 2027; day = day.AddDays(1))
            numbers[day] = number += WorkingCalendar.IsWorkingDay(day) ? 1 : 0;
        return numbers;
    }

    // PERCENTILE.INC: between the two nearest values, linear.
    private static decimal? Percentile(List<decimal> values, decimal at)
    {
        if (values.Count == 0) return null;
        values.Sort();
        var rank = at * (values.Count - 1);
        var below = (int)rank;
        return values[below] + ((rank - below) * (values[Math.Min(below + 1, values.Count - 1)] - values[below]));
    }

    private static decimal? Divided(decimal value, decimal? by) => by is null or 0 ? null : value / by;

    private static decimal? Rounded(decimal? value, int decimals) =>
        value is { } number ? decimal.Round(number, decimals, MidpointRounding.AwayFromZero) : null;
}

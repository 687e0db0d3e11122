using System.Globalization;
using Hub.Domain.Figures;

namespace Hub.PowerBi.Tests.Model;

/// <summary>Writes the DAX of a number of a figure from how its cells are counted and how it is read from them.</summary>
internal static class MeasureDax
{
    /// <summary>Name of the measure with the least number on which a figure is shown.</summary>
    public const string Minimum = "Minimumaantal";

    /// <summary>Name of the measure with the dwellings of contracts.</summary>
    public const string Dwellings = "Woningen in contract";

    // A message is of a partner, and of no contract, dwelling or sort of order: who asks for one of these gets none, and not all.
    private static readonly string OfOrders = string.Join(" || ", new[] { "Contract", "Gebied", "Complex", "Woningtype", "Soort", "Urgentie" }
        .Select(d => $"ISFILTERED ( {DaxText.Table(d)} )"));

    private const string Days = "'Datum'";
    private const string AllDays = $"REMOVEFILTERS ( {Days} )";

    /// <summary>How many count: shown with each figure.</summary>
    public static string Count(KpiDefinition definition, Counting counting)
    {
        var head = Head(counting.Where, definition.Months);
        return head + (head.Length == 0 ? "" : "RETURN ") + In(definition, counting, $"COUNTROWS ( {Rows(counting, counting.Where)} )");
    }

    /// <summary>The number itself.</summary>
    /// <param name="definition">The figure.</param>
    /// <param name="measure">The number.</param>
    /// <param name="counting">How its cells are counted.</param>
    /// <param name="count">Name of the measure with how many count; null where the number says so itself.</param>
    public static string Value(KpiDefinition definition, KpiMeasure measure, Counting counting, string? count)
    {
        var table = counting.Table;
        var isOver = measure.Method is KpiMethod.Share;
        var where = isOver ? Condition.All(counting.Where, counting.Did!) : counting.Where;
        var head = Head(where, definition.Months) + (count is null ? "" : $"VAR Aantal = {DaxText.Measure(count)}\n");
        string Counted(Condition which) => In(definition, counting, $"COUNTROWS ( {Rows(counting, which)} )");
        string Sum() => In(definition, counting, $"SUMX ( {Rows(counting, where)}, {table.Reference(counting.Value!)} )");
        return measure.Method switch
        {
            KpiMethod.Share => $"{head}VAR Goed = {Counted(where)}\n"
                + Return($"IF ( Aantal >= {DaxText.Measure(Minimum)}, ROUND ( DIVIDE ( Goed + 0, Aantal ), 4 ) )"),
            KpiMethod.Mean => $"{head}VAR Som = {Sum()}\n"
                + Return($"IF ( Aantal >= {DaxText.Measure(Minimum)}, ROUND ( DIVIDE ( Som + 0, Aantal ), 2 ) )"),
            KpiMethod.Sum => $"{head}VAR Som = {Sum()}\n" + Return("IF ( Aantal > 0, ROUND ( Som, 2 ) )"),
            KpiMethod.SumPerDwelling => $"{head}VAR Som = {Sum()}\n" + Return($"IF ( Aantal > 0, ROUND ( DIVIDE ( Som, {DaxText.Measure(Dwellings)} ), 2 ) )"),
            KpiMethod.CountPerDwelling => head + Return($"ROUND ( DIVIDE ( Aantal, {DaxText.Measure(Dwellings)} ), 4 )"),
            KpiMethod.Percentile percentile => head + $"VAR Waarde = IF ( Aantal >= {DaxText.Measure(Minimum)}, "
                + In(definition, counting, string.Create(CultureInfo.InvariantCulture,
                    $"PERCENTILEX.INC ( {Rows(counting, where)}, {table.Reference(counting.Value!)}, {percentile.At} )"))
                + " )\n" + Return("IF ( NOT ISBLANK ( Waarde ), ROUND ( Waarde, 2 ) )"),
            KpiMethod.CountNow => Now(counting.Where.AsksMoment, Counted(counting.Where)),
            KpiMethod.LateNow => Now(true, Counted(Condition.All(counting.Where, counting.Did!))),
            KpiMethod.AgedNow aged => Now(true, In(definition, counting,
                $"COUNTROWS ( FILTER ( {Rows(counting, counting.Where)}, {AgeOf(table.Reference($"{counting.Value}Day"), aged)} ) )")),
            // The tenth working day after that day lies before today: so many working days are over, from that day on and without today.
            KpiMethod.OlderNow older => Now(true, $"VAR Gisteren = {WorkingDayNumber("Vandaag - 1")}\nRETURN " + In(definition, counting,
                $"COUNTROWS ( FILTER ( {Rows(counting, counting.Where)}, {WorkingDayNumber(table.Reference($"{counting.Value}Day"))}"
                + string.Create(CultureInfo.InvariantCulture, $" + {older.WorkingDays} <= Gisteren ) )"))),
            _ => throw new NotSupportedException($"{measure.Method} has no DAX yet."),
        };
    }

    private static string Now(bool asksMoment, string dax)
    {
        var head = !asksMoment ? "" : dax.Contains("Vandaag", StringComparison.Ordinal) ? MomentOfRefresh + Today : MomentOfRefresh;
        return head.Length == 0 ? dax : dax.StartsWith("VAR ", StringComparison.Ordinal) ? head + dax : head + $"RETURN {dax}";
    }

    private static string AgeOf(string day, KpiMethod.AgedNow aged)
    {
        var days = $"INT ( Vandaag - {day} )";
        // What was placed by a clock that is ahead is of today.
        var from = aged.From == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{days} >= {aged.From}");
        var until = aged.Until is { } last ? string.Create(CultureInfo.InvariantCulture, $"{days} <= {last}") : null;
        return string.Join(" && ", new[] { from, until }.OfType<string>());
    }

    /// <summary>The variable with the moment of the refresh.</summary>
    public const string MomentOfRefresh = $"VAR {DaxText.Moment} = MAX ( 'Verversing'[Peilmoment] )\n";

    /// <summary>The variable with the day of the refresh: a date, since DAX compares a date with nothing else for certain.</summary>
    public const string Today = $"VAR Vandaag = DATE ( YEAR ( {DaxText.Moment} ), MONTH ( {DaxText.Moment} ), DAY ( {DaxText.Moment} ) )\n";

    private static string Head(Condition where, int months) =>
        (where.AsksMoment || months > 1 ? MomentOfRefresh : "")
        + (months > 1
            ? $"{Today}VAR Tot = EOMONTH ( MIN ( MAX ( {Day("Datum")} ), Vandaag ), 0 )\n"
                + string.Create(CultureInfo.InvariantCulture, $"VAR Van = EOMONTH ( Tot, -{months} ) + 1\n")
            : "");

    private static string Rows(Counting counting, Condition where) => $"FILTER ( {DaxText.Table(counting.Table.Name)}, {where.Dax(counting.Table)} )";

    // The days of a figure of now are all days; of one that runs over a year, the year; of one by another day than its table's own, that one's.
    private static string In(KpiDefinition definition, Counting counting, string rows) => counting.Table == FactTables.Deliveries
        ? $"IF ( NOT ( {OfOrders} ), {InDays(definition, counting, rows)} )"
        : InDays(definition, counting, rows);

    private static string InDays(KpiDefinition definition, Counting counting, string rows)
    {
        if (counting.Day is null) return $"CALCULATE (\n    {rows},\n    {AllDays}\n)";
        if (definition.Months > 1) return $"CALCULATE (\n    {rows},\n    {AllDays},\n    DATESBETWEEN ( {Day("Datum")}, Van, Tot )\n)";
        var day = counting.Table.ColumnOf($"{counting.Day}Day");
        return Relationships.All.Any(r => r.FromColumn == day)
            ? rows
            : $"CALCULATE (\n    {rows},\n    {AllDays},\n    TREATAS ( VALUES ( {Day("Datum")} ), {DaxText.Column(counting.Table.Name, day.Name)} )\n)";
    }

    private static string WorkingDayNumber(string day) => $"LOOKUPVALUE ( {Day(DayTable.WorkingDayNumber)}, {Day("Datum")}, {day} )";

    private static string Return(string value) => $"RETURN {value}";

    private static string Day(string column) => DaxText.Column("Datum", column);
}

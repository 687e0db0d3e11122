using System.Globalization;
using Hub.Domain.Calendar;
using Hub.Domain.Figures;
using Hub.Formats.Dutch;

namespace Hub.Formats.Reports;

/// <summary>Quarters, days and figures as people in the Netherlands read them.</summary>
internal static class ReportText
{
    // Keeps a number and its unit on one line.
    private const char Space = '\u00a0';

    // Behind it no line breaks, as behind a hyphen.
    private const string Minus = "\u2212";

    private static readonly string[] Months =
        ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"];

    /// <summary>A quarter: <c>3e kwartaal 2026</c>.</summary>
    public static string Of(Quarter quarter) => string.Create(CultureInfo.InvariantCulture, $"{quarter.Number}e kwartaal {quarter.Year}");

    /// <summary>A day: <c>31 oktober 2026</c>.</summary>
    public static string Of(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Months[day.Month - 1]} {day.Year}");

    /// <summary>A moment in Dutch time: <c>31 oktober 2026 om 09:05 uur</c>.</summary>
    public static string Of(DateTimeOffset moment)
    {
        var local = DutchTime.LocalOf(moment);
        return string.Create(CultureInfo.InvariantCulture, $"{Of(DateOnly.FromDateTime(local))} om {local:HH:mm} uur");
    }

    /// <summary>The name of a number, so that its figure is found back in the explanations: <c>Koppeling: in één keer afgeleverd</c>.</summary>
    public static string Name(KpiDefinition definition, KpiMeasure measure) => measure.Name.StartsWith(definition.Name, StringComparison.Ordinal)
        ? measure.Name
        : $"{definition.Name}: {LowerFirst(measure.Name)}";

    /// <summary>A name within a sentence.</summary>
    public static string LowerFirst(string name) => string.Concat(name[..1].ToLowerInvariant(), name.AsSpan(1));

    /// <summary>A number: <c>1,5</c>.</summary>
    public static string Number(decimal number) => DutchAmounts.Number(number);

    /// <summary>A whole number.</summary>
    public static string Count(long number) => DutchAmounts.Grouped(number, 0);

    /// <summary>An amount in whole euros, or with cents where it has some: <c>€ 11.850</c>, <c>−€ 2.500</c>.</summary>
    public static string Euros(decimal amount)
    {
        var text = DutchAmounts.Euros(Math.Abs(decimal.Round(amount, 2, MidpointRounding.AwayFromZero)))["EUR ".Length..];
        if (text.EndsWith(",00", StringComparison.Ordinal)) text = text[..^3];
        return $"{(amount < 0 ? Minus : "")}€{Space}{text}";
    }

    /// <summary>A figure with its unit: <c>93,2 %</c>, <c>8,5 dagen</c>.</summary>
    public static string Of(KpiUnit unit, decimal value) => unit switch
    {
        KpiUnit.Share => $"{DutchAmounts.Grouped(value * 100, 1)}{Space}%",
        KpiUnit.Euro => Euros(value),
        KpiUnit.Number => DutchAmounts.Grouped(value, 2),
        _ => $"{DutchAmounts.Grouped(value, 1)}{Space}{FactLabels.Of(unit)}",
    };

    /// <summary>A figure, or what stands in its place.</summary>
    public static string Of(KpiUnit unit, KpiValue? value) => value switch
    {
        null => "geen gegevens",
        { Value: { } number } => Of(unit, number),
        _ => value.Instead ?? "",
    };
}

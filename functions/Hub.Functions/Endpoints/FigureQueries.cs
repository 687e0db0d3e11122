using System.Globalization;
using Hub.Application.Figures;
using Hub.Domain;
using Hub.Domain.Figures;
using Hub.Domain.Work;
using Hub.Functions.Http;

namespace Hub.Functions.Endpoints;

/// <summary>
/// Which figures a request asks for: <c>?from=&amp;to=&amp;by=&amp;kpi=&amp;contractor=&amp;contract=&amp;area=&amp;complex=&amp;kind=&amp;urgency=</c>
/// </summary>
internal static class FigureQueries
{
    private const int MaxMonths = 120;
    private const int MonthsAtFirst = 12;

    private static readonly Dictionary<string, Slices> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["month"] = Slices.Month, ["contractor"] = Slices.Contractor, ["contract"] = Slices.Contract, ["area"] = Slices.Area, ["complex"] = Slices.Complex,
        ["kind"] = Slices.Kind, ["urgency"] = Slices.Urgency,
    };

    /// <summary>The query; what is wrong with it is noted in the parameters.</summary>
    /// <param name="parameters">The parameters of the request.</param>
    /// <param name="now">The moment at which it is asked.</param>
    /// <param name="otherwise">By what figures are told apart where the request does not say.</param>
    public static FigureQuery Read(QueryParameters parameters, DateTimeOffset now, Slices otherwise = Slices.None)
    {
        var by = parameters.Text("by") is null ? otherwise : Slices.None;
        foreach (var word in Items(parameters, "by"))
        {
            if (Words.TryGetValue(word, out var slice)) by |= slice;
            else parameters.Wrong("by", $"Some of {string.Join(", ", Words.Keys)}, with commas between them.");
        }
        var definitions = new List<KpiDefinition>();
        foreach (var key in Items(parameters, "kpi"))
        {
            if (Kpis.Find(key) is { } definition) definitions.Add(definition);
            else parameters.Wrong("kpi", "Keys of figures with commas between them, as /api/v1/kpis/definitions names them.");
        }
        return OfSlice(parameters, definitions.Count == 0 ? Kpis.Definitions : definitions, by, "from", "to", now);
    }

    /// <summary>The months and the slice that figures are of.</summary>
    /// <param name="parameters">The parameters of the request.</param>
    /// <param name="definitions">The figures.</param>
    /// <param name="by">By what they are told apart.</param>
    /// <param name="first">Name of the parameter that has the first month.</param>
    /// <param name="last">Name of that which has the last.</param>
    /// <param name="now">The moment at which it is asked.</param>
    public static FigureQuery OfSlice(
        QueryParameters parameters, IReadOnlyList<KpiDefinition> definitions, Slices by, string first, string last, DateTimeOffset now)
    {
        var until = parameters.Month(last) ?? YearMonth.Of(now);
        var from = parameters.Month(first) ?? until.Plus(1 - MonthsAtFirst);
        if (until < from) parameters.Wrong(last, $"The same month as {first}, or a later one.");
        else if (from.Plus(MaxMonths) <= until) parameters.Wrong(first, string.Create(CultureInfo.InvariantCulture, $"At most {MaxMonths} months."));
        return new FigureQuery(definitions, from, until, by)
        {
            Contractor = parameters.Key("contractor"),
            Contract = parameters.Key("contract"),
            Area = parameters.Key("area"),
            Complex = parameters.Key("complex"),
            Kind = parameters.Choice<OrderKind>("kind"),
            Urgency = parameters.Text("urgency", Limits.KeyLength),
        };
    }

    private static string[] Items(QueryParameters parameters, string name) =>
        parameters.Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray() ?? [];
}

using System.Globalization;
using Hub.Domain.Work;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera.Reading;

/// <summary>What a PATCH with <c>financieelGereeddatum</c> settles.</summary>
/// <param name="News">False where the hub itself sent it, and the ERP only returns it.</param>
/// <param name="Total">EUR without VAT, from the extra attribute <c>bedrag</c>; null where it is not given.</param>
/// <param name="Lines">The costs; null where no task has any.</param>
internal sealed record SettlementReader(bool News, decimal? Total, IReadOnlyList<OrderLine>? Lines)
{
    // No order's costs come near it: as for numbers of the document itself.
    private const decimal Largest = 1_000_000_000_000m;

    /// <summary>
    /// Reads it; null where the document has no <c>financieelGereeddatum</c>. Each of a task's <c>onderhoudsbestedingen</c> is a line,
    /// numbered as its estimates are (<see cref="LineMapping"/>). A task that the hub added has the number of the line it was made for, and
    /// costs that bear the hub's mark have that in <c>idExtern</c>.
    /// </summary>
    public static SettlementReader? Read(Node order, IReadOnlyList<Node> tasks, ExtraAttributes extras)
    {
        const string member = "financieelGereeddatum";
        var on = order.Moment(member);
        if (on is null && !order.HasError(member)) return null;

        var lines = new List<OrderLine>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var place = 0;
        foreach (var task in tasks)
        {
            var number = task.IsHubsOwn() ? OwnNumber(task) : LineMapping.NumberOf(task, place++);
            var costs = task.Objects("onderhoudsbestedingen");
            for (var i = 0; i < costs.Count; i++)
            {
                var line = Line(task, costs[i], LineMapping.NumberOf(number, i, costs.Count));
                if (!seen.Add(line.Number)) costs[i].AddError("kosten van een regel waar geen andere kosten van de order over gaan");
                lines.Add(line);
            }
        }
        var news = on is not { } moment || !LoopGuard.IsFromHub(extras, LoopGuard.Settled(moment));
        return new SettlementReader(news, Amount(extras), lines.Count == 0 ? null : lines);
    }

    private static string OwnNumber(Node task)
    {
        var keys = task.Keys();
        var key = keys.Code ?? keys.IdExtern ?? keys.Id ?? "";
        if (TaskParts.NumberOf(key) is { } number) return number;
        task.AddError("code", $"de sleutel die de hub aan deze taak gaf, zoals {TaskParts.OwnKey(TaskParts.ExtraWork, "1")}");
        return key;
    }

    private static OrderLine Line(Node task, Node costs, string number)
    {
        // VERA's costs have no standaardprijs; who sends one means the price by which they are counted.
        var standard = costs.Object("standaardprijs");
        var errors = costs.ErrorCount;
        var code = LineMapping.PriceCode(standard) ?? costs.Key("code");
        var (units, amount, unit) = (costs.Number("aantal"), costs.Number("bedrag"), costs.Code("meeteenheid", CodeMaps.Units)?.Value);
        if (costs.ErrorCount == errors && code is null && units is null && amount is null && costs.Text("omschrijving") is null)
            costs.AddError("waar de kosten over gaan: een bedrag, een aantal, of de code van de prijs");
        var quantity = units ?? 1;
        number = costs.IsHubsOwn() ? costs.Key("idExtern") ?? number : number;
        return new OrderLine
        {
            Number = number,
            Description = costs.Text("omschrijving") ?? task.Text("omschrijving") ?? code ?? number,
            PriceCode = code,
            Quantity = quantity,
            Unit = unit,
            Price = LineMapping.PerUnit(costs, amount, quantity),
        };
    }

    private static decimal? Amount(ExtraAttributes extras)
    {
        const string name = MemberNames.Extra.Amount;
        if (extras.Text(name) is not { } text) return null;
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && Math.Abs(amount) < Largest) return amount;
        extras.AddError(name, "een bedrag in EUR zoals 1234.56");
        return null;
    }
}

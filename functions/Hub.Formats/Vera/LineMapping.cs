using System.Globalization;
using Hub.Domain.Work;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera;

/// <summary>
/// Tasks and their estimates as order lines. A task with one estimate or none is one line; one with several is as many
/// lines, numbered <c>task.1</c>, <c>task.2</c> and so on.
/// </summary>
internal static class LineMapping
{
    /// <summary>The lines of the tasks that the ERP sent, leaving out the hub's own.</summary>
    public static IReadOnlyList<OrderLine> Read(List<Node> tasks, DefectMapping defects)
    {
        tasks.RemoveAll(t => t.IsHubsOwn());
        if (tasks.Count == 0) return [];
        var numbers = new string[tasks.Count];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = NumberOf(tasks[i], i);
        var ledos = defects.For(numbers);

        var lines = new List<OrderLine>(tasks.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < numbers.Length; i++)
        {
            var task = tasks[i];
            var specialism = task.Code("specialisme");
            var text = task.Text("omschrijving");
            var estimates = task.Objects("voorcalculaties");
            if (estimates.Count == 0)
            {
                if (text is null && !task.HasError("omschrijving")) task.AddError("omschrijving", "wat er moet gebeuren, hier of in een voorcalculatie");
                Add(task, new OrderLine { Number = numbers[i], Description = text ?? "", Specialism = specialism, Ledo = ledos[i] });
            }
            for (var j = 0; j < estimates.Count; j++)
            {
                var line = Line(estimates[j], NumberOf(numbers[i], j, estimates.Count), text, estimates.Count > 1);
                Add(task, line with { Specialism = specialism, Ledo = ledos[i] });
            }
        }
        return lines;

        void Add(Node task, OrderLine line)
        {
            if (!seen.Add(line.Number)) task.AddError("een sleutel (code, idExtern of id) die geen andere taak van de order heeft");
            lines.Add(line);
        }
    }

    /// <summary>The number of the task of the ERP that is at this place among them, 0 first: its key, else its place.</summary>
    public static string NumberOf(Node task, int place) =>
        task.Keys().PreferredCode(task.Connection) ?? (place + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The number of one of the lines of a task, 0 first: the task's own where there is one.</summary>
    public static string NumberOf(string task, int line, int lines) =>
        lines == 1 ? task : string.Create(CultureInfo.InvariantCulture, $"{task}.{line + 1}");

    private static OrderLine Line(Node estimate, string number, string? taskText, bool oneOfMany)
    {
        var standard = estimate.Object("standaardprijs");
        var priceCode = PriceCode(standard);
        var ownText = estimate.Text("omschrijving");
        var priceText = standard?.Text("omschrijving");
        // The text nearest to the line goes first; the other one, where there is one, is kept as the long description.
        var first = oneOfMany ? ownText ?? priceText ?? taskText : taskText ?? ownText ?? priceText;
        var second = oneOfMany ? taskText : ownText;
        if (first is null && priceCode is null && !estimate.HasError("omschrijving"))
            estimate.AddError("omschrijving", "wat er moet gebeuren, hier of in de taak");

        var quantity = estimate.Number("aantal");
        var amount = estimate.Number("bedrag");
        return new OrderLine
        {
            Number = number,
            Description = first ?? priceCode ?? "",
            LongDescription = second == first ? null : second,
            PriceCode = priceCode,
            Quantity = quantity ?? 1,
            Unit = (estimate.Code("meeteenheid", CodeMaps.Units) ?? standard?.Code("meeteenheid", CodeMaps.Units))?.Value,
            Price = StandardPrice(standard) ?? PerUnit(estimate, amount, quantity ?? 1),
        };
    }

    /// <summary>
    /// The code of a standard price; null where there is none. One that is given by its name alone, or by nothing, is an error: passed over, the line would
    /// have no price, and need nobody's approval. A price without a code is its amount.
    /// </summary>
    public static string? PriceCode(Node? standard)
    {
        if (standard is not { } price) return null;
        var before = price.ErrorCount;
        var keys = price.Keys();
        if (keys.Any) return keys.Code ?? keys.IdExtern ?? keys.Id;
        var (name, amount) = (price.Text("naam"), price.Number("bedrag"));
        if (price.ErrorCount == before && (name is not null || amount is null))
            price.AddError("code", name is null ? "de code van de standaardprijs, of haar bedrag" : "de code die bij naam hoort");
        return null;
    }

    /// <summary>The standard price of one unit; VERA's amount is for <c>aantal</c> units.</summary>
    private static decimal? StandardPrice(Node? standard)
    {
        if (standard is not { } price || price.Number("bedrag") is not { } amount) return null;
        return PerUnit(price, amount, price.Number("aantal") ?? 1);
    }

    /// <summary>
    /// The price a unit of an estimate or of costs, whose amount is a total. Four decimals, so that quantity times price is
    /// the same amount to the cent again for any quantity that a task has.
    /// </summary>
    public static decimal? PerUnit(Node node, decimal? amount, decimal quantity)
    {
        if (amount is not { } total) return null;
        if (quantity == 1) return total;
        if (quantity >= 0.0001m) return decimal.Round(total / quantity, 4, MidpointRounding.AwayFromZero);
        node.AddError("aantal", "een getal groter dan 0, ten minste 0.0001, waar een bedrag staat");
        return null;
    }
}

using System.Text.Json;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera.Writing;

/// <summary>Writes <c>onderhoudstaken</c> with their estimates and actuals.</summary>
internal sealed class TasksBody(Utf8JsonWriter json, Connection connection, VeraOrderKey keyName)
{
    public void Write(IReadOnlyList<TaskPart> tasks)
    {
        if (tasks.Count == 0) return;
        json.WriteStartArray("onderhoudstaken");
        foreach (var task in tasks) Task(task);
        json.WriteEndArray();
    }

    private void Task(TaskPart task)
    {
        json.WriteStartObject();
        json.Key(task.Key, task.Own ? VeraOrderKey.Code : keyName);
        if (task.Own) json.WriteString("idGegevensbeheerder", MemberNames.HubMark);
        if (task.Full) json.Text("omschrijving", TextOf(task));
        if (task.State is { } state) json.Code("status", CodeMaps.Tasks.For(state, connection));
        if (task.Detail is { } detail) json.Code("detailStatus", CodeMaps.TaskDetails.For(detail, connection));
        if (task.Costs.Count > 0)
        {
            json.WriteStartArray("onderhoudsbestedingen");
            for (var i = 0; i < task.Costs.Count; i++) Cost(task.Costs[i], LineMapping.NumberOf(task.Number, i, task.Costs.Count));
            json.WriteEndArray();
        }
        if (task is { Full: true, Lines.Count: > 0 })
        {
            json.Code("specialisme", task.Lines[0].Specialism);
            Estimates(task.Lines);
        }
        json.WriteEndObject();
    }

    // A task of one line has the line's text; a task of many has the text that they share, and each line its own.
    private static string? TextOf(TaskPart task) => task.Lines switch
    {
        [] => null,
        [var only] => only.Description,
        [var first, ..] => first.LongDescription,
    };

    private void Estimates(IReadOnlyList<OrderLine> lines)
    {
        if (lines is [var only] && !HasEstimate(only)) return;
        json.WriteStartArray("voorcalculaties");
        foreach (var line in lines) Estimate(line, lines.Count > 1 ? line.Description : line.LongDescription);
        json.WriteEndArray();
    }

    private static bool HasEstimate(OrderLine line) =>
        line.Quantity != 1 || line.LongDescription is not null || line.PriceCode is not null || line.Price is not null || line.Unit is not null;

    private void Estimate(OrderLine line, string? text)
    {
        json.WriteStartObject();
        json.Text("omschrijving", text);
        json.WriteNumber("aantal", line.Quantity);
        if (Total(line) is { } total) json.WriteNumber("bedrag", total);
        Unit(line);
        if (line.PriceCode is not null || line.Price is not null)
        {
            json.WriteStartObject("standaardprijs");
            json.Text("code", line.PriceCode);
            if (line.Price is { } price) json.WriteNumber("bedrag", price);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    // Where the place in the list does not identify the line, the line's number goes with it, as the hub's own key.
    private void Cost(OrderLine line, string readAs)
    {
        json.WriteStartObject();
        if (line.Number != readAs)
        {
            json.WriteString("idExtern", line.Number);
            json.WriteString("idGegevensbeheerder", MemberNames.HubMark);
        }
        json.Text("code", line.PriceCode);
        json.Code("soort", CodeMaps.Spendings.For(SpendingOf(line), connection));
        json.Text("omschrijving", line.Description);
        json.WriteNumber("aantal", line.Quantity);
        if (Total(line) is { } total) json.WriteNumber("bedrag", total);
        Unit(line);
        json.WriteEndObject();
    }

    private static string SpendingOf(OrderLine line) =>
        line.PriceCode is not null ? "price code" : line.Unit is "HUR" or "MIN" ? "time" : "other";

    private void Unit(OrderLine line)
    {
        if (line.Unit is not { } unit) return;
        if (CodeMaps.Units.For(unit, connection) is { } row) json.Code("meeteenheid", row);
        else json.Code("meeteenheid", unit);
    }

    /// <summary>EUR without VAT, rounded half-up to cents; null without a price, or where it is beyond all sense.</summary>
    private static decimal? Total(OrderLine line) =>
        line.Price is { } price && Math.Abs((double)price * (double)line.Quantity) < MaxEuros
            ? Pricing.Cents(price * line.Quantity)
            : null;

    // Above it a product of two decimals may overflow; price and quantity themselves are written all the same.
    private const double MaxEuros = 1e15;
}

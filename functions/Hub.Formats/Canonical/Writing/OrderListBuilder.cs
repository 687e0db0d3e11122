using System.Text.Json;
using Hub.Application.Reading;

namespace Hub.Formats.Canonical.Writing;

/// <summary>The JSON of a page of orders, as <c>GET /api/v1/orders</c> answers it.</summary>
public static class OrderListBuilder
{
    /// <summary>Writes the page as one JSON object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="page">The page.</param>
    /// <param name="now">The moment for which time left and waiting time are given.</param>
    /// <param name="viewer">Who reads it.</param>
    public static void Write(Utf8JsonWriter writer, OrderPage page, DateTimeOffset now, Viewer viewer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("orders");
        foreach (var order in page.Items) Write(writer, order, now, viewer);
        writer.WriteEndArray();
        WriteIfAny(writer, "cursor", page.Cursor);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, OrderSummary order, DateTimeOffset now, Viewer viewer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", order.OrderId.Value);
        writer.WriteString("number", order.Number);
        writer.WriteString("kind", WireNames.Kind[order.Kind]);
        writer.WriteString("status", WireNames.Status[order.Status]);
        writer.WriteString("phase", WireNames.Phase[order.Phase]);
        WriteIfAny(writer, "contractor", order.ContractorId);
        WriteIfAny(writer, "contract", order.ContractNumber);
        WriteIfAny(writer, "dwelling", order.DwellingId);
        WriteIfAny(writer, "complex", order.Complex);
        WriteIfAny(writer, "area", order.Area);
        WriteIfAny(writer, "urgency", order.Urgency);
        WriteIfAny(writer, "unrouted", order.Unrouted);
        ContractStatusViewBuilder.Write(writer, order.Standing, now, viewer);
        if (order.Amount is { } amount) writer.WriteNumber("amount", amount);
        writer.WriteNumber("version", order.Version);
        writer.WriteString("placedAt", order.PlacedAt);
        writer.WriteString("changedAt", order.ChangedAt);
        writer.WriteEndObject();
    }

    private static void WriteIfAny(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null) writer.WriteString(name, value);
    }
}

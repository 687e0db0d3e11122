using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hub.Domain.Figures;

namespace Hub.Azure.Cosmos;

/// <summary>
/// The JSON of a <see cref="FactDocument"/>: the columns of the order as members of the document itself, as <see cref="FigureJson"/> writes them, and what
/// the hub keeps beside them. Names of both kinds are distinct.
/// </summary>
/// <remarks>
/// The service keeps numbers as doubles: an amount of 170.00 comes back as 170. It is equal, and whoever writes it says how many decimals it has.
/// </remarks>
internal sealed class FactDocumentJson : JsonConverter<FactDocument>
{
    /// <inheritdoc/>
    public override FactDocument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var json = document.RootElement;
        var order = json.Deserialize(FigureJson.Default.OrderFact)! with
        {
            RepeatOrderId = null, FirstTimeFixFinalAt = null, ChangedAt = json.GetProperty("ownChangedAt").GetDateTimeOffset(),
        };
        return new FactDocument
        {
            Id = json.GetProperty("id").GetString()!,
            WriteId = json.GetProperty("writeId").GetString(),
            ETag = json.TryGetProperty("_etag", out var etag) ? etag.GetString() : null,
            Generation = json.GetProperty("generation").GetInt32(),
            Revision = json.GetProperty("revision").GetInt64(),
            Own = new OrderFacts(
                order,
                json.GetProperty("appointments").Deserialize(FigureJson.Default.IReadOnlyListAppointmentFact)!,
                json.GetProperty("steps").Deserialize(FigureJson.Default.IReadOnlyListStepFact)!,
                json.GetProperty("photos").Deserialize(FigureJson.Default.IReadOnlyListPhotoFact)!),
            Outcome = json.TryGetProperty("outcome", out var outcome) ? outcome.Deserialize(FigureJson.Default.RepeatOutcome) : null,
            OwedGroups = json.TryGetProperty("owedGroups", out var groups) ? groups.Deserialize(CosmosJson.Default.IReadOnlyListOwedGroup)! : [],
            OwedDwellings = json.TryGetProperty("owedDwellings", out var dwellings) ? dwellings.Deserialize(CosmosJson.Default.IReadOnlyListString)! : [],
        };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FactDocument value, JsonSerializerOptions options)
    {
        var facts = value.Facts;
        writer.WriteStartObject();
        writer.WriteString("id", value.Id);
        writer.WriteString("writeId", value.WriteId);
        writer.WriteNumber("generation", value.Generation);
        writer.WriteNumber("revision", value.Revision);
        writer.WriteString("position", value.Position);
        // The column of this name is as the order has it, in whatever offset; this one sorts.
        writer.WriteString("changed", SortableMoment.Text(facts.Order.ChangedAt));
        writer.WriteStartArray("counted");
        foreach (var place in value.Counted) writer.WriteStringValue(place);
        writer.WriteEndArray();
        if (value.Repair is { } repair) writer.WriteString("repairOf", repair.DwellingId);
        writer.WriteString("ownChangedAt", value.Own.Order.ChangedAt);
        if (value.Outcome is { } outcome) WriteMember(writer, "outcome", outcome, FigureJson.Default.RepeatOutcome);
        if (value.OwedGroups.Count > 0) WriteMember(writer, "owedGroups", value.OwedGroups, CosmosJson.Default.IReadOnlyListOwedGroup);
        if (value.OwedDwellings.Count > 0) WriteMember(writer, "owedDwellings", value.OwedDwellings, CosmosJson.Default.IReadOnlyListString);
        foreach (var column in JsonSerializer.SerializeToElement(facts.Order, FigureJson.Default.OrderFact).EnumerateObject()) column.WriteTo(writer);
        WriteMember(writer, "appointments", facts.Appointments, FigureJson.Default.IReadOnlyListAppointmentFact);
        WriteMember(writer, "steps", facts.Steps, FigureJson.Default.IReadOnlyListStepFact);
        WriteMember(writer, "photos", facts.Photos, FigureJson.Default.IReadOnlyListPhotoFact);
        writer.WriteEndObject();
    }

    private static void WriteMember<T>(Utf8JsonWriter writer, string name, T value, JsonTypeInfo<T> type)
    {
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, value, type);
    }
}

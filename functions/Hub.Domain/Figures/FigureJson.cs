using System.Text.Json.Serialization;

namespace Hub.Domain.Figures;

/// <summary>The JSON in which facts and cells are stored: flat, its members named as the columns, what is empty left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(OrderFact))]
[JsonSerializable(typeof(AppointmentFact))]
[JsonSerializable(typeof(StepFact))]
[JsonSerializable(typeof(PhotoFact))]
[JsonSerializable(typeof(DeliveryFact))]
[JsonSerializable(typeof(OrderFacts))]
[JsonSerializable(typeof(OrderFactParts))]
[JsonSerializable(typeof(RepairOfDwelling))]
[JsonSerializable(typeof(RepeatOutcome))]
[JsonSerializable(typeof(KpiRow))]
[JsonSerializable(typeof(Cell))]
[JsonSerializable(typeof(Contribution))]
public sealed partial class FigureJson : JsonSerializerContext;

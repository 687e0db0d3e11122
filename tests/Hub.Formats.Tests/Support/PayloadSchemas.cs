using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Hub.Domain;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Formats.Canonical;
using Hub.Formats.Canonical.Codes;
using Hub.Formats.Canonical.Writing;

namespace Hub.Formats.Tests.Support;

/// <summary>
/// The schemas of openapi.json that follow from the payload records and their marks: members, types, which are required, lengths, words.
/// Prose, examples and what only a person knows (the pattern of a hash, say) are added to them by hand.
/// </summary>
internal static class PayloadSchemas
{
    private const string Schemas = "#/components/schemas/";

    private static readonly Dictionary<Type, string> Records = new Dictionary<Type, string>
    {
        [typeof(EnvelopeData)] = "Envelope",
        [typeof(ContentData)] = "OrderContent",
        [typeof(ChangeData)] = "OrderChange",
        [typeof(DwellingData)] = "Dwelling",
        [typeof(LineData)] = "Line",
        [typeof(LedoData)] = "Ledo",
        [typeof(WindowData)] = "Window",
        [typeof(ContractorData)] = "Contractor",
        [typeof(KeysData)] = "ErpKeys",
        [typeof(ResidentData)] = "Resident",
        [typeof(DifferenceData)] = "CostDifference",
        [typeof(MissingPhotosView)] = "MissingPhotos",
    }.Concat(EventTypes.All.Select(t => t.Data).Distinct().Where(t => t != typeof(ContentData) && t != typeof(ChangeData))
        .Select(t => KeyValuePair.Create(t, t.Name))).ToDictionary();

    // Words that several records share are a component of their own; the others stand in their member.
    private static readonly Dictionary<Type, (string Name, IReadOnlyList<string> Words)> Words = new()
    {
        [typeof(OrderKind)] = ("OrderKind", WireNames.Kind.All),
        [typeof(AgreementMethod)] = ("Agreement", WireNames.Agreement.All),
        [typeof(InterruptionReason)] = ("InterruptionReason", WireNames.Interruption.All),
        [typeof(PhotoMoment)] = ("PhotoMoment", WireNames.Moment.All),
        [typeof(PhotoDeletion)] = ("PhotoDeletionCause", WireNames.Deletion.All),
        [typeof(OrderStatus)] = ("OrderStatus", WireNames.Status.All),
        [typeof(AortaPhase)] = ("Phase", WireNames.Phase.All),
        [typeof(PartyRole)] = ("PartyRole", WireNames.Role.All),
    };

    private static readonly JsonSchemaExporterOptions Exporting = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    // Nobody is told of these: the contractor's copy of a placed order is its award, and an announced photo is told of when the hub has it.
    private static readonly Type[] Unsent = [typeof(OrderPlaced), typeof(PhotoAnnounced)];

    private static IEnumerable<EventType> Types => EventTypes.All.OrderBy(t => t.FullName, StringComparer.Ordinal);

    private static IEnumerable<EventType> Incoming => Types.Where(t => t.NotFromPartners is null);

    private static IEnumerable<EventType> Outgoing => Types.Where(t => !Unsent.Contains(t.Event));

    /// <summary>All of them, by the name of their component.</summary>
    public static IReadOnlyDictionary<string, JsonObject> All { get; } = Build();

    private static Dictionary<string, JsonObject> Build()
    {
        var all = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var (_, (name, words)) in Words) all[name] = Word(words);
        foreach (var (type, name) in Records) all[name] = PayloadJson.Default.Options.GetJsonSchemaAsNode(type, Exporting).AsObject();
        // The data has a schema for each type.
        all["Envelope"]["properties"]!.AsObject().Remove("data");
        all["EventData"] = new JsonObject { ["type"] = "object",
            ["anyOf"] = new JsonArray([.. Types.Select(t => Records[t.Data]).Distinct().Select(Reference)]) };
        foreach (var type in Incoming) all[type.Event.Name] = Event(type, Required(type), Reference(Records[type.Data]));
        all["IncomingEvent"] = OneOf(Incoming, t => t.Event.Name);
        all["OrderAfter"] = With(("order", "OrderBrief", true));
        all["WholeOrderAfter"] = With(("order", "Order", true), ("resident", "Resident", false));
        foreach (var type in Outgoing)
            all[Sent(type)] = Event(type, ["subject", "time", "data"], new JsonObject
            {
                ["allOf"] = new JsonArray(Reference(Records[type.Data]), Reference(MessageWriter.HasWholeOrder(type.Event) ? "WholeOrderAfter" : "OrderAfter")),
            });
        all["OutgoingEvent"] = OneOf(Outgoing, Sent);
        return all;
    }

    private static string Sent(EventType type) => $"{type.Event.Name}Sent";

    // An order is placed under a number of its own; whatever comes after is about an order, and so names it.
    private static string[] Required(EventType type) =>
    [
        .. type.Event == typeof(OrderPlaced) ? Array.Empty<string>() : ["subject"],
        .. PayloadJson.Default.Options.GetTypeInfo(type.Data).Properties.Any(p => p.IsRequired) ? ["data"] : Array.Empty<string>(),
    ];

    private static JsonObject Event(EventType type, string[] required, JsonNode data)
    {
        var own = new JsonObject { ["type"] = "object" };
        if (required.Length > 0) own["required"] = new JsonArray([.. required.Select(r => (JsonNode)r)]);
        own["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = type.FullName }, ["data"] = data };
        return new JsonObject { ["allOf"] = new JsonArray(Reference("Envelope"), own) };
    }

    private static JsonObject OneOf(IEnumerable<EventType> types, Func<EventType, string> name) => new()
    {
        ["oneOf"] = new JsonArray([.. types.Select(t => Reference(name(t)))]),
        ["discriminator"] = new JsonObject
        {
            ["propertyName"] = "type",
            ["mapping"] = new JsonObject(types.Select(t => KeyValuePair.Create(t.FullName, (JsonNode?)$"{Schemas}{name(t)}"))),
        },
    };

    private static JsonObject With(params (string Member, string Schema, bool Required)[] members) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. members.Where(m => m.Required).Select(m => (JsonNode)m.Member)]),
        ["properties"] = new JsonObject(members.Select(m => KeyValuePair.Create(m.Member, (JsonNode?)Reference(m.Schema)))),
    };

    private static JsonObject Reference(string name) => new() { ["$ref"] = Schemas + name };

    private static JsonObject Word(IReadOnlyList<string> words) => new() { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w)]) };

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (context.Path.Length > 0 && Records.TryGetValue(type, out var record)) return Reference(record);
        // A member without a value is absent, and never null.
        if (schema is JsonObject { } one && one["type"] is JsonArray kinds) one["type"] = kinds.Select(k => (string)k!).First(k => k != "null");
        var member = context.PropertyInfo;
        var marks = member?.AttributeProvider;
        if (type == typeof(string)) return Text(schema.AsObject(), marks, member?.IsRequired ?? false);
        if (type == typeof(decimal)) return Number(marks);
        // Read and written by a converter, of which the exporter knows nothing.
        if (type == typeof(DateTimeOffset)) return new JsonObject { ["type"] = "string", ["format"] = "date-time" };
        if (schema is JsonObject list && list["items"] is not null) list["maxItems"] = Limits.ItemsPerList;
        return schema;
    }

    private static JsonObject Text(JsonObject schema, ICustomAttributeProvider? marks, bool required)
    {
        if (Mark<WordAttribute>(marks) is { } word)
            return Words.TryGetValue(word.Meaning, out var shared) ? Reference(shared.Name) : Word(WireNames.Of(word.Meaning));
        if (Mark<GlnAttribute>(marks) is not null) return new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{13}$" };
        if (required) schema["minLength"] = 1;
        schema["maxLength"] = Mark<TextAttribute>(marks) is not null
            ? TextAttribute.MaxLength
            : Mark<KeyAttribute>(marks)?.MaxLength ?? Mark<NameAttribute>(marks)?.MaxLength ?? KeyAttribute.DefaultLength;
        return schema;
    }

    private static JsonObject Number(ICustomAttributeProvider? marks)
    {
        var number = new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = -(long)Limits.AmountBelow, ["exclusiveMaximum"] = (long)Limits.AmountBelow };
        if (Mark<MoneyAttribute>(marks) is { } money) number["multipleOf"] = money.Decimals is 2 ? 0.01m : 0.0001m;
        return number;
    }

    private static T? Mark<T>(ICustomAttributeProvider? marks) where T : Attribute =>
        marks?.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().SingleOrDefault();
}

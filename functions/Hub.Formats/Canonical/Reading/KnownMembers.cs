using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Formats.Canonical.Codes;
using Hub.Formats.Fingerprints;

namespace Hub.Formats.Canonical.Reading;

/// <summary>The members of all events, by their names and what is read in them: derived from the payload records, as <see cref="Shape"/> is.</summary>
internal static class KnownMembers
{
    private static readonly Dictionary<string, MemberKind> Kinds = Build();

    /// <summary>What the reader sees in a member.</summary>
    public static MemberKind KindOf(JsonElement owner, string? within, string member) =>
        within is null && member is "traceparent" or "tracestate" ? MemberKind.OfTransport
        : within == "lines" && member == "quantity" ? MemberKind.OneByDefault
        : IsCode(within, member) ? MemberKind.Code : Kinds.GetValueOrDefault(member, MemberKind.Unknown);

    // Which texts are codes, by their names: no payload has another text of one of these names.
    private static bool IsCode(string? within, string member) =>
        member is "urgency" or "priceCode" or "unit" or "specialism" or "role"
        || (within == "ledo" && member is "location" or "element" or "defect" or "cause");

    // In a change an empty list takes all lines out.
    private static bool IsList(Type type) => PayloadJson.Default.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Enumerable };

    private static Dictionary<string, MemberKind> Build()
    {
        var kinds = new Dictionary<string, MemberKind>(StringComparer.Ordinal);
        var seen = new HashSet<Type>();
        Add(typeof(EnvelopeData));
        foreach (var type in EventTypes.All) Add(type.Data);
        return kinds;

        void Add(Type type)
        {
            if (!seen.Add(type) || PayloadJson.Default.GetTypeInfo(type) is not { } info) return;
            if (info is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element }) Add(element);
            if (info.Kind is not JsonTypeInfoKind.Object) return;
            foreach (var member in info.Properties)
            {
                var value = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
                // What one event has as a moment is none in another, where it is no text of one.
                if (value == typeof(DateTimeOffset)) kinds[member.Name] = MemberKind.Moment;
                else kinds.TryAdd(member.Name, IsList(value) ? MemberKind.List : MemberKind.Known);
                Add(value);
            }
        }
    }
}

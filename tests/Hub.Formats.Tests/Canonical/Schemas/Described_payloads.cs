using System.Text.Json.Nodes;
using Hub.Formats.Tests.Support;

namespace Hub.Formats.Tests.Canonical.Schemas;

/// <summary>
/// The schemas in openapi.json are those of the payload records. Where a record changed, <c>UPDATE_OPENAPI=1 dotnet test tests/Hub.Formats.Tests --filter
/// Described_payloads</c> writes them anew; prose and refinements by hand stay.
/// </summary>
public sealed class Described_payloads
{
    // What a person adds to a schema: words that say more than the record does, and never less.
    private static readonly HashSet<string> ByHand =
        ["description", "examples", "default", "const", "pattern", "format", "enum", "minItems", "minimum", "maximum", "contentMediaType"];

    public static TheoryData<string> Names => [.. PayloadSchemas.All.Keys];

    [Fact]
    public void Update()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") is not "1") return;
        var file = new OpenApiFile();
        foreach (var (name, generated) in PayloadSchemas.All)
        {
            var present = file.Schema(name);
            var merged = Merge(generated, present).AsObject();
            if (present is null || !JsonNode.DeepEquals(present, merged)) file.Put(name, merged);
        }
        file.Save();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_schema_says_what_its_record_says(string name)
    {
        var present = new OpenApiFile().Schema(name);
        Assert.NotNull(present);
        Assert.Equal(Merge(PayloadSchemas.All[name], present).ToJsonString(), present.ToJsonString());
    }

    /// <summary>The generated schema with what is added to the present one by hand, in the order of the present one.</summary>
    private static JsonNode Merge(JsonNode? generated, JsonNode? present)
    {
        if (generated is JsonArray items && present is JsonArray before)
            return new JsonArray([.. items.Select((item, index) => index < before.Count ? Merge(item, before[index]) : item?.DeepClone())]);
        if (generated is not JsonObject schema || present is not JsonObject old) return generated!.DeepClone();
        var merged = new JsonObject();
        foreach (var (word, value) in old)
        {
            if (schema.TryGetPropertyValue(word, out var own)) merged[word] = Merge(own, value);
            else if (ByHand.Contains(word)) merged[word] = value?.DeepClone();
        }
        var isExact = old.ContainsKey("const") || old.ContainsKey("enum") || old.ContainsKey("pattern");
        foreach (var (word, value) in schema)
            if (!merged.ContainsKey(word) && !(isExact && word is ("minLength" or "maxLength"))) merged[word] = value?.DeepClone();
        return merged;
    }
}

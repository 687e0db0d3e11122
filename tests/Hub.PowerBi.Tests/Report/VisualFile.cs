using System.Text.Json.Nodes;
using Hub.PowerBi.Tests.Model;

namespace Hub.PowerBi.Tests.Report;

/// <summary>Writes a visual.</summary>
internal static class VisualFile
{
    /// <summary>The file of a visual.</summary>
    /// <param name="visual">The visual.</param>
    /// <param name="at">Its place in the order of the tab key.</param>
    /// <param name="schema">Address of its schema.</param>
    public static JsonObject Of(Visual visual, int at, string schema)
    {
        var body = new JsonObject { ["visualType"] = visual.Type };
        if (visual.Fields.Count > 0)
            body["query"] = new JsonObject
            {
                ["queryState"] = new JsonObject(visual.Fields.Select(role => KeyValuePair.Create<string, JsonNode?>(
                    role.Key, new JsonObject { ["projections"] = new JsonArray([.. role.Value.Select(f => Projection(f, role.Key))]) }))),
            };
        if (Objects(visual) is { } objects) body["objects"] = objects;
        body["visualContainerObjects"] = Container(visual);
        body["drillFilterOtherVisuals"] = true;
        var file = new JsonObject
        {
            ["$schema"] = schema,
            ["name"] = visual.Name,
            ["position"] = new JsonObject
            {
                ["x"] = visual.Place.X, ["y"] = visual.Place.Y, ["z"] = at * 1000, ["height"] = visual.Place.Height, ["width"] = visual.Place.Width,
                ["tabOrder"] = at * 1000,
            },
            ["visual"] = body,
        };
        if (visual.Only is { } only) file["filterConfig"] = Filter(only, $"alleen_{visual.Name}");
        return file;
    }

    /// <summary>A field as queries name it.</summary>
    public static JsonObject Expression(Field field) => new()
    {
        [field.Table is null ? "Measure" : "Column"] = new JsonObject
        {
            ["Expression"] = new JsonObject { ["SourceRef"] = new JsonObject { ["Entity"] = field.Table ?? Measures.Table.Name } },
            ["Property"] = field.Name,
        },
    };

    private static JsonNode Projection(Field field, string role)
    {
        var projection = new JsonObject
        {
            ["field"] = Expression(field), ["queryRef"] = $"{field.Table ?? Measures.Table.Name}.{field.Name}", ["nativeQueryRef"] = field.Name,
        };
        if (field.Caption is not null) projection["displayName"] = field.Caption;
        if (role is "Category" or "Rows" || (role is "Values" && field.Table is not null)) projection["active"] = true;
        return projection;
    }

    private static JsonObject? Objects(Visual visual) => visual.Type switch
    {
        "textbox" => new()
        {
            ["general"] = Properties(("paragraphs", new JsonArray(new JsonObject
            {
                ["textRuns"] = new JsonArray(new JsonObject
                {
                    ["value"] = visual.Title, ["textStyle"] = new JsonObject { ["fontWeight"] = "bold", ["fontSize"] = "20pt" },
                }),
            }))),
        },
        "actionButton" => new() { ["icon"] = Properties(("shapeType", Text("back"))) },
        "slicer" => new() { ["data"] = Properties(("mode", Text("Dropdown"))) },
        _ => null,
    };

    private static JsonObject Container(Visual visual)
    {
        var container = new JsonObject();
        if (visual.Type is "actionButton") container["visualLink"] = Properties(("show", Literal("true")), ("type", Text("Back")));
        if (visual.Type is not ("textbox" or "actionButton")) container["title"] = Properties(("show", Literal("true")), ("text", Text(visual.Title)));
        container["general"] = Properties(("altText", Text(visual.AltText)));
        if (visual.HasTooltip) container["visualTooltip"] = Properties(("show", Literal("true")), ("type", Text("Canvas")), ("section", Text(Pages.Tooltip)));
        return container;
    }

    private static JsonObject Filter(OnlyThese only, string name)
    {
        var values = only.Values.Select(v => (JsonNode)new JsonArray(new JsonObject
        {
            ["Literal"] = new JsonObject { ["Value"] = v is "true" or "false" ? v : $"'{v}'" },
        }));
        var source = Expression(only.On);
        var inQuery = Expression(only.On);
        inQuery["Column"]!["Expression"] = new JsonObject { ["SourceRef"] = new JsonObject { ["Source"] = "t" } };
        return new()
        {
            ["filters"] = new JsonArray(new JsonObject
            {
                ["name"] = name, ["field"] = source, ["type"] = "Categorical",
                ["filter"] = new JsonObject
                {
                    ["Version"] = 2,
                    ["From"] = new JsonArray(new JsonObject { ["Name"] = "t", ["Entity"] = only.On.Table, ["Type"] = 0 }),
                    ["Where"] = new JsonArray(new JsonObject
                    {
                        ["Condition"] = new JsonObject
                        {
                            ["In"] = new JsonObject { ["Expressions"] = new JsonArray(inQuery), ["Values"] = new JsonArray([.. values]) },
                        },
                    }),
                },
            }),
        };
    }

    private static JsonArray Properties(params (string Name, JsonNode Value)[] properties) => new(new JsonObject
    {
        ["properties"] = new JsonObject(properties.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Name, p.Value))),
    });

    private static JsonObject Text(string text) => Literal($"'{text.Replace("'", "''", StringComparison.Ordinal)}'");

    private static JsonObject Literal(string value) => new() { ["expr"] = new JsonObject { ["Literal"] = new JsonObject { ["Value"] = value } } };
}

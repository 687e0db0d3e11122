using System.Text.Json.Nodes;

namespace Hub.PowerBi.Tests.Report;

/// <summary>Colours and type of the report, and the file that names them. Text and its background differ by at least 4.5 to 1 (WCAG AA).</summary>
internal static class Theme
{
    /// <summary>Microsoft's theme, which is kept as it is beside what is made here (MIT).</summary>
    public const string Base = "CY26SU10";

    private static readonly string[] DataColors = ["#1B4F72", "#B9770E", "#1E8449", "#922B21", "#6C3483", "#117A65", "#5D6D7E", "#7E5109"];

    /// <summary>The report's theme.</summary>
    public static JsonObject Custom() => new()
    {
        ["name"] = "Ketenhub.json",
        ["dataColors"] = new JsonArray([.. DataColors.Select(c => (JsonNode)c)]),
        ["foreground"] = "#1C2833",
        ["background"] = "#FFFFFF",
        ["tableAccent"] = "#1B4F72",
        ["good"] = "#1E8449",
        ["neutral"] = "#B9770E",
        ["bad"] = "#922B21",
        ["textClasses"] = new JsonObject
        {
            ["title"] = new JsonObject { ["fontSize"] = 12, ["fontFace"] = "Segoe UI Semibold", ["color"] = "#1C2833" },
            ["label"] = new JsonObject { ["fontSize"] = 10, ["fontFace"] = "Segoe UI", ["color"] = "#1C2833" },
            ["callout"] = new JsonObject { ["fontSize"] = 20, ["fontFace"] = "Segoe UI", ["color"] = "#1C2833" },
        },
    };

    /// <summary>The file of the report as a whole.</summary>
    public static JsonObject Report(string schema) => new()
    {
        ["$schema"] = schema,
        ["themeCollection"] = new JsonObject
        {
            ["baseTheme"] = new JsonObject { ["name"] = Base, ["reportVersionAtImport"] = Version(), ["type"] = "SharedResources" },
            ["customTheme"] = new JsonObject { ["name"] = "Ketenhub.json", ["reportVersionAtImport"] = Version(), ["type"] = "RegisteredResources" },
        },
        ["resourcePackages"] = new JsonArray(
            Package("SharedResources", Base, $"BaseThemes/{Base}.json", "BaseTheme"),
            Package("RegisteredResources", "Ketenhub.json", "Ketenhub.json", "CustomTheme")),
        ["settings"] = new JsonObject
        {
            ["useStylableVisualContainerHeader"] = true, ["exportDataMode"] = "AllowSummarized", ["defaultDrillFilterOtherVisuals"] = true,
            ["allowChangeFilterTypes"] = true, ["useEnhancedTooltips"] = true, ["useDefaultAggregateDisplayName"] = true,
        },
    };

    private static JsonObject Version() => new() { ["visual"] = "2.11.0", ["report"] = "3.4.0", ["page"] = "2.3.1" };

    private static JsonObject Package(string package, string name, string path, string type) => new()
    {
        ["name"] = package, ["type"] = package,
        ["items"] = new JsonArray(new JsonObject { ["name"] = name, ["path"] = path, ["type"] = type }),
    };
}

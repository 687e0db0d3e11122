using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.PowerBi.Tests.Model;

namespace Hub.PowerBi.Tests.Report;

/// <summary>The files of the report, in Microsoft's enhanced report format (PBIR).</summary>
internal static class PbirFiles
{
    private const string Schemas = "https://developer.microsoft.com/json-schemas/fabric/item/report/";
    private static readonly JsonSerializerOptions Written =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>A JSON file.</summary>
    public static string Json(JsonObject file) => file.ToJsonString(Written) + "\n";

    /// <summary>The file that says what kind of item a folder is.</summary>
    public static string Platform(string type, string id) => Json(new()
    {
        ["$schema"] = "https://developer.microsoft.com/json-schemas/fabric/gitIntegration/platformProperties/2.0.0/schema.json",
        ["metadata"] = new JsonObject { ["type"] = type, ["displayName"] = "Ketenhub" },
        ["config"] = new JsonObject { ["version"] = "2.0", ["logicalId"] = id },
    });

    /// <summary>Each file below the report's folder, and its text.</summary>
    public static IEnumerable<(string Path, string Text)> All()
    {
        yield return (".platform", Platform("Report", "e0f6c1d4-3a57-4b8e-8c21-7f94d2ab6035"));
        yield return ("definition.pbir", Json(new()
        {
            ["$schema"] = $"{Schemas}definitionProperties/2.0.0/schema.json",
            ["version"] = "4.0",
            ["datasetReference"] = new JsonObject { ["byPath"] = new JsonObject { ["path"] = "../Ketenhub.SemanticModel" } },
        }));
        yield return ("definition/version.json", Json(new() { ["$schema"] = $"{Schemas}definition/versionMetadata/1.0.0/schema.json", ["version"] = "2.0.0" }));
        yield return ("definition/report.json", Json(Theme.Report($"{Schemas}definition/report/3.3.0/schema.json")));
        yield return ("StaticResources/RegisteredResources/Ketenhub.json", Json(Theme.Custom()));
        yield return ("definition/pages/pages.json", Json(new()
        {
            ["$schema"] = $"{Schemas}definition/pagesMetadata/1.1.0/schema.json",
            ["pageOrder"] = new JsonArray([.. Pages.All.Select(p => (JsonNode)p.Name)]),
            ["activePageName"] = Pages.All[0].Name,
        }));
        foreach (var page in Pages.All)
        {
            yield return ($"definition/pages/{page.Name}/page.json", Json(PageFile(page)));
            var y = 0;
            for (var i = 0; i < page.Visuals.Count; i++)
            {
                var visual = page.Visuals[i];
                var folder = $"definition/pages/{page.Name}/visuals/{visual.Name}";
                yield return ($"{folder}/visual.json", Json(VisualFile.Of(visual, i, $"{Schemas}definition/visualContainer/2.9.0/schema.json")));
                if (page.Use is PageUse.Tooltip) continue;
                var height = PhoneHeight(visual);
                yield return ($"{folder}/mobile.json", Json(Phone(y, i, height)));
                y += height + 8;
            }
        }
    }

    // On a phone visuals stand below each other, in the order of the tab key.
    private static JsonObject Phone(int y, int at, int height) => new()
    {
        ["$schema"] = $"{Schemas}definition/visualContainerMobileState/2.4.0/schema.json",
        ["position"] = new JsonObject { ["x"] = 0, ["y"] = y, ["z"] = at * 1000, ["height"] = height, ["width"] = 320, ["tabOrder"] = at * 1000 },
    };

    private static int PhoneHeight(Visual visual) => visual.Type switch
    {
        "textbox" or "actionButton" => 60,
        "slicer" => 80,
        "cardVisual" => 120,
        "lineChart" or "clusteredBarChart" => 240,
        _ => 280,
    };

    private static JsonObject PageFile(Page page)
    {
        var file = new JsonObject
        {
            ["$schema"] = $"{Schemas}definition/page/2.1.0/schema.json",
            ["name"] = page.Name,
            ["displayName"] = page.Title,
            ["displayOption"] = page.Use is PageUse.Tooltip ? "ActualSize" : "FitToPage",
            ["height"] = page.Size.Height,
            ["width"] = page.Size.Width,
        };
        if (page.Use is PageUse.Drillthrough)
        {
            var number = Field.Of(FactTables.Orders, "number");
            file["filterConfig"] = new JsonObject
            {
                ["filters"] = new JsonArray(new JsonObject
                {
                    ["name"] = "doorklikken_order", ["field"] = VisualFile.Expression(number), ["type"] = "Categorical", ["howCreated"] = "Drillthrough",
                }),
            };
            file["pageBinding"] = new JsonObject
            {
                ["name"] = "doorklikken", ["type"] = "Drillthrough", ["referenceScope"] = "Default",
                ["parameters"] = new JsonArray(new JsonObject
                {
                    ["name"] = "doorklikken_ordernummer", ["boundFilter"] = "doorklikken_order", ["fieldExpr"] = VisualFile.Expression(number),
                }),
            };
            file["type"] = "Drillthrough";
            file["visibility"] = "HiddenInViewMode";
        }
        if (page.Use is PageUse.Tooltip)
        {
            file["pageBinding"] = new JsonObject { ["name"] = "toelichting_binding", ["type"] = "Tooltip" };
            file["type"] = "Tooltip";
            file["visibility"] = "HiddenInViewMode";
        }
        return file;
    }
}

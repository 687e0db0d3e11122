using System.Text.Json.Nodes;
using Hub.PowerBi.Tests.Model;
using Hub.PowerBi.Tests.Report;

namespace Hub.PowerBi.Tests;

/// <summary>The Power BI project as it is to be: each file below <c>infra/powerbi</c> that is made from the tables of this project.</summary>
internal static class Project
{
    /// <summary>Each file with its text.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } = All().ToDictionary(f => f.Path, f => f.Text, StringComparer.Ordinal);

    private static IEnumerable<(string Path, string Text)> All()
    {
        yield return ("Ketenhub.pbip", PbirFiles.Json(new()
        {
            ["$schema"] = "https://developer.microsoft.com/json-schemas/fabric/pbip/pbipProperties/1.0.0/schema.json",
            ["version"] = "1.0",
            ["artifacts"] = new JsonArray(
                new JsonObject { ["report"] = new JsonObject { ["path"] = "Ketenhub.Report" } }),
            ["settings"] = new JsonObject { ["enableAutoRecovery"] = true },
        }));
        yield return ("Ketenhub.SemanticModel/.platform", PbirFiles.Platform("SemanticModel", "4b3a1c52-8f0d-4e57-9a39-6d1c5b7e2f10"));
        yield return ("Ketenhub.SemanticModel/definition.pbism", PbirFiles.Json(new()
        {
            ["$schema"] = "https://developer.microsoft.com/json-schemas/fabric/item/semanticModel/definitionProperties/1.0.0/schema.json",
            ["version"] = "4.2",
            ["settings"] = new JsonObject(),
        }));
        foreach (var (path, text) in ModelFiles.All()) yield return ($"Ketenhub.SemanticModel/definition/{path}", text);
        foreach (var (path, text) in PbirFiles.All()) yield return ($"Ketenhub.Report/{path}", text);
    }
}

using System.Text;
using System.Text.Json.Nodes;

namespace Hub.Simulator.Demonstration;

/// <summary>
/// The worked example of the README: a contract as housing corporations describe theirs, and its price list. The files
/// stand in <c>Demonstration/Example</c>.
/// </summary>
public static class WorkedExample
{
    /// <summary>The contract document, anew each time.</summary>
    public static JsonObject Contract() => JsonNode.Parse(Read("contract.json"))!.AsObject();

    /// <summary>The price list, CSV.</summary>
    public static string Prices() => Read("prices.csv");

    private static string Read(string file)
    {
        using var stream = typeof(WorkedExample).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"The example {file} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

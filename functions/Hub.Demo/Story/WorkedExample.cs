using System.Text;
using System.Text.Json.Nodes;
using Hub.Domain.Orders;

namespace Hub.Demo.Story;

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

    /// <summary>A photo of before or after the work as a camera makes it, with when, where and by whom.</summary>
    public static byte[] Photo(PhotoMoment moment)
    {
        using var stream = Open(moment is PhotoMoment.After ? "after.jpg" : "before.jpg");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static string Read(string file)
    {
        using var reader = new StreamReader(Open(file), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static Stream Open(string file) =>
        typeof(WorkedExample).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"The example {file} is not in the assembly.");
}

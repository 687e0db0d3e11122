using System.Text;
using System.Text.Json.Nodes;
using Hub.Domain.Orders;

namespace Hub.Demo.Story;

/// <summary>
/// The worked example of the README: a contract as housing corporations describe theirs, and its price list. The files
/// are in <c>Story/Example</c>.
/// </summary>
public static class WorkedExample
{
    /// <summary>A new copy of the contract document.</summary>
    public static JsonObject Contract() => JsonNode.Parse(Read("contract.json"))!.AsObject();

    /// <summary>The price list, CSV.</summary>
    public static string Prices() => Read("prices.csv");

    /// <summary>A photo from before or after the work, with a camera's metadata: time, location and author.</summary>
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

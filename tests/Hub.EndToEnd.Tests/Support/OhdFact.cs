using System.Text.Json;
using Hub.Testing;
using Hub.Testing.Vera;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>A fact that needs VERA's own schema, which is not part of the repository.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OhdFactAttribute : FactAttribute
{
    /// <summary>Skips the fact where the schema is absent.</summary>
    public OhdFactAttribute()
    {
        if (SharedReference.Find("vera/OHD.yaml") is null) Skip = "VERA's OHD.yaml is not in shared/reference/vera beside the repository.";
    }
}

/// <summary>Holds bodies to VERA's schema.</summary>
internal static class Ohd
{
    private const string Order = "Onderhoudsorders-Onderhoudsorderbericht";

    public static void Conforms(ReadOnlyMemory<byte> order) => Conforms(Order, JsonElement.Parse(order.Span));

    public static void EachConforms(ReadOnlyMemory<byte> orders)
    {
        foreach (var order in JsonElement.Parse(orders.Span).EnumerateArray()) Conforms(Order, order);
    }

    public static void IsFault(ReadOnlyMemory<byte> body) => Conforms("Foutbericht", JsonElement.Parse(body.Span));

    private static void Conforms(string schema, JsonElement value)
    {
        var faults = OhdSchema.TryLoad()!.Validate(schema, value);
        Assert.True(faults.Count == 0, $"{string.Join("\n", faults)}\n{value}");
    }
}

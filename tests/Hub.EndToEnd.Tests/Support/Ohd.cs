using System.Text.Json;
using Hub.Testing.Vera;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>Holds bodies to VERA's schema.</summary>
internal static class Ohd
{
    public static void Conforms(ReadOnlyMemory<byte> order) => Conforms(OhdSchema.Order, JsonElement.Parse(order.Span));

    public static void EachConforms(ReadOnlyMemory<byte> orders)
    {
        foreach (var order in JsonElement.Parse(orders.Span).EnumerateArray()) Conforms(OhdSchema.Order, order);
    }

    public static void IsFault(ReadOnlyMemory<byte> body) => Conforms(OhdSchema.Error, JsonElement.Parse(body.Span));

    private static void Conforms(string schema, JsonElement value)
    {
        var faults = OhdSchema.Validate(schema, value);
        Assert.True(faults.Count == 0, $"{string.Join("\n", faults)}\n{value}");
    }
}

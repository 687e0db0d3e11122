using Hub.Application.Deliveries;

namespace Hub.Functions.Endpoints;

/// <summary>The words by which the manage API names the states of a delivery, in queries and answers; they do not follow the names in the code.</summary>
internal static class DeliveryStateWords
{
    private static readonly Dictionary<string, DeliveryState> Table = new(StringComparer.OrdinalIgnoreCase)
    {
        ["owed"] = DeliveryState.Pending,
        ["delivered"] = DeliveryState.Delivered,
        ["parked"] = DeliveryState.Parked,
        ["skipped"] = DeliveryState.Skipped,
    };

    private static readonly Dictionary<DeliveryState, string> Words = Table.ToDictionary(row => row.Value, row => row.Key);

    /// <summary>Every word with its state.</summary>
    public static IReadOnlyDictionary<string, DeliveryState> States => Table;

    /// <summary>The word of a state.</summary>
    public static string Of(DeliveryState state) => Words[state];
}

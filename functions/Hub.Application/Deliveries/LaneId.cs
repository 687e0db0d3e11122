using System.Globalization;
using Hub.Domain.Orders;

namespace Hub.Application.Deliveries;

/// <summary>(Order, partner): deliveries of one lane go out strictly in order, one at a time; lanes do not wait for each other.</summary>
public readonly record struct LaneId(OrderId OrderId, string PartnerId)
{
    /// <summary>Reads <see cref="ToString"/>'s form.</summary>
    public static bool TryParse(string? text, out LaneId lane)
    {
        lane = default;
        if (text is not { Length: > 37 } || text[36] != '.' || !OrderId.TryParse(text[..36], out var order)) return false;
        lane = new LaneId(order, text[37..]);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{OrderId}.{PartnerId}";
}

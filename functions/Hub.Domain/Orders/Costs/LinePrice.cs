using System.Text.Json.Serialization;
using Hub.Domain.Keys;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>How one line is paid, and what was agreed for it.</summary>
/// <param name="Number">The line.</param>
/// <param name="Coverage">How it is paid; null where that is not agreed, and then it counts as outside the lump sum.</param>
/// <param name="Price">EUR without VAT a unit; null where nothing was agreed.</param>
/// <param name="Quantity">Units agreed, where a quotation names another number than the order; null where as ordered.</param>
public sealed record LinePrice(string Number, AgreementMethod? Coverage, decimal? Price, decimal? Quantity = null)
{
    /// <summary>The line.</summary>
    [JsonPropertyOrder(-1)]
    public string Number { get; init => field = KeyText.Of(value); } = KeyText.Of(Number);
}

namespace Hub.Domain.Contracts;

/// <summary>
/// One version of a contract as the administrator put it: document and price list together. A version never changes, so
/// that an order can always be looked at under the one that it was awarded under.
/// </summary>
/// <param name="Number">Its key.</param>
/// <param name="Version">1 at first, one more at every change of the document or of the price list.</param>
/// <param name="Json">The document.</param>
/// <param name="PutAt">When this version was made.</param>
/// <param name="PriceList">The version at which its price list was last imported; null while it has none.</param>
public sealed record ContractRecord(string Number, int Version, string Json, DateTimeOffset PutAt, int? PriceList = null);

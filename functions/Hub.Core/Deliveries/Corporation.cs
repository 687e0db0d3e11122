using Hub.Core.Evidence;
using Hub.Core.Orders;
using Hub.Core.Partners;

namespace Hub.Core.Deliveries;

/// <summary>The corporation as partners know it.</summary>
public sealed record Corporation(string Name, string? Gln)
{
    /// <summary>The corporation as the client of an order: its name and GLN, where the settings have none, are its ERP's.</summary>
    public Corporation By(Partner? erp) => new(Name.Length > 0 ? Name : erp?.Name ?? "", Gln ?? erp?.Gln);
}

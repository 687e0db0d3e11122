using Hub.Domain.Partners;

namespace Hub.Application.Settings;

/// <summary>The corporation as partners know it.</summary>
public sealed record Corporation(string Name, string? Gln)
{
    /// <summary>The corporation as the client of an order: its name and GLN, where the settings have none, are its ERP's.</summary>
    public Corporation By(Partner? erp) => new(Name.Length > 0 ? Name : erp?.Name ?? "", Gln ?? erp?.Gln);
}

using Hub.Domain.Contracts;
using Hub.Domain.Dwellings;

namespace Hub.Domain.Orders;

/// <summary>What a decision may use beside the order: facts fetched beforehand, so that deciding stays pure.</summary>
/// <param name="Dwellings">Register rows of the dwellings that the commands and the order name.</param>
/// <param name="Router">Partners and contracts as they are now.</param>
public sealed record DecisionContext(IReadOnlyDictionary<string, Dwelling> Dwellings, Router Router)
{
    /// <summary>The contract that the order was awarded under, in that version; null where it was under none.</summary>
    public Contract? AwardedUnder { get; init; }

    /// <summary>The price lists of every contract that the decision may come to, by number and <see cref="Contract.PriceList"/>.</summary>
    public IReadOnlyDictionary<(string Number, int PriceList), PriceBook> Books { get; init; } = new Dictionary<(string, int), PriceBook>();

    /// <summary>The price list of a contract; empty where it has none.</summary>
    /// <exception cref="KeyNotFoundException">It has one, and it was not fetched: deciding without it would price by guess.</exception>
    public PriceBook BookOf(Contract? contract) => contract?.PriceList is { } version ? Books[(contract.Number, version)] : PriceBook.Empty;

    /// <summary>The register's row of a dwelling, or null.</summary>
    public Dwelling? Find(string? dwellingId) => dwellingId is not null && Dwellings.TryGetValue(dwellingId, out var found) ? found : null;
}

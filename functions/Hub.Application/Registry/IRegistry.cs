using Hub.Domain.Contracts;
using Hub.Domain.Partners;

namespace Hub.Application.Registry;

/// <summary>Partners, their keys and the contracts: small, read often, written seldom.</summary>
public interface IRegistry
{
    /// <summary>Reads all of it.</summary>
    ValueTask<RegistryContent> LoadAsync(CancellationToken cancel);

    /// <summary>Puts a partner in the place of the one with its id.</summary>
    Task SavePartnerAsync(Partner partner, CancellationToken cancel);

    /// <summary>Adds a key.</summary>
    Task AddKeyAsync(PartnerKey key, CancellationToken cancel);

    /// <summary>Removes a key; false where the partner has no such key.</summary>
    Task<bool> RemoveKeyAsync(string partnerId, string keyId, CancellationToken cancel);

    /// <summary>Notes that a key was used.</summary>
    Task RecordUseAsync(string keyId, DateTimeOffset at, CancellationToken cancel);

    /// <summary>
    /// Makes the next version of a contract, with this document and the price list that it has. The same document again is
    /// no new version. A contract that was removed goes on with the next number, and without prices.
    /// </summary>
    Task<ContractRecord> SaveContractAsync(string number, string json, DateTimeOffset at, CancellationToken cancel);

    /// <summary>
    /// Makes the next version of a contract, with the document that it has and this price list, whole or not at all. The
    /// same list again is no new version. Null where there is no such contract.
    /// </summary>
    Task<ContractRecord?> SavePricesAsync(string number, IReadOnlyList<PriceLine> lines, DateTimeOffset at, CancellationToken cancel);

    /// <summary>
    /// Takes a contract out of <see cref="LoadAsync"/>; false where there is none. Its versions stay readable: an order may
    /// have been awarded under one a moment before.
    /// </summary>
    Task<bool> RemoveContractAsync(string number, DateTimeOffset at, CancellationToken cancel);

    /// <summary>One version of a contract, removed or not; null where there is none.</summary>
    ValueTask<ContractRecord?> FindContractAsync(string number, int version, CancellationToken cancel);

    /// <summary>All versions of a contract, removed or not, the newest first.</summary>
    ValueTask<IReadOnlyList<ContractRecord>> ContractVersionsAsync(string number, CancellationToken cancel);

    /// <summary>The lines of a price list in the order of its file; none where there is no such list.</summary>
    /// <param name="number">The contract.</param>
    /// <param name="priceList"><see cref="ContractRecord.PriceList"/>.</param>
    /// <param name="cancel">Gives up.</param>
    ValueTask<IReadOnlyList<PriceLine>> FindPricesAsync(string number, int priceList, CancellationToken cancel);
}

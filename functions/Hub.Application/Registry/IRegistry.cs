using Hub.Domain.Contracts;
using Hub.Domain.Partners;

namespace Hub.Application.Registry;

/// <summary>Partners, their keys and the contracts: small, read often, written seldom.</summary>
public interface IRegistry
{
    /// <summary>Reads all of it.</summary>
    ValueTask<RegistryContent> LoadAsync(CancellationToken cancel);

    /// <summary>Corrects a partner, or adds it: no new version.</summary>
    Task SavePartnerAsync(Partner partner, CancellationToken cancel);

    /// <summary>
    /// Puts a partner in the place of the one with its id, which becomes its newest earlier version. Of earlier versions the newest
    /// <see cref="PartnerVersion.MaxKept"/> stay. The same partner again is no new version.
    /// </summary>
    Task PutPartnerAsync(Partner partner, DateTimeOffset at, CancellationToken cancel);

    /// <summary>The versions of a partner that are kept, the one in force first; none where there is no such partner.</summary>
    ValueTask<IReadOnlyList<PartnerVersion>> PartnerVersionsAsync(string partnerId, CancellationToken cancel);

    /// <summary>Removes an earlier version for good.</summary>
    Task<RemovePartnerVersionResult> RemovePartnerVersionAsync(string partnerId, int version, CancellationToken cancel);

    /// <summary>Removes the versions that were replaced before a moment.</summary>
    Task RemovePartnerVersionsAsync(DateTimeOffset replacedBefore, CancellationToken cancel);

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
    /// <param name="number">The contract.</param>
    /// <param name="contractorId">The contractor that the document names.</param>
    /// <param name="json">The document.</param>
    /// <param name="at">Now.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The version; null, and nothing is written, where <see cref="RecordAwardAsync"/> recorded another contractor.</returns>
    Task<ContractRecord?> SaveContractAsync(string number, string contractorId, string json, DateTimeOffset at, CancellationToken cancel);

    /// <summary>
    /// Makes the next version of a contract, with the document and the price list of an earlier one, removed or not. Where the newest is the same, and is
    /// not removed, it stays.
    /// </summary>
    /// <returns>The version; null, and nothing is written, where <see cref="RecordAwardAsync"/> recorded another contractor.</returns>
    Task<ContractRecord?> RestoreContractAsync(ContractRecord earlier, string contractorId, DateTimeOffset at, CancellationToken cancel);

    /// <summary>
    /// Makes the next version of a contract, with the document that it has and this price list, whole or not at all. The
    /// same list again is no new version. Null where there is no such contract.
    /// </summary>
    Task<ContractRecord?> SavePricesAsync(string number, IReadOnlyList<PriceLine> lines, DateTimeOffset at, CancellationToken cancel);

    /// <summary>
    /// Takes a contract out of <see cref="LoadAsync"/>, unless <see cref="RecordAwardAsync"/> recorded an award: both are decided in one atomic write.
    /// Its versions stay readable.
    /// </summary>
    Task<RemoveContractResult> RemoveContractAsync(string number, DateTimeOffset at, CancellationToken cancel);

    /// <summary>
    /// Records that orders are awarded under a contract; called before the award is appended to the log. From then on the contract cannot be removed, and its
    /// contractor cannot change. A crash between the two leaves a contract that can only be ended, which does no harm. Idempotent.
    /// </summary>
    /// <param name="number">The contract.</param>
    /// <param name="version">The version under which the order is awarded.</param>
    /// <param name="contractorId">The contractor that gets the order.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>
    /// False where the first award would be under a version that is not the newest, or under a contract that was removed: the award was decided on an old
    /// registry, and must be decided again.
    /// </returns>
    Task<bool> RecordAwardAsync(string number, int version, string contractorId, CancellationToken cancel);

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

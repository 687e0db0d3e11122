using Hub.Domain.Contracts;
using Hub.Domain.Documents;

namespace Hub.Application.Registry;

/// <summary>What comes of putting a contract.</summary>
public abstract record PutContractResult
{
    /// <summary>The contract is stored.</summary>
    /// <param name="Record">Its newest version; the one that it had where the document is the same.</param>
    /// <param name="IsNew">True where no contract in force had this number before.</param>
    public sealed record Stored(ContractRecord Record, bool IsNew) : PutContractResult;

    /// <summary>Nothing was stored: it was asked only what would change, or it removes more than is allowed unasked.</summary>
    /// <param name="Number">The contract's number, in the one form.</param>
    /// <param name="Version">The version as it is; 0 where there is none.</param>
    /// <param name="Removals">The lists of which it removes so much.</param>
    /// <param name="IsDryRun">Whether it was only asked.</param>
    public sealed record NotStored(string Number, int Version, IReadOnlyList<ContractRemoval> Removals, bool IsDryRun) : PutContractResult;

    /// <summary>Nothing was stored: the document is wrong at these places.</summary>
    public sealed record Wrong(IReadOnlyList<ReadError> Errors) : PutContractResult;
}

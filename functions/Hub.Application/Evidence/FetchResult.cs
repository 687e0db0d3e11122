using Hub.Application.Recoverability;

namespace Hub.Application.Evidence;

/// <summary>What came of one attempt to fetch a photo.</summary>
public abstract record FetchResult
{
    /// <summary>The bytes at the address, whatever they are.</summary>
    public sealed record Fetched(ReadOnlyMemory<byte> Bytes) : FetchResult;

    /// <summary>There are none.</summary>
    /// <param name="Failure">Why; its detail is a sentence for a person, without anything of the address or of the answer but its status.</param>
    /// <param name="IsFinal">True where asking again changes nothing: the address is one that may not be called, or what is there is too large.</param>
    public sealed record Failed(SendResult.Failed Failure, bool IsFinal) : FetchResult;
}

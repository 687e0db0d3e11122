using Hub.Core.Deliveries;
using Hub.Core.Partners;

namespace Hub.Core.Evidence;

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

/// <summary>Fetches photos at addresses that partners gave, under the rules of a webhook. One attempt: when to try again is decided elsewhere.</summary>
public interface IPhotoSource
{
    /// <summary>Makes one attempt. A failure is a value.</summary>
    /// <param name="partner">Who gave the address. Its own headers go along only where the address is of the same origin as its connection.</param>
    /// <param name="url">The address.</param>
    /// <param name="most">Bytes at most.</param>
    /// <param name="cancel">Gives the attempt up.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    ValueTask<FetchResult> FetchAsync(Partner partner, string url, int most, CancellationToken cancel);
}

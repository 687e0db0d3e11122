using Hub.Domain.Partners;

namespace Hub.Application.Evidence;

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

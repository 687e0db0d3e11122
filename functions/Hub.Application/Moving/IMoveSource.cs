namespace Hub.Application.Moving;

/// <summary>Whether a store from which a hub is moved stands still.</summary>
public interface IMoveSource
{
    /// <summary>The store as it is now: a text that is given back to <see cref="FindChangeAsync"/>, in another process too.</summary>
    /// <exception cref="StoreException">The store cannot be read, a hub works on it, or an import into it is not finished.</exception>
    Task<string> MarkAsync(CancellationToken cancel);

    /// <summary>What has changed since a mark, as a sentence; null where nothing has.</summary>
    Task<string?> FindChangeAsync(string mark, CancellationToken cancel);
}

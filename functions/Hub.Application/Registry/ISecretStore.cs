namespace Hub.Application.Registry;

/// <summary>
/// Secrets by name, apart from the documents that refer to them: whoever reads the registry, or a copy of its disk, has none. Two adapters, one contract suite.
/// </summary>
public interface ISecretStore
{
    /// <summary>Keeps a secret; durable when it returns.</summary>
    /// <param name="name">A name that no other secret had or will have: letters, digits and hyphens, at most 120.</param>
    /// <param name="value">The secret.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="StoreException">The store cannot keep it now.</exception>
    Task SaveAsync(string name, string value, CancellationToken cancel);

    /// <summary>A secret; null where there is none, or where the key that it is encrypted with is gone.</summary>
    ValueTask<string?> FindAsync(string name, CancellationToken cancel);

    /// <summary>The names of all secrets.</summary>
    ValueTask<IReadOnlyList<string>> NamesAsync(CancellationToken cancel);

    /// <summary>Removes a secret; one that is not there does not matter.</summary>
    Task RemoveAsync(string name, CancellationToken cancel);
}

namespace Hub.Application.Readers;

/// <summary>A key that may only read, for programs such as Power BI; only its hash is kept.</summary>
/// <param name="Id">The middle part of <c>khr_&lt;id&gt;_&lt;secret&gt;</c>.</param>
/// <param name="Name">What it is for, as the administrator calls it.</param>
/// <param name="ContractorId">The contractor whose orders alone it reads; null reads those of the whole corporation.</param>
/// <param name="SecretHash">Lower-case hex SHA-256 of the secret.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsedAt">When it was last used, to about a minute.</param>
public sealed record ReaderKey(
    string Id, string Name, string? ContractorId, string SecretHash, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt = null);

/// <summary>
/// The keys that may only read. They are read from the store each time, so that one that was revoked opens nothing from then on, in any instance.
/// </summary>
public interface IReaderKeys
{
    /// <summary>All keys, the oldest first.</summary>
    ValueTask<IReadOnlyList<ReaderKey>> ListAsync(CancellationToken cancel);

    /// <summary>A key, or null.</summary>
    ValueTask<ReaderKey?> FindAsync(string id, CancellationToken cancel);

    /// <summary>Adds a key; durable when it returns.</summary>
    Task AddAsync(ReaderKey key, CancellationToken cancel);

    /// <summary>Removes a key; false where there is none.</summary>
    Task<bool> RemoveAsync(string id, CancellationToken cancel);

    /// <summary>Notes that a key was used; nothing where it is gone.</summary>
    Task RecordUseAsync(string id, DateTimeOffset at, CancellationToken cancel);
}

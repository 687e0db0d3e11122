namespace Hub.Application.Moving;

/// <summary>
/// The records of one kind that a hub keeps, to be moved to a hub of another platform. Nothing else works on the store meanwhile. Two adapters, one contract
/// suite. Every member throws <see cref="StoreException"/> where the store cannot do it now; the same may be asked again.
/// </summary>
/// <typeparam name="T">The record: a line of the export.</typeparam>
public interface IMovedRecords<T>
    where T : class
{
    /// <summary>The records, always in the same order, and in that of the store from which they were moved.</summary>
    /// <param name="after">The last record that is known; null for all.</param>
    /// <param name="cancel">Gives up.</param>
    IAsyncEnumerable<T> ReadAsync(T? after, CancellationToken cancel);

    /// <summary>
    /// Writes records into a store that has none but these: what was written before stays, so that it may be done again. Durable when it returns.
    /// </summary>
    /// <param name="first">Place of the first among all that are moved, from 0.</param>
    /// <param name="page">The records.</param>
    /// <param name="at">When the export began: a moment before everything that the hub will write later.</param>
    /// <param name="cancel">Gives up.</param>
    Task WriteAsync(long first, IReadOnlyList<T> page, DateTimeOffset at, CancellationToken cancel);

    /// <summary>How many records there are.</summary>
    async Task<long> CountAsync(CancellationToken cancel)
    {
        var count = 0L;
        await foreach (var _ in ReadAsync(null, cancel)) count++;
        return count;
    }
}

using System.Runtime.CompilerServices;
using Hub.Application.Moving;
using Hub.Embedded.Database;
using Hub.Sqlite;

namespace Hub.Embedded.Moving;

/// <summary>Records of the database of one machine: read in pages, each in a snapshot of its own, and written a page in one transaction.</summary>
/// <param name="database">The database.</param>
/// <param name="pageSize">Records that are read at once.</param>
internal abstract class EmbeddedRecords<T>(HubDatabase database, int pageSize = EmbeddedRecords<T>.UsualPage) : IMovedRecords<T>
    where T : class
{
    private const int UsualPage = 500;

    public async IAsyncEnumerable<T> ReadAsync(T? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var last = after;
            // Not on the thread that writes the file of the export: it goes on meanwhile.
            var page = await Task.Run(() => database.Read(s => Page(s, last, pageSize)), cancel);
            foreach (var record in page) yield return record;
            if (page.Count < pageSize) yield break;
            after = page[^1];
        }
    }

    public Task WriteAsync(long first, IReadOnlyList<T> page, DateTimeOffset at, CancellationToken cancel) => database.WriteAsync(
        s =>
        {
            for (var i = 0; i < page.Count; i++) Write(s, first + i, page[i]);
        }, cancel);

    /// <summary>The records after one, or the first ones; fewer than asked only at the end.</summary>
    protected abstract List<T> Page(PreparedStatements s, T? after, int max);

    /// <summary>Writes a record in the place of the one with its key.</summary>
    /// <param name="s">The transaction.</param>
    /// <param name="place">Its place among all, from 0.</param>
    /// <param name="record">The record.</param>
    protected abstract void Write(PreparedStatements s, long place, T record);
}

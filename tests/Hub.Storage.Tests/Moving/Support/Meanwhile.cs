using System.Runtime.CompilerServices;
using Hub.Application.Moving;

namespace Hub.Storage.Tests.Moving.Support;

/// <summary>Records, while the reading of which something else happens.</summary>
internal sealed class Meanwhile(IMovedRecords<MovedNotice> records, Func<Task> happens) : IMovedRecords<MovedNotice>
{
    public async IAsyncEnumerable<MovedNotice> ReadAsync(MovedNotice? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await happens();
        await foreach (var record in records.ReadAsync(after, cancel)) yield return record;
    }

    public Task WriteAsync(long first, IReadOnlyList<MovedNotice> page, DateTimeOffset at, CancellationToken cancel) =>
        records.WriteAsync(first, page, at, cancel);
}

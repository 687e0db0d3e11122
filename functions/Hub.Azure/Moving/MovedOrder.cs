using Hub.Domain.Streams;

namespace Hub.Azure.Moving;

/// <summary>The order of the records that a query sorts by a moment alone: as the store of one machine sorts them.</summary>
internal static class MovedOrder
{
    /// <summary>A text by which streams are sorted: the UUID, and behind it the letters of the kind where that is not an order's.</summary>
    public static string KeyOf(StreamId stream) => stream.Id.ToString("N") + (stream.Kind is StreamId.Order ? "" : stream.Kind);

    /// <summary>Sorts records of the same moment, of which there are few: they are in memory together.</summary>
    /// <param name="pages">Records, sorted by their moments.</param>
    /// <param name="moment">The moment of a record.</param>
    /// <param name="order">The order of records of one moment.</param>
    public static async IAsyncEnumerable<T> SortedAsync<T>(
        IAsyncEnumerable<IReadOnlyList<T>> pages, Func<T, DateTimeOffset> moment, Comparison<T> order)
    {
        var same = new List<T>();
        await foreach (var page in pages)
        {
            foreach (var record in page)
            {
                if (same.Count > 0 && moment(same[0]) != moment(record))
                {
                    same.Sort(order);
                    foreach (var before in same) yield return before;
                    same.Clear();
                }
                same.Add(record);
            }
        }
        same.Sort(order);
        foreach (var last in same) yield return last;
    }
}

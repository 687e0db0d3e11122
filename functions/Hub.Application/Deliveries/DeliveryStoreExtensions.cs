using System.Runtime.CompilerServices;

namespace Hub.Application.Deliveries;

/// <summary>Walks over many deliveries, and brings forward what waits for a recipient.</summary>
internal static class DeliveryStoreExtensions
{
    private const int Page = 1_000;
    private const int ListPage = 200;

    /// <summary>All deliveries that a query finds, page by page; whoever changes one of a page does not disturb the next.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<Delivery>> PagesAsync(
        this IDeliveryStore store, DeliveryQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? cursor = null;
        do
        {
            var page = await store.ListAsync(query with { Cursor = cursor, Limit = ListPage }, cancel);
            yield return page.Items;
            cursor = page.Cursor;
        }
        while (cursor is not null);
    }

    /// <summary>Brings forward every delivery that waits for a recipient, and signals the lanes, one after the other.</summary>
    /// <param name="store">Where they wait.</param>
    /// <param name="signal">Signals them.</param>
    /// <param name="recipient">To whom they go.</param>
    /// <param name="now">The moment of now.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>How many lanes.</returns>
    public static async Task<int> MakeAllDueAsync(
        this IDeliveryStore store, ISignal signal, Recipient recipient, DateTimeOffset now, CancellationToken cancel)
    {
        var all = 0;
        for (var first = now; ; first += PartnerBackoff.Spread * Page)
        {
            var lanes = await store.MakeDueAsync(recipient, first, PartnerBackoff.Spread, Page, cancel);
            foreach (var lane in lanes) await signal.SignalAsync([lane.Lane], lane.DueAt, cancel);
            all += lanes.Count;
            if (lanes.Count < Page) return all;
        }
    }
}

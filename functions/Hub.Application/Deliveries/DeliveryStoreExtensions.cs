namespace Hub.Application.Deliveries;

/// <summary>Wakes what waits for a partner.</summary>
internal static class DeliveryStoreExtensions
{
    private const int Page = 1_000;

    /// <summary>Makes all that a partner is owed due now, and rings for it.</summary>
    public static async Task MakeAllDueAsync(this IDeliveryStore store, ISignal bell, string partnerId, DateTimeOffset now, CancellationToken cancel)
    {
        while (true)
        {
            var woken = await store.MakeDueAsync(partnerId, now, Page, cancel);
            if (woken.Count > 0) await bell.SignalAsync(woken, null, cancel);
            if (woken.Count < Page) return;
        }
    }
}

namespace Hub.Application.Deliveries;

/// <summary>Signals what waits for a recipient.</summary>
internal static class DeliveryStoreExtensions
{
    private const int Page = 1_000;

    /// <summary>Makes every delivery that waits for a recipient due now, and signals the lanes.</summary>
    public static async Task MakeAllDueAsync(this IDeliveryStore store, ISignal signal, Recipient recipient, DateTimeOffset now, CancellationToken cancel)
    {
        while (true)
        {
            var lanes = await store.MakeDueAsync(recipient, now, Page, cancel);
            if (lanes.Count > 0) await signal.SignalAsync(lanes, null, cancel);
            if (lanes.Count < Page) return;
        }
    }
}

using Hub.Core.Partners;

namespace Hub.Core.Deliveries;

/// <summary>Wakes what waits for a partner.</summary>
internal static class Waking
{
    private const int Page = 1_000;

    /// <summary>Makes all that a partner is owed due now, and rings for it.</summary>
    public static async Task WakeAllAsync(this IDeliveryStore store, IBell bell, string partnerId, DateTimeOffset now, CancellationToken cancel)
    {
        while (true)
        {
            var woken = await store.WakeAsync(partnerId, now, Page, cancel);
            if (woken.Count > 0) await bell.RingAsync(woken, null, cancel);
            if (woken.Count < Page) return;
        }
    }
}

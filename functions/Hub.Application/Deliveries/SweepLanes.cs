using Hub.Application.Diagnostics;
using Hub.Application.Registry;
using Hub.Domain.Partners;

namespace Hub.Application.Deliveries;

/// <summary>Rings again for whatever is overdue: the answer to every lost bell.</summary>
public sealed class SweepLanes(IDeliveryStore store, RegistryCache registry, ISignal bell, PartnerBackoff pace, TimeProvider clock, HubMetrics metrics)
{
    // A bell that was rung this recently may still be on its way.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);
    private const int MostInOneSweep = 5_000;

    /// <summary>Signals lanes that should have moved a while ago, and reports how long the oldest pending delivery waits.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        await SignalAsync(Grace, cancel);
        metrics.ReportOldestPending((await store.BacklogAsync(cancel)).Min(b => b.OldestPending));
    }

    /// <summary>Rings for every lane that may move: after a start, and after a partner was put or enabled.</summary>
    public Task SignalAllAsync(CancellationToken cancel) => SignalAsync(TimeSpan.Zero, cancel);

    /// <summary>Tries at once whatever waits for a partner: its connection was put anew.</summary>
    public async Task SignalPartnerAsync(string partnerId, CancellationToken cancel)
    {
        pace.Forget(partnerId);
        await store.MakeAllDueAsync(bell, partnerId, clock.GetUtcNow(), cancel);
        await SignalAllAsync(cancel);
    }

    private async Task SignalAsync(TimeSpan grace, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var partner in (await registry.GetAsync(cancel)).Content.Partners)
        {
            if (!partner.CanReceive || partner.Connection.Transport is Transport.Mailbox) continue;
            var lanes = await store.OverdueLanesAsync(partner.Id, now, now - grace, MostInOneSweep, cancel);
            if (lanes.Count > 0) await bell.SignalAsync(lanes, null, cancel);
        }
    }
}

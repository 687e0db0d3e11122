using Hub.Application.Diagnostics;
using Hub.Application.Registry;
using Hub.Domain.Partners;

namespace Hub.Application.Deliveries;

/// <summary>Signals lanes again from what the delivery store holds: after a start, and where a signal was lost.</summary>
public sealed class SweepLanes(IDeliveryStore store, RegistryCache registry, ISignal signal, PartnerBackoff backoff, TimeProvider clock, HubMetrics metrics)
{
    // A signal that was sent this recently may still be on its way.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);
    private const int MaxInOneSweep = 5_000;

    /// <summary>Signals lanes that should have moved a while ago, and reports what the store holds.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        await SignalDueAsync(clock.GetUtcNow() - Grace, cancel);
        var backlogs = await store.BacklogAsync(cancel);
        metrics.ReportBacklog(backlogs.Min(b => b.OldestPending), backlogs.Sum(b => b.Parked));
    }

    /// <summary>Signals every lane that may move: after a partner was put or enabled.</summary>
    public Task SignalAllAsync(CancellationToken cancel) => SignalDueAsync(clock.GetUtcNow(), cancel);

    /// <summary>
    /// Signals every lane that may move, and schedules the signals of those that wait for a later attempt: after a start, where signals do
    /// not outlive the process.
    /// </summary>
    public async Task RefillAsync(CancellationToken cancel)
    {
        await SignalAllAsync(cancel);
        await SignalDueAsync(DateTimeOffset.MaxValue, cancel);
    }

    /// <summary>
    /// Tries soon whatever waits for a partner: its connection was put anew. One message goes first, also through a circuit that is still open; where it is
    /// taken the others follow, spread. What it refused is written anew, for that is what was mended.
    /// </summary>
    public async Task SignalPartnerAsync(string partnerId, CancellationToken cancel)
    {
        backoff.BeginAnew(partnerId);
        var recipient = Recipient.OfPartner(partnerId);
        await foreach (var page in store.PagesAsync(new DeliveryQuery(DeliveryState.Pending, recipient), cancel))
            foreach (var refused in page.Where(d => d.WasRefused))
                await store.ReplaceAsync(refused, refused with { WasRefused = false, NextAttemptAt = null }, clock.GetUtcNow(), cancel);
        await store.MakeAllDueAsync(signal, recipient, clock.GetUtcNow(), cancel);
        await SignalAllAsync(cancel);
    }

    private async Task SignalDueAsync(DateTimeOffset dueBefore, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var partner in (await registry.GetAsync(cancel)).Content.Partners)
        {
            if (!partner.CanReceive || partner.Connection.Transport is Transport.Mailbox) continue;
            var lanes = await store.OverdueLanesAsync(Recipient.OfPartner(partner.Id), now, dueBefore, MaxInOneSweep, cancel);
            var due = lanes.Where(l => l.DueAt <= now).Select(l => l.Lane).ToList();
            if (due.Count > 0) await signal.SignalAsync(due, null, cancel);
            foreach (var later in lanes.Where(l => l.DueAt > now)) await signal.SignalAsync([later.Lane], later.DueAt, cancel);
        }
    }
}

using Hub.Application.Deliveries;
using Hub.Application.Diagnostics;
using Hub.Application.Registry;
using Hub.Domain.Partners;

namespace Hub.Application.Following;

/// <summary>
/// Enqueues a delivery to each recipient that an event concerns, and signals the lanes. It acts on the world: it keeps its checkpoint
/// across versions and is never replayed.
/// </summary>
public sealed class DeliveriesFollower(
    IDeliveryStore deliveries, StreamMessages messages, RegistryCache registry, ISignal signal, TimeProvider clock, HubMetrics metrics) : IFollower
{
    /// <summary>Name of this follower.</summary>
    public const string FollowerName = "deliveries";

    /// <inheritdoc/>
    public string Name => FollowerName;

    /// <inheritdoc/>
    public async Task ApplyAsync(IReadOnlyList<ChangedStream> changed, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var pending = changed.SelectMany(c => messages.Of(c.Stream.Events[0].Stream.Kind)?.DeliveriesFor(c.Stream, c.FromVersion, now) ?? []).ToList();
        if (pending.Count == 0) return;
        await deliveries.EnqueueAsync(pending, cancel);
        var snapshot = await registry.GetAsync(cancel);
        foreach (var delivery in pending)
            if (snapshot.Partner(delivery.Recipient.PartnerId) is { } partner) metrics.Enqueued(partner);
        var lanes = pending.Select(d => d.Lane).Distinct()
            .Where(l => snapshot.Partner(l.Recipient.PartnerId) is { CanReceive: true, Connection.Transport: not Transport.Mailbox }).ToList();
        // After the deliveries are durable: whoever follows a signal to an empty lane leaves it again.
        if (lanes.Count > 0) await signal.SignalAsync(lanes, null, cancel);
    }
}

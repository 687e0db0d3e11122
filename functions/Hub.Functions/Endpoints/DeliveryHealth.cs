using System.Globalization;
using Hub.Application;
using Hub.Application.Deliveries;
using Hub.Application.Following;
using Hub.Application.Registry;

namespace Hub.Functions.Endpoints;

/// <summary>Pending and parked deliveries, and followers of the log that are behind. The detail names no partner or order.</summary>
public sealed class DeliveryHealth(IDeliveryStore deliveries, IPendingProjections pending, RegistryCache registry, TimeProvider clock) : IDependency
{
    /// <inheritdoc/>
    public string Name => "deliveries";

    /// <inheritdoc/>
    public async ValueTask<DependencyState> CheckAsync(CancellationToken cancel)
    {
        try
        {
            var backlog = await deliveries.BacklogAsync(cancel);
            var snapshot = await registry.GetAsync(cancel);
            var behind = new List<string>();
            foreach (var follower in (string[])[ViewsFollower.FollowerName, DeliveriesFollower.FollowerName])
                if ((await pending.ListAsync(follower, 1, cancel)).Count > 0) behind.Add(follower);
            var now = clock.GetUtcNow();
            var inMailboxes = backlog.Where(b => PartnerHealth.Fetches(b.Recipient, snapshot)).ToList();
            // What waits to be fetched ages as its reader likes; what the hub is to bring does not.
            var oldest = backlog.Except(inMailboxes).Min(b => b.OldestPending);
            var parked = backlog.Sum(b => b.Parked);
            var isLate = backlog.Any(b => PartnerHealth.IsLate(b, snapshot, now));
            var state = parked > 0 || behind.Count > 0 || isLate ? DependencyState.Degraded : DependencyState.Ok;
            var fetched = inMailboxes.Sum(b => b.Pending);
            return new DependencyState(Name, state, oldest is { } since ? Math.Max(0, (now - since).TotalSeconds) : null, string.Create(
                CultureInfo.InvariantCulture,
                $"{backlog.Sum(b => b.Pending)} owed, {parked} parked{(fetched > 0 ? $"; {fetched} of the owed wait in mailboxes" : "")}"
                + $"{(behind.Count > 0 ? $"; some orders could not be processed yet for: {string.Join(", ", behind)}" : "")}"));
        }
        catch (StoreException e)
        {
            return new DependencyState(Name, DependencyState.Down, null, e.Message);
        }
    }
}

using Hub.Application;
using Hub.Application.Deliveries;
using Hub.Application.Registry;
using Hub.Domain.Partners;

namespace Hub.Functions.Endpoints;

/// <summary>What is wrong with one partner, for the administrator.</summary>
/// <param name="Id">The partner.</param>
/// <param name="State">
/// <c>disabled</c> (its endpoint is gone), <c>failing</c> (attempts fail), <c>parked</c> (a person must look) or <c>late</c> (something waits for too long).
/// </param>
/// <param name="Since">Since when: the first attempt of what fails, else the age of what waits; none where only parked deliveries are left.</param>
/// <param name="Owed">Deliveries still to be made.</param>
/// <param name="Parked">Deliveries that wait for a person.</param>
public sealed record PartnerState(string Id, string State, DateTimeOffset? Since, int Owed, int Parked);

/// <summary>The partners with which something is wrong.</summary>
public sealed class PartnerHealth(IDeliveryStore deliveries, RegistryCache registry, TimeProvider clock)
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    // A partner that fetches does so when it likes, each hour or each night; longer than this its reader stands still.
    private static readonly TimeSpan LateInMailbox = TimeSpan.FromDays(2);

    /// <summary>Lists them by their ids; empty where nothing is wrong, and where the store cannot tell.</summary>
    public async ValueTask<IReadOnlyList<PartnerState>> ListAsync(CancellationToken cancel)
    {
        try
        {
            var snapshot = await registry.GetAsync(cancel);
            var now = clock.GetUtcNow();
            var backlog = await deliveries.BacklogAsync(cancel);
            return [.. backlog.Select(b => StateOf(b, snapshot, now)).OfType<PartnerState>().OrderBy(p => p.Id, StringComparer.Ordinal)];
        }
        catch (StoreException)
        {
            // The dependencies in the same answer say so.
            return [];
        }
    }

    /// <summary>Whether a recipient fetches what is for it, so that the hub brings it nothing.</summary>
    internal static bool Fetches(Recipient recipient, RegistrySnapshot snapshot) =>
        snapshot.Partner(recipient.PartnerId) is { Connection.Transport: Transport.Mailbox };

    /// <summary>Whether something waits for a recipient for longer than it should.</summary>
    internal static bool IsLate(Backlog backlog, RegistrySnapshot snapshot, DateTimeOffset now) =>
        now - backlog.OldestPending > (Fetches(backlog.Recipient, snapshot) ? LateInMailbox : Late);

    private static PartnerState? StateOf(Backlog backlog, RegistrySnapshot snapshot, DateTimeOffset now)
    {
        var (state, since) = snapshot.Partner(backlog.Recipient.PartnerId) is { Connection.DisabledBecause: not null } ? ("disabled", backlog.OldestPending)
            : backlog.FailingSince is { } failing ? ("failing", failing)
            : backlog.Parked > 0 ? ("parked", (DateTimeOffset?)null)
            : IsLate(backlog, snapshot, now) ? ("late", backlog.OldestPending)
            : (null, null);
        return state is null ? null : new PartnerState(backlog.Recipient.ToString(), state, since, backlog.Pending, backlog.Parked);
    }
}

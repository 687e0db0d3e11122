using System.Globalization;
using Hub.Application;
using Hub.Application.Notices;
using Hub.Application.Registry;

namespace Hub.Functions.Endpoints;

/// <summary>Notices that could not be sent, and why. The hub works without them; the detail names no person and no address.</summary>
public sealed class NoticeHealth(
    INoticeStore store, ChannelCircuits circuits, RegistryCache registry, NoticeSettings settings, IEnumerable<MailUnavailable> unavailable, TimeProvider clock)
    : IDependency
{
    // A notice that was queued this recently may be on its way.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public string Name => "notices";

    /// <inheritdoc/>
    public async ValueTask<DependencyState> CheckAsync(CancellationToken cancel)
    {
        try
        {
            var queued = (await store.ListAsync(cancel)).Select(s => s.Queued).OfType<QueuedNotice>().ToList();
            var now = clock.GetUtcNow();
            var failed = queued.Where(q => q.Note is not null || now - q.QueuedAt > Late).ToList();
            var details = new List<string>();
            if (failed.Count > 0)
            {
                var oldest = failed.MinBy(q => q.QueuedAt)!;
                details.Add(string.Create(CultureInfo.InvariantCulture,
                    $"{failed.Count} of {queued.Count} notices to be sent could not be sent yet, the oldest since "
                    + $"{oldest.QueuedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"
                    + $"{(oldest.Note is null ? "" : $": {oldest.Note.TrimEnd('.')}")}"));
            }
            foreach (var (server, since, why) in circuits.Failing)
                details.Add(string.Create(CultureInfo.InvariantCulture, $"{server} fails since {since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}: {why.TrimEnd('.')}"));
            // That nobody is told is what was wished where nobody is to be told.
            var isMailMissed = unavailable.Any() && (settings.Administrators.Count > 0
                || (await registry.GetAsync(cancel)).Content.Partners.Any(p => p.Watchers.Count > 0));
            details.AddRange(unavailable.Select(u => u.Why.TrimEnd('.')));
            var state = failed.Count > 0 || circuits.Failing.Count > 0 || isMailMissed ? DependencyState.Degraded : DependencyState.Ok;
            return new DependencyState(Name, state, queued.Count > 0 ? Math.Max(0, (now - queued.Min(q => q.QueuedAt)).TotalSeconds) : null,
                details.Count > 0 ? string.Join("; ", details) : null);
        }
        catch (StoreException e)
        {
            return new DependencyState(Name, DependencyState.Degraded, null, e.Message);
        }
    }
}

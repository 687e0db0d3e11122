using Hub.Application.Contacts;
using Hub.Domain.Orders;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Retention;

/// <summary>
/// Does erasures on request again: those that the database does not know to be done, for it was restored to an earlier moment, or for the hub ended between
/// the entry and the erasure. Until that is done nothing may be read or sent that may hold a contact. It may be done twice, and by several instances at once.
/// </summary>
public sealed partial class ReplayErasures(
    IErasureLog log, IContacts contacts, EraseContacts erase, TimeProvider clock, ILogger<ReplayErasures> logger)
{
    // An entry may be found so long after its moment: clocks of instances differ, and it may be on its way while another instance looks.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private Task? _running;
    private volatile bool _isDone;

    /// <summary>Does what must be done before this process may serve; at once where that is done. All who ask meanwhile wait for one attempt.</summary>
    /// <exception cref="StoreException">It cannot be done now; whoever asks next tries again.</exception>
    public Task EnsureAsync(CancellationToken cancel)
    {
        if (_isDone) return Task.CompletedTask;
        Task running;
        lock (_lock)
        {
            // Not cancelled with one of those who wait for it: the stores end their calls by themselves.
            if (_running is null or { IsCompleted: true }) _running = Task.Run(() => StartAsync(CancellationToken.None), CancellationToken.None);
            running = _running;
        }
        return running.WaitAsync(cancel);
    }

    /// <summary>Does all erasures again that the log has, whatever the database knows.</summary>
    /// <exception cref="StoreException">Not all could be done; those that were stay done.</exception>
    public Task<ErasuresReplayed> ReplayAsync(CancellationToken cancel) => ReplayAsync(DateTimeOffset.MinValue, cancel);

    private async Task StartAsync(CancellationToken cancel)
    {
        if (_isDone) return;
        var done = await contacts.ErasedUpToAsync(cancel);
        var replayed = await ReplayAsync(done is { } upTo ? upTo - Overlap : DateTimeOffset.MinValue, cancel);
        if (replayed.Erased > 0 || replayed.Later.Count > 0) LogReplayed(replayed.Erased, done, replayed.Later.Count);
        _isDone = true;
    }

    private async Task<ErasuresReplayed> ReplayAsync(DateTimeOffset from, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var entries = await log.ListAsync(from, cancel);
        if (entries.Count == 0) return new(0, 0, []);
        // Of several about one order the last one means all that was there before.
        var (erased, later) = await erase.AgainAsync([.. entries.GroupBy(e => e.Order).Select(g => g.MaxBy(e => e.At)!)], cancel);
        // Past the last entry, so that the next start need not do it again; no further, for a clock that runs ahead would hide the entries to come.
        var settled = entries.Max(e => e.At) + Overlap + TimeSpan.FromTicks(1);
        var upTo = settled < now ? settled : now;
        if (await contacts.ErasedUpToAsync(cancel) is not { } done || done < upTo) await contacts.NoteErasedUpToAsync(upTo, cancel);
        return new(entries.Count, erased, later);
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Erased} erasures on request were done again: the database knew them up to {UpTo:O}. Of {Later} orders a contact came in later and stays")]
    private partial void LogReplayed(int erased, DateTimeOffset? upTo, int later);
}

/// <summary>What came of erasures that were done again.</summary>
/// <param name="Entries">How many entries were looked at.</param>
/// <param name="Erased">Of how many orders there was a contact, or a message that may have held it.</param>
/// <param name="Later">Orders whose contact came in after the erasure: it was left as it is, and somebody must judge it.</param>
public sealed record ErasuresReplayed(int Entries, int Erased, IReadOnlyList<OrderId> Later);

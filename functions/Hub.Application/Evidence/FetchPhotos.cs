using Hub.Domain.Streams;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Evidence;

/// <summary>
/// Fetches the photos that are due, each as work of its own: an address that drips holds up nothing but itself. A sender has so many on
/// their way and no more, a host too, and whoever was served longest ago is next.
/// </summary>
public sealed partial class FetchPhotos(IEvidenceAgenda agenda, FetchPhoto fetch, TimeProvider clock, ILogger<FetchPhotos> logger) : IDisposable
{
    // Each is whole in memory while it comes in: at most 20 MiB.
    private const int MaxInAll = 12;

    // Of one sender, from two hosts, while so few are on their way that other senders have room; of one host, by two senders.
    private const int MaxForSeconds = 6;
    private const int MaxOfSender = 2;
    private const int MaxOfHost = 2;
    private const int MaxOfSenderLookedAt = 50;

    // What became due or was announced meanwhile does not wait for those that are on their way.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    // Then the sweep ends, and the next one finds what is still on its way.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // When an item that the hub itself failed on is looked at again: many that fail each time must not keep others from their turn.
    private static readonly TimeSpan AfterDefect = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _starting = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<Running> _running = [];
    private readonly Dictionary<string, long> _servedAt = new(StringComparer.Ordinal);
    private readonly Dictionary<AgendaItem, string> _hosts = [];

    // Begun in this sweep: one that the hub stumbled over stays due as it was, and is left to the next.
    private readonly HashSet<AgendaItem> _begun = [];

    /// <summary>Begins what is due and may begin, and waits for it, but not for what is slow.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        lock (_gate) _begun.IntersectWith(_running.Select(r => r.Item));
        for (var begun = clock.GetTimestamp(); ;)
        {
            var hasStarted = await StartAsync(cancel);
            Task[] running;
            lock (_gate) running = [.. _running.Select(r => r.Work)];
            var left = Patience - clock.GetElapsedTime(begun);
            if ((running.Length == 0 && !hasStarted) || left <= TimeSpan.Zero) return;
            if (running.Length == 0) continue;
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var pause = Task.Delay(left < LookAgain ? left : LookAgain, clock, enough.Token);
            await Task.WhenAny([.. running, pause]);
            cancel.ThrowIfCancellationRequested();
            await enough.CancelAsync();
        }
    }

    /// <summary>Stops what is on its way; it stays due.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _starting.Dispose();
    }

    // True where anything was begun.
    private async Task<bool> StartAsync(CancellationToken cancel)
    {
        await _starting.WaitAsync(cancel);
        try
        {
            var due = await agenda.DueAsync(StreamId.Order, AgendaKind.Fetch, clock.GetUtcNow(), MaxOfSenderLookedAt, cancel);
            foreach (var old in _hosts.Keys.Except(due).ToList()) _hosts.Remove(old);
            var senders = due.Where(IsFree).GroupBy(SenderOf).OrderBy(s => _servedAt.GetValueOrDefault(s.Key, long.MinValue)).Select(s => s.ToList()).ToList();
            var hasStarted = false;
            // Each sender's first before anybody's second.
            for (var most = 1; most <= MaxOfSender; most++)
            {
                foreach (var items in senders)
                {
                    if (Count(_ => true) >= (most == 1 ? MaxInAll : MaxForSeconds)) break;
                    hasStarted |= await StartOneAsync(items, most, cancel);
                }
            }
            return hasStarted;
        }
        finally
        {
            _starting.Release();
        }
    }

    // Whose sender an earlier version of the hub did not note stands for its order.
    private static string SenderOf(AgendaItem item) => item.PartnerId ?? item.Stream.ToString();

    private bool IsFree(AgendaItem item)
    {
        lock (_gate)
        {
            return !_begun.Contains(item) && !_running.Exists(r => r.Item.Stream == item.Stream && r.Item.Item == item.Item);
        }
    }

    private int Count(Func<Running, bool> which)
    {
        lock (_gate) return _running.Count(which);
    }

    private async Task<bool> StartOneAsync(List<AgendaItem> items, int most, CancellationToken cancel)
    {
        foreach (var item in items)
        {
            var sender = SenderOf(item);
            if (Count(r => r.Sender == sender) >= most) return false;
            var host = await HostAsync(item, cancel);
            // A host that is slow has its sender's other hosts go before it.
            if (Count(r => r.Host == host) >= MaxOfHost || Count(r => r.Sender == sender && r.Host == host) > 0) continue;
            Start(item, sender, host);
            items.Remove(item);
            return true;
        }
        return false;
    }

    private async Task<string> HostAsync(AgendaItem item, CancellationToken cancel)
    {
        if (_hosts.TryGetValue(item, out var known)) return known;
        try
        {
            return _hosts[item] = await fetch.HostAsync(item, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The attempt stumbles over the same thing, and says so. Unlike an address, what is wrong here is the item's own.
            return $"{item.Stream}/{item.Item}";
        }
    }

    private void Start(AgendaItem item, string sender, string host)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = new Running(item, sender, host, done.Task);
        lock (_gate)
        {
            _servedAt[sender] = clock.GetTimestamp();
            _running.Add(running);
            _begun.Add(item);
        }
        _ = RunAsync(running, done);
    }

    private async Task RunAsync(Running running, TaskCompletionSource done)
    {
        try
        {
            await fetch.FetchAsync(running.Item, _stop.Token);
        }
        catch (Exception e)
        {
            // A broken store leaves the item due, for the next sweep; one item must not stop the others.
            if (!_stop.IsCancellationRequested) LogFailed(e, running.Item.Stream, running.Item.Item);
            if (e is not (StoreException or OperationCanceledException)) await PutOffAsync(running.Item);
        }
        finally
        {
            lock (_gate) _running.Remove(running);
            done.SetResult();
        }
    }

    private async Task PutOffAsync(AgendaItem item)
    {
        try
        {
            await agenda.ReplaceAsync(item, item with { DueAt = clock.GetUtcNow() + AfterDefect }, CancellationToken.None);
        }
        catch (StoreException e)
        {
            LogFailed(e, item.Stream, item.Item);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Stream {Stream}: photo {PhotoId} could not be fetched by the hub")]
    private partial void LogFailed(Exception e, StreamId stream, string photoId);

    // Two that are alike are two.
    private sealed class Running(AgendaItem item, string sender, string host, Task work)
    {
        public AgendaItem Item => item;

        public string Sender => sender;

        public string Host => host;

        public Task Work => work;
    }
}

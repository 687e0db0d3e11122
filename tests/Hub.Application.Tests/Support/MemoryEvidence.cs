using Hub.Application.Evidence;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Pictures;

namespace Hub.Application.Tests.Support;

/// <summary>The evidence store in memory, with room for trouble.</summary>
/// <param name="steps">Where it writes down what was put and removed, in order.</param>
internal sealed class MemoryEvidence(List<string> steps) : IEvidenceStore
{
    private readonly Dictionary<EvidenceKey, (byte[] Bytes, EvidenceInfo Info)> _all = [];

    /// <summary>True while it can do nothing.</summary>
    public bool IsBroken { get; set; }

    /// <summary>A picture that cannot be removed, as one that a policy of the platform holds.</summary>
    public EvidenceKey? Unremovable { get; set; }

    public IReadOnlyList<EvidenceKey> Keys
    {
        get
        {
            lock (steps) return [.. _all.Keys];
        }
    }

    public EvidenceInfo Info(EvidenceKey key) => _all[key].Info;

    /// <summary>Sets bytes in the place of a picture, as somebody with access to the disk might.</summary>
    public void Tamper(EvidenceKey key, byte[] bytes) => _all[key] = (bytes, _all[key].Info);

    public void Lose(EvidenceKey key) => _all.Remove(key);

    public Task<bool> PutAsync(EvidenceKey key, PictureBytes content, EvidenceInfo info, CancellationToken cancel)
    {
        lock (steps)
        {
            Check(key);
            steps.Add($"put {info.PhotoId}");
            return Task.FromResult(_all.TryAdd(key, (content.ToArray(), info)));
        }
    }

    public Task<EvidenceContent?> OpenAsync(EvidenceKey key, long from, long? count, CancellationToken cancel)
    {
        lock (steps)
        {
            Check(key);
            if (!_all.TryGetValue(key, out var found)) return Task.FromResult<EvidenceContent?>(null);
            var asked = found.Bytes.Skip((int)from).Take((int)(count ?? found.Bytes.Length)).ToArray();
            return Task.FromResult<EvidenceContent?>(new EvidenceContent(new MemoryStream(asked, writable: false), found.Bytes.Length, found.Info.MediaType));
        }
    }

    public Task<bool> RemoveAsync(OrderId order, string sha256, CancellationToken cancel)
    {
        lock (steps)
        {
            var key = new EvidenceKey(order, sha256);
            Check(key);
            if (key == Unremovable) throw new StoreException("The picture is held.", new IOException());
            steps.Add("remove");
            _all.Remove(key with { IsThumbnail = true });
            return Task.FromResult(_all.Remove(key));
        }
    }

    public Task ProbeAsync(CancellationToken cancel) => IsBroken
        ? throw new StoreException("The evidence store is away.", new IOException())
        : Task.CompletedTask;

    public ValueTask<Uri?> LinkAsync(EvidenceKey key, DateTimeOffset until, CancellationToken cancel) => ValueTask.FromResult<Uri?>(null);

    private void Check(EvidenceKey key)
    {
        key.Validated();
        if (IsBroken) throw new StoreException("The evidence store is away.", new IOException());
    }
}

/// <summary>The agenda in memory.</summary>
/// <param name="steps">Where it writes down what was set and struck, in order.</param>
internal sealed class MemoryAgenda(List<string> steps) : IEvidenceAgenda
{
    private readonly Dictionary<(StreamId, AgendaKind, string), AgendaItem> _all = [];

    public IReadOnlyList<AgendaItem> All
    {
        get
        {
            lock (steps) return [.. _all.Values];
        }
    }

    public Task SetAsync(AgendaItem item, CancellationToken cancel)
    {
        lock (steps)
        {
            steps.Add($"set {item.Kind}");
            _all[(item.Stream, item.Kind, item.Item)] = item;
        }
        return Task.CompletedTask;
    }

    public Task<bool> ReplaceAsync(AgendaItem read, AgendaItem changed, CancellationToken cancel)
    {
        lock (steps)
        {
            if (_all.GetValueOrDefault((read.Stream, read.Kind, read.Item)) != read) return Task.FromResult(false);
            _all[(read.Stream, read.Kind, read.Item)] = changed;
            return Task.FromResult(true);
        }
    }

    public ValueTask<IReadOnlyList<AgendaItem>> DueAsync(string streamKind, AgendaKind kind, DateTimeOffset now, int maxOfOne, CancellationToken cancel)
    {
        lock (steps)
        {
            var due = _all.Values.Where(i => i.Stream.Kind == streamKind && i.Kind == kind && i.DueAt <= now).GroupBy(i => i.PartnerId).SelectMany(of => of.OrderBy(i => i.DueAt).Take(maxOfOne));
            return ValueTask.FromResult<IReadOnlyList<AgendaItem>>([.. due.OrderBy(i => i.DueAt)]);
        }
    }

    public ValueTask<IReadOnlyList<AgendaItem>> OfStreamAsync(StreamId orderId, AgendaKind kind, CancellationToken cancel)
    {
        lock (steps) return ValueTask.FromResult<IReadOnlyList<AgendaItem>>([.. _all.Values.Where(i => i.Stream == orderId && i.Kind == kind)]);
    }

    public Task<bool> StrikeAsync(AgendaItem item, CancellationToken cancel)
    {
        lock (steps)
        {
            if (_all.GetValueOrDefault((item.Stream, item.Kind, item.Item)) != item) return Task.FromResult(false);
            steps.Add($"strike {item.Kind}");
            return Task.FromResult(_all.Remove((item.Stream, item.Kind, item.Item)));
        }
    }
}

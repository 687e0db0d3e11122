namespace Hub.Application.Leases;

/// <summary>Lets one at a time work on each key; others on the same key wait, those on other keys do not.</summary>
internal sealed class KeyedLock<T> where T : notnull
{
    private readonly Dictionary<T, Entry> _entries = [];

    /// <summary>How many keys somebody holds or waits for: of others nothing is remembered.</summary>
    public int Count
    {
        get
        {
            lock (_entries) return _entries.Count;
        }
    }

    /// <summary>Waits for all keys and holds them until the result is disposed.</summary>
    public async Task<IDisposable> HoldAsync(IEnumerable<T> keys, CancellationToken cancel)
    {
        var held = new Held(this);
        try
        {
            // Always in one order: two that want the same two keys would wait for each other for ever.
            foreach (var key in keys.Distinct().OrderBy(k => k.ToString(), StringComparer.Ordinal))
            {
                var entry = Enter(key);
                try
                {
                    await entry.Place.WaitAsync(cancel);
                }
                catch
                {
                    Leave(key, entry, release: false);
                    throw;
                }
                held.Keys.Add((key, entry));
            }
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private Entry Enter(T key)
    {
        lock (_entries)
        {
            if (!_entries.TryGetValue(key, out var entry)) _entries[key] = entry = new Entry();
            entry.Users++;
            return entry;
        }
    }

    private void Leave(T key, Entry entry, bool release)
    {
        lock (_entries)
        {
            if (release) entry.Place.Release();
            if (--entry.Users > 0) return;
            _entries.Remove(key);
            entry.Place.Dispose();
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Place { get; } = new(1);

        public int Users { get; set; }
    }

    private sealed class Held(KeyedLock<T> locks) : IDisposable
    {
        public List<(T Key, Entry Entry)> Keys { get; } = [];

        public void Dispose()
        {
            foreach (var (key, entry) in Keys) locks.Leave(key, entry, release: true);
            Keys.Clear();
        }
    }
}

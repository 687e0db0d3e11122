using System.Collections.Concurrent;
using System.Globalization;

namespace Hub.LocalRuntime;

/// <summary>What runs now: requests and functions, by name and with the moment of their beginning. A stop says by it for whom it waits.</summary>
internal sealed class RunningWork(TimeProvider clock)
{
    private const int MaxNamed = 5;

    private readonly ConcurrentDictionary<Entry, byte> _running = new();

    /// <summary>Notes that something began; it has ended when the result is disposed.</summary>
    public IDisposable Begin(string name)
    {
        var entry = new Entry(this, name, clock.GetTimestamp());
        _running.TryAdd(entry, 0);
        return entry;
    }

    /// <summary>What runs, the longest first; empty where nothing does.</summary>
    public string Describe()
    {
        var all = _running.Keys.OrderBy(e => e.Began).ToList();
        var named = all.Take(MaxNamed).Select(e => string.Create(
            CultureInfo.InvariantCulture, $"{e.Name} (for {clock.GetElapsedTime(e.Began).TotalSeconds:0} s)"));
        return string.Join(", ", named) + (all.Count > MaxNamed ? $" and {all.Count - MaxNamed} more" : "");
    }

    private sealed class Entry(RunningWork work, string name, long began) : IDisposable
    {
        public string Name => name;

        public long Began => began;

        public void Dispose() => work._running.TryRemove(this, out _);
    }
}

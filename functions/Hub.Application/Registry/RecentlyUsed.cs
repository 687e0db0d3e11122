namespace Hub.Application.Registry;

/// <summary>
/// Things that never change once they are there, the last used of them in memory. Each is loaded once, even where many ask
/// for it at the same moment; what is not there, or did not load, is asked for again the next time.
/// </summary>
/// <param name="most">So many are held.</param>
internal sealed class RecentlyUsed<TKey, TValue>(int most) where TKey : notnull where TValue : class
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(TKey Key, Lazy<Task<TValue?>> Value)> _byUse = [];
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, Lazy<Task<TValue?>> Value)>> _byKey = [];

    /// <summary>The thing with this key; null where there is none.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="load">Loads it; not cancelled with the one who asked first, for others may wait for it too.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public ValueTask<TValue?> GetAsync(TKey key, Func<ValueTask<TValue?>> load, CancellationToken cancel)
    {
        var held = Hold(key, load);
        return held.Value is { IsCompletedSuccessfully: true } there ? ValueTask.FromResult(there.Result) : new(held.Value.WaitAsync(cancel));
    }

    private Lazy<Task<TValue?>> Hold(TKey key, Func<ValueTask<TValue?>> load)
    {
        lock (_lock)
        {
            if (_byKey.TryGetValue(key, out var node))
            {
                _byUse.Remove(node);
            }
            else
            {
                // Lazy: the loading itself happens outside the lock.
                Lazy<Task<TValue?>>? held = null;
                held = new Lazy<Task<TValue?>>(() => LoadAsync(key, load, () => held!));
                _byKey[key] = node = new((key, held));
            }
            _byUse.AddFirst(node);
            if (_byUse.Count > most && _byUse.Last is { } oldest)
            {
                _byUse.RemoveLast();
                _byKey.Remove(oldest.Value.Key);
            }
            return node.Value.Value;
        }
    }

    private async Task<TValue?> LoadAsync(TKey key, Func<ValueTask<TValue?>> load, Func<Lazy<Task<TValue?>>> self)
    {
        TValue? value = null;
        try
        {
            return value = await load();
        }
        finally
        {
            if (value is null) Forget(key, self());
        }
    }

    private void Forget(TKey key, Lazy<Task<TValue?>> held)
    {
        lock (_lock)
        {
            if (!_byKey.TryGetValue(key, out var node) || node.Value.Value != held) return;
            _byKey.Remove(key);
            _byUse.Remove(node);
        }
    }
}

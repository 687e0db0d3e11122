namespace Hub.Functions.Http;

/// <summary>
/// Limits how many calls of one partner are answered at the same time. With several instances each counts for itself: harmless, for the limit protects an
/// instance.
/// </summary>
/// <param name="most">Calls of one partner.</param>
public sealed class CallsAtOnce(int most)
{
    /// <summary>Calls of one partner that are answered at the same time.</summary>
    public const int Most = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _running = [];

    /// <summary>As many calls as a partner may make.</summary>
    public CallsAtOnce() : this(Most)
    {
    }

    /// <summary>Counts a call until the result is disposed; null where it is one too many.</summary>
    public IDisposable? TryEnter(string partner)
    {
        lock (_lock)
        {
            var running = _running.GetValueOrDefault(partner);
            if (running >= most) return null;
            _running[partner] = running + 1;
            return new Call(this, partner);
        }
    }

    private void Leave(string partner)
    {
        lock (_lock)
        {
            if (--_running[partner] == 0) _running.Remove(partner);
        }
    }

    private sealed class Call(CallsAtOnce calls, string partner) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) calls.Leave(partner);
        }
    }
}

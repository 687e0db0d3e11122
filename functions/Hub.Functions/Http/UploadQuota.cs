namespace Hub.Functions.Http;

/// <summary>
/// Limits each sender to half of a shared budget of bytes, so that one slow sender holds up nobody else. Not thread-safe: its owner uses it
/// under a lock.
/// </summary>
/// <param name="total">Bytes for all senders together.</param>
internal sealed class UploadQuota(long total)
{
    private readonly Dictionary<string, long> _used = [];
    private long _usedByAll;

    /// <summary>True where the sender would exceed its half.</summary>
    public bool IsTooMuchOf(string sender, long bytes) => _used.GetValueOrDefault(sender) + bytes > total / 2;

    /// <summary>True where all senders together would exceed the budget.</summary>
    public bool IsTooMuch(long bytes) => _usedByAll + bytes > total;

    public void Take(string sender, long bytes)
    {
        _used[sender] = _used.GetValueOrDefault(sender) + bytes;
        _usedByAll += bytes;
    }

    public void Give(string sender, long bytes)
    {
        if (bytes == 0) return;
        _usedByAll -= bytes;
        if ((_used[sender] -= bytes) == 0) _used.Remove(sender);
    }
}

namespace Hub.Functions.Http;

/// <summary>
/// Limits each sender to half of a shared budget of bytes, so that one slow sender holds up nobody else. Not thread-safe: its owner uses it
/// under a lock.
/// </summary>
/// <param name="maxBytes">Bytes for all senders together.</param>
internal sealed class UploadQuota(long maxBytes)
{
    private readonly Dictionary<string, long> _used = [];
    private long _usedByAll;

    /// <summary>True where the sender would exceed its half.</summary>
    public bool ExceedsShare(string sender, long bytes) => _used.GetValueOrDefault(sender) + bytes > maxBytes / 2;

    /// <summary>True where all senders together would exceed the budget.</summary>
    public bool ExceedsTotal(long bytes) => _usedByAll + bytes > maxBytes;

    /// <summary>Counts bytes to a sender. The caller checks first.</summary>
    public void Reserve(string sender, long bytes)
    {
        _used[sender] = _used.GetValueOrDefault(sender) + bytes;
        _usedByAll += bytes;
    }

    /// <summary>Counts bytes to a sender no more.</summary>
    public void Release(string sender, long bytes)
    {
        if (bytes == 0) return;
        _usedByAll -= bytes;
        if ((_used[sender] -= bytes) == 0) _used.Remove(sender);
    }
}

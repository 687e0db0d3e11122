namespace Hub.Functions.Http;

/// <summary>
/// How much each sender has of what there is for all: one has half at most, so that what is slow there holds up nobody else. Its owner
/// asks, takes and gives under a lock of its own.
/// </summary>
/// <param name="total">Bytes for all senders together.</param>
internal sealed class UploadQuota(long total)
{
    private readonly Dictionary<string, long> _used = [];
    private long _usedByAll;

    /// <summary>True where the sender would have more than one may.</summary>
    public bool IsTooMuchOf(string sender, long bytes) => _used.GetValueOrDefault(sender) + bytes > total / 2;

    /// <summary>True where all together would have more than there is.</summary>
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

namespace Hub.ServiceBusStandIn;

/// <summary>The ids of the messages that a queue accepted within its window.</summary>
internal sealed class DuplicateDetection(TimeSpan? window)
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset At, string Id)> _order = new();

    /// <summary>Whether a message of this id was accepted within the window. If not, this one is remembered.</summary>
    public bool IsDuplicate(string? messageId, DateTimeOffset now)
    {
        if (window is not { } length || messageId is not { } id) return false;
        while (_order.TryPeek(out var oldest) && oldest.At + length <= now) _ids.Remove(_order.Dequeue().Id);
        if (!_ids.Add(id)) return true;
        _order.Enqueue((now, id));
        return false;
    }
}

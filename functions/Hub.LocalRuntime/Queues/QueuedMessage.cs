namespace Hub.LocalRuntime;

/// <summary>A message in a local queue. Only its queue, and the pump that it is handed out to, change it.</summary>
/// <param name="sequence">Its number; messages come in the order of their numbers.</param>
/// <param name="body">Its text.</param>
/// <param name="key">Messages of one key are merged while they wait; null for a message that is never merged.</param>
/// <param name="visibleAt">Not to be handed out before this moment; milliseconds since 1970 UTC.</param>
internal sealed class QueuedMessage(long sequence, string body, string? key, long visibleAt)
{
    public long Sequence => sequence;

    public string Body => body;

    public string? Key => key;

    public long VisibleAt => visibleAt;

    /// <summary>
    /// The same moment as a timestamp of the clock that never goes back, reckoned when it was put on the queue: it is handed out then too where the wall clock
    /// was set back meanwhile.
    /// </summary>
    public long DueAt { get; set; }

    /// <summary>How often it was handed out.</summary>
    public int Deliveries { get; set; }
}

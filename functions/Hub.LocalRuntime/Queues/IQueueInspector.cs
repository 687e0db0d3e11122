namespace Hub.LocalRuntime;

/// <summary>Looks into the local queues, and replays or removes dead letters.</summary>
public interface IQueueInspector
{
    /// <summary>How many messages of a queue wait, wait for their time, and are dead.</summary>
    QueueCounts Count(string queue);

    /// <summary>The oldest dead letters of a queue: messages that were handed out too often. Kept until the process ends, or until a later message of the same
    /// key is done.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="max">The most to return.</param>
    IReadOnlyList<DeadMessage> ListDeadLetters(string queue, int max = 100);

    /// <summary>Puts a dead letter on its queue again, as a new message with a new number.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="sequence">The number of the dead letter.</param>
    /// <returns>False where there is none of this number.</returns>
    bool ReplayDeadLetter(string queue, long sequence);

    /// <summary>Removes a dead letter for good.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="sequence">The number of the dead letter.</param>
    /// <returns>False where there is none of this number.</returns>
    bool RemoveDeadLetter(string queue, long sequence);
}

/// <summary>How many messages are in a queue.</summary>
/// <param name="Waiting">Messages that may be handed out now, and are not.</param>
/// <param name="Scheduled">Messages whose time has not come.</param>
/// <param name="Dead">Dead letters.</param>
public sealed record QueueCounts(int Waiting, int Scheduled, int Dead);

/// <summary>A message that was handed out too often.</summary>
/// <param name="Sequence">Its number in the queue.</param>
/// <param name="Body">Its text.</param>
/// <param name="EnqueuedAt">When it came into the queue; for one that was scheduled, its moment.</param>
/// <param name="Deliveries">How often it was handed out.</param>
/// <param name="Reason">Why it is dead; the type of the last error, if it is known, without its text.</param>
/// <param name="DiedAt">Since when.</param>
public sealed record DeadMessage(long Sequence, string Body, DateTimeOffset EnqueuedAt, int Deliveries, string Reason, DateTimeOffset DiedAt);

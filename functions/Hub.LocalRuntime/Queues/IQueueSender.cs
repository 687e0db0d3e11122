namespace Hub.LocalRuntime;

/// <summary>Puts messages on the local queues; in Azure that is Service Bus.</summary>
public interface IQueueSender
{
    /// <summary>Puts one message on a queue. It is durable when this ends.</summary>
    /// <param name="queue">The queue; made when it is not there. Case does not matter.</param>
    /// <param name="body">The text that the function receives.</param>
    /// <param name="scheduledFor">Not to be handed out before this moment; null for at once.</param>
    /// <param name="cancellationToken">Gives up while the message is not being written yet.</param>
    ValueTask SendAsync(string queue, string body, DateTimeOffset? scheduledFor = null, CancellationToken cancellationToken = default);

    /// <summary>Puts several messages on a queue: all of them or, with an exception, none.</summary>
    /// <param name="queue">The queue; made when it is not there. Case does not matter.</param>
    /// <param name="messages">The messages, in their order.</param>
    /// <param name="cancellationToken">Gives up while the messages are not being written yet.</param>
    ValueTask SendAsync(string queue, IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken = default);
}

/// <summary>A message for a queue.</summary>
/// <param name="Body">The text that the function receives.</param>
/// <param name="ScheduledFor">Not to be handed out before this moment; null for at once.</param>
public sealed record QueueMessage(string Body, DateTimeOffset? ScheduledFor = null);

/// <summary>Looks into the local queues.</summary>
public interface IQueueInspector
{
    /// <summary>How many messages of a queue wait, wait for their time, and are dead.</summary>
    QueueCounts Count(string queue);

    /// <summary>The oldest dead letters of a queue: messages that were handed out too often. They are kept until somebody removes them from the file.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="max">The most to return.</param>
    IReadOnlyList<DeadLetter> ListDeadLetters(string queue, int max = 100);
}

/// <summary>What stands in a queue.</summary>
/// <param name="Waiting">Messages that may be handed out now, and are not.</param>
/// <param name="Scheduled">Messages whose time has not come.</param>
/// <param name="Dead">Dead letters.</param>
public sealed record QueueCounts(int Waiting, int Scheduled, int Dead);

/// <summary>A message that was handed out too often.</summary>
/// <param name="Sequence">Its number in the queue.</param>
/// <param name="Body">Its text.</param>
/// <param name="Deliveries">How often it was handed out.</param>
/// <param name="Reason">Why it is dead; the type of the last error, if it is known, without its text.</param>
/// <param name="DiedAt">Since when.</param>
public sealed record DeadLetter(long Sequence, string Body, int Deliveries, string Reason, DateTimeOffset DiedAt);

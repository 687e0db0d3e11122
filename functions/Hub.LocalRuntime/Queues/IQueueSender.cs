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

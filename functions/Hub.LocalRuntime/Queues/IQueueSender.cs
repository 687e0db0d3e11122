namespace Hub.LocalRuntime;

/// <summary>
/// Puts messages on the local queues; in Azure that is Service Bus. Local queues are in memory: they suit messages that say "look there",
/// which the app can send again from its own stores after a start.
/// </summary>
public interface IQueueSender
{
    /// <summary>Puts one message on a queue.</summary>
    /// <param name="queue">The queue; made when it is not there. Case does not matter.</param>
    /// <param name="body">The text that the function receives.</param>
    /// <param name="scheduledFor">Not to be handed out before this moment; null for at once.</param>
    /// <param name="cancellationToken">Gives up before the message is put.</param>
    ValueTask SendAsync(string queue, string body, DateTimeOffset? scheduledFor = null, CancellationToken cancellationToken = default);

    /// <summary>Puts several messages on a queue: all of them or, with an exception, none.</summary>
    /// <param name="queue">The queue; made when it is not there. Case does not matter.</param>
    /// <param name="messages">The messages, in their order.</param>
    /// <param name="cancellationToken">Gives up before the messages are put.</param>
    ValueTask SendAsync(string queue, IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken = default);
}

/// <summary>A message for a queue.</summary>
/// <param name="Body">The text that the function receives.</param>
/// <param name="ScheduledFor">Not to be handed out before this moment; null for at once.</param>
/// <param name="Key">
/// What the message is about. Messages of one key for the same moment are merged while they wait, and are not handled at the same time: a
/// message that comes while one of its key is being handled is handed out after that. Null, the default, for a message that is never merged.
/// </param>
public sealed record QueueMessage(string Body, DateTimeOffset? ScheduledFor = null, string? Key = null);

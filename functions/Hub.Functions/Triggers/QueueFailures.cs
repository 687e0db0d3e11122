using Hub.Application;
using Hub.Application.Deliveries;
using Hub.Application.Intake;
using Microsoft.Extensions.Logging;

namespace Hub.Functions.Triggers;

/// <summary>Keeps why a queue's message failed: the platform, which makes a dead letter of it after its last delivery, does not know.</summary>
public sealed partial class QueueFailures(IDeadLetters deadLetters, ILogger<QueueFailures> logger)
{
    /// <summary>Does what a message asks for; an exception goes on to the platform once it is noted.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="context">The run, which knows the message's id.</param>
    /// <param name="work">What the message asks for.</param>
    public async Task NoteAsync(string queue, FunctionContext context, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            await NoteAsync(queue, QueueBinding.Text(context, QueueBinding.MessageId), ReasonOf(e));
            throw;
        }
    }

    // The texts of these are the hub's own; another's may hold what the message says.
    private static string ReasonOf(Exception e) =>
        e is OperationCanceledException ? "It was not done when the time of the function was over, or the hub stopped."
        : e is StoreException or InboundSetupException or LaneSignalException ? e.Message : e.GetType().Name;

    private async Task NoteAsync(string queue, string? messageId, string reason)
    {
        if (messageId is null) return;
        try
        {
            await deadLetters.NoteFailureAsync(queue, messageId, reason, CancellationToken.None);
        }
        catch (StoreException e)
        {
            // The failure itself is in the log of the platform, and the next delivery notes it again.
            LogUnnoted(queue, messageId, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Why message {MessageId} of the queue {Queue} failed could not be noted: {Reason}")]
    private partial void LogUnnoted(string queue, string messageId, string reason);
}

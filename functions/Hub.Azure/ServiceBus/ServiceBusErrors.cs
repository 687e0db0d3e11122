using Azure;
using Azure.Identity;
using Azure.Messaging.ServiceBus;

namespace Hub.Azure.ServiceBus;

/// <summary>The exceptions of the Service Bus client that say something about the service, and not about the hub's code.</summary>
internal static class ServiceBusErrors
{
    /// <summary>True for exceptions because of the service, the network, the identity or a timeout; false where the caller cancelled.</summary>
    public static bool IsServiceError(Exception e, CancellationToken cancel) =>
        e is ServiceBusException or UnauthorizedAccessException or AuthenticationFailedException or RequestFailedException or IOException or TimeoutException
        || (e is OperationCanceledException && !cancel.IsCancellationRequested);

    /// <summary>What is wrong, as the end of a sentence that begins with "Service Bus". The client's own text is long.</summary>
    public static string Reason(Exception e) => e switch
    {
        ServiceBusException { Reason: ServiceBusFailureReason.MessagingEntityNotFound } => "has no queue of this name",
        ServiceBusException { Reason: ServiceBusFailureReason.MessagingEntityDisabled } => "has disabled the queue",
        ServiceBusException { Reason: ServiceBusFailureReason.QuotaExceeded } => "has no room left in the queue",
        ServiceBusException { Reason: ServiceBusFailureReason.ServiceBusy } => "is busy",
        ServiceBusException { Reason: ServiceBusFailureReason.ServiceTimeout } or OperationCanceledException or TimeoutException => "did not answer in time",
        UnauthorizedAccessException => "does not let the hub's identity in",
        AuthenticationFailedException => "could not be asked: the hub got no token for its identity",
        ServiceBusException { IsTransient: false } other => $"answered {other.Reason}",
        _ => "cannot be reached",
    };
}

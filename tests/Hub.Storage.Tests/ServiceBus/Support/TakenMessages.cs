using Hub.Application.Intake;

namespace Hub.Storage.Tests.ServiceBus.Support;

/// <summary>Takes a partner's messages, or cannot.</summary>
internal sealed class TakenMessages : IInboundMessages
{
    /// <summary>What was taken.</summary>
    public List<InboundMessage> All { get; } = [];

    /// <summary>Why nothing can be taken; null where it can.</summary>
    public Exception? Failure { get; set; }

    /// <inheritdoc/>
    public Task TakeAsync(InboundMessage message, CancellationToken cancel)
    {
        if (Failure is { } failure) throw failure;
        All.Add(message);
        return Task.CompletedTask;
    }
}

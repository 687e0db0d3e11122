using Hub.Application.Intake;

namespace Hub.Storage.Tests.ServiceBus.Support;

/// <summary>Takes a partner's messages, or cannot.</summary>
internal sealed class TakenMessages : IInboundMessages
{
    /// <summary>What was taken.</summary>
    public List<InboundMessage> All { get; } = [];

    /// <summary>Id of the only message that cannot be taken; null for none.</summary>
    public string? Refused { get; set; }

    /// <summary>Why nothing can be taken; null where it can.</summary>
    public Exception? Failure { get; set; }

    /// <inheritdoc/>
    public Task TakeAsync(InboundMessage message, CancellationToken cancel)
    {
        if (Failure is { } failure) throw failure;
        if (message.MessageId == Refused) throw new InboundSetupException("The partner is disabled.");
        All.Add(message);
        return Task.CompletedTask;
    }
}

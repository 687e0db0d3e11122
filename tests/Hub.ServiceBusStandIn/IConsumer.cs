namespace Hub.ServiceBusStandIn;

/// <summary>A receiver that is attached to a queue.</summary>
internal interface IConsumer
{
    /// <summary>Whether it asked for more messages than it got.</summary>
    bool HasCredit { get; }

    /// <summary>Whether a message is settled once it was delivered.</summary>
    bool DeletesOnReceive { get; }

    /// <summary>Delivers a message. False where the receiver is gone or has no credit left.</summary>
    bool TryDeliver(StoredMessage message, Guid lockToken);
}

using Hub.Domain.Orders;

namespace Hub.Application.Intake;

/// <summary>One message, read: what it says about which order, and nothing yet decided.</summary>
public sealed record IncomingMessage
{
    /// <summary>The sender's identity of the message; null where the message and its headers have none.</summary>
    public string? MessageId { get; init; }

    /// <summary>What binds messages of one conversation.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The order.</summary>
    public required OrderReference Order { get; init; }

    /// <summary>What is asked or told, decided in this order: all or, where one is refused, none.</summary>
    public required IReadOnlyList<OrderCommand> Commands { get; init; }

    /// <summary>When it happened; null is "now".</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>The resident, where the message names one. Personal data.</summary>
    public ResidentContact? Contact { get; init; }

    /// <summary>Photos that come with it, in it or by their address.</summary>
    public IReadOnlyList<IncomingPhoto> Photos { get; init; } = [];

    /// <summary>The bytes of this message within a batch; null where the body is this one message.</summary>
    public ReadOnlyMemory<byte>? Raw { get; init; }
}

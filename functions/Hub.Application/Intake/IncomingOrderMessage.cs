using Hub.Domain.Documents;
using Hub.Domain.Orders;

namespace Hub.Application.Intake;

/// <summary>A message about an order.</summary>
public sealed record IncomingOrderMessage : IncomingMessage
{
    /// <summary>The order.</summary>
    public required OrderReference Order { get; init; }

    /// <summary>What is asked or told, decided in this order: all or, where one is refused, none.</summary>
    public required IReadOnlyList<OrderCommand> Commands { get; init; }

    /// <summary>The resident, where the message names one. Personal data.</summary>
    public ResidentContact? Contact { get; init; }

    /// <summary>
    /// Keys that not every language can carry, each with its place. They refuse the message where it brings them anew; what an earlier version took with such
    /// keys stays reachable under them.
    /// </summary>
    public IReadOnlyList<ReadError> WrongKeys { get; init; } = [];

    /// <summary>Where the message names the contractor, a JSON Pointer; null where it names none.</summary>
    public string? ContractorPlace { get; init; }

    /// <summary>Photos that come with it, in it or by their address.</summary>
    public IReadOnlyList<IncomingPhoto> Photos { get; init; } = [];
}

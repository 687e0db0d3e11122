namespace Hub.Application.Deliveries;

/// <summary>The hub's queues.</summary>
public static class QueueNames
{
    /// <summary>Signals of lanes. In both runtimes its lock lasts 5 minutes, and a message is delivered 10 times.</summary>
    public const string Lanes = "lanes";

    /// <summary>
    /// Messages of the ERP that has queues (Azure). Only its identity may send there, so that the queue tells who speaks. Lock and deliveries as those of
    /// <see cref="Lanes"/>.
    /// </summary>
    public const string Inbound = "inbound";

    /// <summary>Answers and messages for this ERP (Azure).</summary>
    public const string Outbound = "outbound";
}

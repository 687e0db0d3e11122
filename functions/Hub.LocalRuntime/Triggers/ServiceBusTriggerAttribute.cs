namespace Hub.LocalRuntime;

/// <summary>
/// Starts a function with a message of a queue; on a parameter of type <see cref="string"/>, which receives the body. Locally the queue is in
/// this process's memory, with the promises of Service Bus while the process lives: at least once, a lock, a delivery count, dead letters.
/// </summary>
/// <param name="queueName">The queue; <c>%Setting%</c> takes its name from the configuration.</param>
public sealed class ServiceBusTriggerAttribute(string queueName) : TriggerBindingAttribute
{
    /// <summary>The queue.</summary>
    public string QueueName { get; } = queueName;

    /// <summary>The setting that holds the connection in Azure; not used locally.</summary>
    public string? Connection { get; set; }
}

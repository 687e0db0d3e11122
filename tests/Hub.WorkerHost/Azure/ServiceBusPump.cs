using Azure.Messaging.ServiceBus;

namespace Hub.WorkerHost.Azure;

/// <summary>A queue of Service Bus and its trigger: hands each message over, completes it where the function succeeds and gives it back where it fails.</summary>
internal sealed class ServiceBusPump : IAsyncDisposable
{
    // As in host.json.
    private const int CallsAtOnce = 64;

    private readonly ServiceBusProcessor _processor;

    private ServiceBusPump(ServiceBusProcessor processor) => _processor = processor;

    /// <summary>Starts it.</summary>
    /// <param name="host">Runs the function.</param>
    /// <param name="function">The function; its binding names the queue.</param>
    /// <param name="client">The namespace.</param>
    public static async Task<ServiceBusPump> StartAsync(FunctionsHost host, LoadedFunction function, ServiceBusClient client)
    {
        var processor = client.CreateProcessor(function.Text("queueName"), new ServiceBusProcessorOptions
        {
            MaxConcurrentCalls = CallsAtOnce, PrefetchCount = 0, AutoCompleteMessages = true,
        });
        processor.ProcessMessageAsync += async message =>
        {
            var outcome = await host.InvokeAsync(function.Name, message.Message.Body.ToString(), MetadataOf(message.Message), message.CancellationToken);
            // The processor gives the message back for it.
            if (!outcome.Succeeded) throw new InvalidOperationException($"{function.Name} failed: {outcome.Error}");
        };
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        await processor.StartProcessingAsync();
        return new ServiceBusPump(processor);
    }

    // As the genuine extension names them (ServiceBusTriggerBindingStrategy); it leaves out what the sender did not give.
    private static Dictionary<string, object?> MetadataOf(ServiceBusReceivedMessage message) => new Dictionary<string, object?>
    {
        ["MessageId"] = message.MessageId,
        ["DeliveryCount"] = message.DeliveryCount,
        ["SequenceNumber"] = message.SequenceNumber,
        ["EnqueuedTimeUtc"] = message.EnqueuedTime.UtcDateTime,
        ["ContentType"] = message.ContentType,
        ["Subject"] = message.Subject,
        ["CorrelationId"] = message.CorrelationId,
        ["ApplicationProperties"] = message.ApplicationProperties,
    }.Where(pair => pair.Value is not null).ToDictionary();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _processor.StopProcessingAsync();
        await _processor.DisposeAsync();
    }
}

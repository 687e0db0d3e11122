using System.Globalization;
using Azure.Messaging.ServiceBus;
using Hub.ServiceBusStandIn;
using Hub.Storage.Tests.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.ServiceBus.Support;

/// <summary>A namespace of its own for each test, with one queue, and the genuine client connected to it.</summary>
internal sealed class ServiceBusQueue : IAsyncDisposable
{
    /// <summary>Name of the queue.</summary>
    public const string Name = "lanes";

    /// <summary>Makes it.</summary>
    /// <param name="options">Of the queue.</param>
    /// <param name="tryTimeout">After this time without an answer the client tries again.</param>
    public ServiceBusQueue(QueueOptions? options = null, TimeSpan? tryTimeout = null)
    {
        Service = new StandInNamespace(Clock);
        Queue = Service.AddQueue(Name, options);
        Inbound = Service.AddQueue("inbound", options);
        Outbound = Service.AddQueue("outbound");
        Client = new ServiceBusClient(Service.ConnectionString, new ServiceBusClientOptions
        {
            RetryOptions = new ServiceBusRetryOptions
            {
                Mode = ServiceBusRetryMode.Fixed,
                Delay = TimeSpan.FromMilliseconds(20),
                MaxRetries = 3,
                TryTimeout = tryTimeout ?? TimeSpan.FromSeconds(15),
            },
        });
    }

    /// <summary>The clock of the service.</summary>
    public FakeClock Clock { get; } = new(Given.Start);

    /// <summary>The namespace.</summary>
    public StandInNamespace Service { get; }

    /// <summary>The queue.</summary>
    public StandInQueue Queue { get; }

    /// <summary>The queue by which a partner sends.</summary>
    public StandInQueue Inbound { get; }

    /// <summary>The queue by which this partner receives.</summary>
    public StandInQueue Outbound { get; }

    /// <summary>The genuine client.</summary>
    public ServiceBusClient Client { get; }

    /// <summary>Sends to the queue.</summary>
    public ServiceBusSender Sender => field ??= Client.CreateSender(Name);

    /// <summary>Receives from the queue.</summary>
    public ServiceBusReceiver Receiver => field ??= Client.CreateReceiver(Name);

    /// <summary>Receives from its dead letters.</summary>
    public ServiceBusReceiver DeadLetters => field ??= Client.CreateReceiver(Name, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    /// <summary>Sends a message of this id.</summary>
    public Task SendAsync(string id) => Sender.SendMessageAsync(new ServiceBusMessage($"body of {id}") { MessageId = id });

    /// <summary>Sends messages of the ids m0, m1 and so on, as one batch.</summary>
    public Task SendManyAsync(int count) => Sender.SendMessagesAsync(
        Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture)).Select(i => new ServiceBusMessage(i) { MessageId = $"m{i}" }));

    /// <summary>Receives the next message.</summary>
    public Task<ServiceBusReceivedMessage> ReceiveAsync() => NextAsync(Receiver);

    /// <summary>Receives the next dead letter.</summary>
    public Task<ServiceBusReceivedMessage> ReceiveDeadLetterAsync() => NextAsync(DeadLetters);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        Service.Dispose();
    }

    private static async Task<ServiceBusReceivedMessage> NextAsync(ServiceBusReceiver receiver) =>
        await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(20)) ?? throw new TimeoutException("There was no message within 20 s.");
}

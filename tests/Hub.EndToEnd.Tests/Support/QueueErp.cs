using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Hub.Demo;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>The corporation's ERP where it integrates by queue: it sends to the one and reads the other.</summary>
internal sealed class QueueErp : IAsyncDisposable
{
    private readonly ServiceBusClient _client;
    private readonly ServiceBusSender _sender;
    private readonly ServiceBusProcessor _processor;
    private readonly ConcurrentQueue<ServiceBusReceivedMessage> _received = new();
    private readonly ChangeSignal _changes = new();

    private QueueErp(string connectionString)
    {
        _client = new ServiceBusClient(connectionString);
        _sender = _client.CreateSender("inbound");
        _processor = _client.CreateProcessor("outbound");
        _processor.ProcessMessageAsync += message =>
        {
            _received.Enqueue(message.Message);
            _changes.Notify();
            return Task.CompletedTask;
        };
        _processor.ProcessErrorAsync += _ => Task.CompletedTask;
    }

    /// <summary>What it received: the answers to its messages, and what it hears of its orders.</summary>
    public IReadOnlyCollection<ServiceBusReceivedMessage> Received => _received;

    /// <summary>Connects it.</summary>
    public static async Task<QueueErp> StartAsync(string connectionString)
    {
        var erp = new QueueErp(connectionString);
        await erp._processor.StartProcessingAsync();
        return erp;
    }

    /// <summary>Sends a message.</summary>
    /// <param name="body">Its text.</param>
    /// <param name="subject">What it asks.</param>
    /// <param name="messageId">Its id.</param>
    /// <param name="contentType">Its media type.</param>
    public Task SendAsync(string body, string? subject, string messageId, string? contentType = "application/json") => _sender.SendMessageAsync(
        new ServiceBusMessage(body) { Subject = subject, MessageId = messageId, ContentType = contentType, ApplicationProperties = { ["source"] = "erp" } });

    /// <summary>Waits for the answer to a message: status and body.</summary>
    /// <param name="messageId">The message's id.</param>
    /// <param name="number">Which of several.</param>
    public async Task<(int Status, JsonElement Body, string MessageId)> AnswerAsync(string messageId, int number = 1)
    {
        await Patience.ForAsync($"answer {number} to {messageId}", c => _changes.WaitAsync(() => AnswersTo(messageId).Count() >= number, c));
        var answer = AnswersTo(messageId).ElementAt(number - 1);
        return (int.Parse((string)answer.ApplicationProperties["status"], System.Globalization.CultureInfo.InvariantCulture),
            JsonElement.Parse(answer.Body), answer.MessageId);
    }

    /// <summary>Waits until it heard so much of an order; what each message asks.</summary>
    public async Task<IReadOnlyList<string>> HearsAsync(string number, int messages)
    {
        await Patience.ForAsync($"{messages} messages about {number}", c => _changes.WaitAsync(() => HeardOf(number).Count() >= messages, c));
        return [.. HeardOf(number).Select(m => m.Subject)];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _processor.DisposeAsync();
        await _client.DisposeAsync();
    }

    private IEnumerable<ServiceBusReceivedMessage> AnswersTo(string messageId) => _received.Where(m => m.CorrelationId == messageId);

    private IEnumerable<ServiceBusReceivedMessage> HeardOf(string number) =>
        _received.Where(m => m.CorrelationId is null && m.Subject.EndsWith($"/{number}", StringComparison.Ordinal));
}

/// <summary>A chain in Azure whose ERP has queues.</summary>
public sealed class QueueErpFixture : IAsyncLifetime
{
    internal Chain Chain { get; private set; } = null!;

    internal QueueErp Erp { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Chain = await Chain.StartAsync(settings: ("Hub:Queue:Partner", "erp"));
        await PutErpAsync(enabled: true);
        Erp = await QueueErp.StartAsync(Chain.Hub.Azure.ServiceBus.ConnectionString);
    }

    internal async Task PutErpAsync(bool enabled) => (await Chain.Manager.PutAsync("api/v1/manage/partners/erp?confirm=1", $$"""
        {"role":"Erp","name":"ERP De Proef","enabled":{{(enabled ? "true" : "false")}},"connection":{"language":"Vera","transport":"Queue"} }
        """)).Expect(200);

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await Erp.DisposeAsync();
        await Chain.DisposeAsync();
    }
}

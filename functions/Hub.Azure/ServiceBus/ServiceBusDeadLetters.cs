using System.Globalization;
using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Hub.Application.Deliveries;
using Hub.Application.Intake;
using Hub.Azure.Cosmos;

namespace Hub.Azure.ServiceBus;

/// <summary>
/// The dead letters of the queues that the hub reads. A signal is sent anew. A partner's message is taken at once, and not sent again: the hub has no right to
/// send to the queue by which the partner is known.
/// </summary>
public sealed class ServiceBusDeadLetters : IDeadLetters
{
    private readonly CosmosQueueFailures _failures;
    private readonly TimeProvider _clock;
    private readonly ServiceBusCalls _calls;
    private readonly ServiceBusSender _lanes;
    private readonly Dictionary<string, DeadLetterQueue> _queues;

    /// <summary>Connects at the first call.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="failures">Why messages failed.</param>
    /// <param name="inbound">Takes a partner's messages.</param>
    /// <param name="clock">For timeouts and ids.</param>
    public ServiceBusDeadLetters(ServiceBusClient client, CosmosQueueFailures failures, Func<IInboundMessages> inbound, TimeProvider clock)
    {
        (_failures, _clock, _calls) = (failures, clock, new ServiceBusCalls(clock));
        _lanes = client.CreateSender(ServiceBusConnection.LanesQueue);
        _queues = new(StringComparer.OrdinalIgnoreCase)
        {
            [ServiceBusConnection.LanesQueue] = new DeadLetterQueue(client, ServiceBusConnection.LanesQueue, SendAnewAsync, clock),
            [ServiceBusConnection.InboundQueue] = new DeadLetterQueue(
                client, ServiceBusConnection.InboundQueue, (m, cancel) => inbound().TakeAsync(Inbound(m), cancel), clock),
        };
    }

    /// <inheritdoc/>
    public Task NoteFailureAsync(string queue, string messageId, string reason, CancellationToken cancel) =>
        _failures.NoteAsync(queue, messageId, reason, cancel);

    /// <inheritdoc/>
    public async Task<DeadLetterPage> ListAsync(int limit, CancellationToken cancel)
    {
        var found = await Task.WhenAll(_queues.Select(async q => (await q.Value.ListAsync(limit + 1, cancel)).Select(m => (Queue: q.Key, Message: m))));
        var all = found.SelectMany(f => f).OrderBy(f => f.Message.EnqueuedTime).Take(limit + 1).ToList();
        var views = await Task.WhenAll(all.Take(limit).Select(f => ViewAsync(f.Queue, f.Message, cancel)));
        return new DeadLetterPage(views, all.Count > limit);
    }

    /// <inheritdoc/>
    public Task<DeadLetterReplay> ReplayAsync(string queue, long sequence, CancellationToken cancel) =>
        _queues.TryGetValue(queue, out var found) ? found.ReplayAsync(sequence, cancel) : Task.FromResult(DeadLetterReplay.NotFound);

    /// <inheritdoc/>
    public async Task<int> ReplayAllAsync(CancellationToken cancel)
    {
        var replayed = 0;
        foreach (var queue in _queues.Values) replayed += await queue.ReplayAllAsync(cancel);
        return replayed;
    }

    private Task SendAnewAsync(ServiceBusReceivedMessage message, CancellationToken cancel)
    {
        // Under an id of its own: duplicate detection would drop it as a copy of the one that failed.
        var anew = new ServiceBusMessage(message) { MessageId = Guid.CreateVersion7(_clock.GetUtcNow()).ToString("N") };
        return _calls.CallAsync(c => _lanes.SendMessageAsync(anew, c), cancel);
    }

    private async Task<DeadLetter> ViewAsync(string queue, ServiceBusReceivedMessage m, CancellationToken cancel)
    {
        var reason = m.DeadLetterReason ?? "no reason given";
        if (await _failures.FindAsync(queue, m.MessageId, cancel) is { } noted) reason = $"{reason}: {noted}";
        return new DeadLetter(queue, m.SequenceNumber, m.EnqueuedTime, m.DeliveryCount, reason, LaneOf(m));
    }

    // A body of another type than bytes has no text: asked for it, the client throws.
    private static LaneId? LaneOf(ServiceBusReceivedMessage m) => HasBytes(m) ? LaneSignal.LaneOf(m.Body.ToString()) : null;

    private static bool HasBytes(ServiceBusReceivedMessage m) => m.GetRawAmqpMessage().Body.BodyType is AmqpMessageBodyType.Data;

    private static InboundMessage Inbound(ServiceBusReceivedMessage m) => new()
    {
        Id = InboundMessage.IdOf(m.MessageId, m.SequenceNumber.ToString(CultureInfo.InvariantCulture)),
        MessageId = m.MessageId,
        Body = HasBytes(m) ? m.Body.ToMemory() : ReadOnlyMemory<byte>.Empty,
        ContentType = m.ContentType,
        Subject = m.Subject,
        Properties = m.ApplicationProperties.Where(p => p.Value is not null)
            .ToDictionary(p => p.Key.ToLowerInvariant(), p => Convert.ToString(p.Value, CultureInfo.InvariantCulture)!),
    };
}

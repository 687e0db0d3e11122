using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Hub.Application;
using Hub.Application.Deliveries;
using Hub.Application.Diagnostics;
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
    private readonly Func<IInboundMessages> _inbound;
    private readonly TimeProvider _clock;
    private readonly ServiceBusCalls _calls;
    private readonly ServiceBusSender _lanes;
    private readonly Dictionary<string, (DeadLetterQueue Queue, Func<ServiceBusReceivedMessage, CancellationToken, Task> Again)> _queues;

    /// <summary>Connects at the first call.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="failures">Why messages failed.</param>
    /// <param name="inbound">Takes a partner's messages.</param>
    /// <param name="clock">For timeouts and ids.</param>
    public ServiceBusDeadLetters(ServiceBusClient client, CosmosQueueFailures failures, Func<IInboundMessages> inbound, TimeProvider clock)
    {
        (_failures, _inbound, _clock, _calls) = (failures, inbound, clock, new ServiceBusCalls(clock));
        _lanes = client.CreateSender(QueueNames.Lanes);
        _queues = new(StringComparer.OrdinalIgnoreCase)
        {
            [QueueNames.Lanes] = (new DeadLetterQueue(client, QueueNames.Lanes, clock), SendAnewAsync),
            [QueueNames.Inbound] = (new DeadLetterQueue(client, QueueNames.Inbound, clock), TakeInboundAsync),
        };
    }

    /// <inheritdoc/>
    public Task NoteFailureAsync(string queue, string messageId, string reason, CancellationToken cancel) =>
        _failures.NoteAsync(queue, messageId, reason, cancel);

    /// <inheritdoc/>
    public async Task<DeadLetterPage> ListAsync(int limit, CancellationToken cancel)
    {
        var found = await Task.WhenAll(_queues.Select(q => q.Value.Queue.ListAsync(limit + 1, m => (View(q.Key, m), m.MessageId), cancel)));
        var listed = found.SelectMany(f => f.Take(limit)).OrderBy(f => f.Item1.EnqueuedAt);
        var items = await Task.WhenAll(listed.Select(f => WithReasonAsync(f.Item1, f.MessageId, cancel)));
        return new DeadLetterPage(items, found.Any(f => f.Count > limit));
    }

    /// <inheritdoc/>
    public Task<DeadLetterReplay> ReplayAsync(string queue, long sequence, CancellationToken cancel) =>
        _queues.TryGetValue(queue, out var found) ? found.Queue.TakeAsync(sequence, found.Again, cancel) : Task.FromResult(DeadLetterReplay.NotFound);

    /// <inheritdoc/>
    public async Task<DeadLettersReplayed> ReplayAllAsync(CancellationToken cancel)
    {
        var (replayed, failures) = (0, new List<Exception>());
        foreach (var (queue, again) in _queues.Values)
        {
            var (taken, failed) = await queue.TakeAllAsync(again, cancel);
            replayed += taken;
            failures.AddRange(failed);
        }
        // The texts of these are the hub's own; another's may hold what the message says.
        var reason = failures.FirstOrDefault() is { } first ? first is StoreException or InboundSetupException ? first.Message : first.GetType().Name : null;
        return new DeadLettersReplayed(replayed, failures.Count, reason);
    }

    /// <inheritdoc/>
    public Task<DeadLetterReplay> DiscardAsync(string queue, long sequence, CancellationToken cancel) =>
        _queues.TryGetValue(queue, out var found)
            ? found.Queue.TakeAsync(sequence, (_, _) => Task.CompletedTask, cancel)
            : Task.FromResult(DeadLetterReplay.NotFound);

    private Task SendAnewAsync(ServiceBusReceivedMessage message, CancellationToken cancel)
    {
        // Under an id of its own: duplicate detection would drop it as a copy of the one that failed.
        var anew = new ServiceBusMessage(message) { MessageId = Guid.CreateVersion7(_clock.GetUtcNow()).ToString("N") };
        return _calls.CallAsync(c => _lanes.SendMessageAsync(anew, c), cancel);
    }

    private async Task TakeInboundAsync(ServiceBusReceivedMessage m, CancellationToken cancel) => await _inbound().TakeAsync(
        new InboundMessage
        {
            Id = InboundMessage.IdOf(m.MessageId, m.EnqueuedTime, m.SequenceNumber.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            MessageId = m.MessageId,
            Body = BodyOf(m),
            ContentType = m.ContentType,
            Subject = m.Subject,
            // As the trigger hands them over.
            Properties = InboundMessage.PropertiesOf(JsonSerializer.SerializeToElement(m.ApplicationProperties)),
            TraceParent = Tracing.Current,
        },
        cancel);

    private static DeadLetter View(string queue, ServiceBusReceivedMessage m) =>
        new(queue, m.SequenceNumber, m.EnqueuedTime, m.DeliveryCount, m.DeadLetterReason ?? "no reason given", LaneOf(m));

    private async Task<DeadLetter> WithReasonAsync(DeadLetter letter, string messageId, CancellationToken cancel) =>
        await _failures.FindAsync(letter.Queue, messageId, cancel) is { } noted ? letter with { Reason = $"{letter.Reason}: {noted}" } : letter;

    // A body of another type than bytes has no text: asked for it, the client throws.
    private static LaneId? LaneOf(ServiceBusReceivedMessage m) =>
        m.GetRawAmqpMessage().Body.BodyType is AmqpMessageBodyType.Data ? LaneSignal.LaneOf(m.Body.ToString()) : null;

    // The trigger reads more forms than these (a text of .NET's old client, UTF-16): what is read otherwise here than there must not be taken for unreadable,
    // which would end it.
    private static ReadOnlyMemory<byte> BodyOf(ServiceBusReceivedMessage m)
    {
        var body = m.GetRawAmqpMessage().Body;
        if (body.TryGetValue(out var value) && value is string text) return Encoding.UTF8.GetBytes(text);
        if (body.BodyType is AmqpMessageBodyType.Data && m.Body.ToMemory() is var bytes && Utf8.IsValid(bytes.Span)) return bytes;
        throw new InboundSetupException(
            "The body of this message is no text in UTF-8, and cannot be taken from the dead letters. Have its sender send it again, and discard this one.");
    }
}

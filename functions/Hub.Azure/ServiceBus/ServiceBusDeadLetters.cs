using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Hub.Application;
using Hub.Application.Deliveries;

namespace Hub.Azure.ServiceBus;

/// <summary>The dead letters of the queue <see cref="ServiceBusConnection.LanesQueue"/>.</summary>
/// <param name="client">The connection.</param>
/// <param name="clock">For timeouts and ids.</param>
public sealed class ServiceBusDeadLetters(ServiceBusClient client, TimeProvider clock) : IDeadLetters
{
    private const string Queue = ServiceBusConnection.LanesQueue;

    /// <summary>Most dead letters that one replay takes out of the queue.</summary>
    private const int MostAtOnce = 1_000;

    private const int MostInOneCall = 100;

    // Nothing within this time means that somebody else has the rest: the messages are there already.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly ServiceBusCalls _calls = new(clock);
    private readonly ServiceBusSender _sender = client.CreateSender(Queue);
    private readonly ServiceBusReceiver _peeks = NewReceiver(client);

    /// <inheritdoc/>
    public async Task<DeadLetterPage> ListAsync(int limit, CancellationToken cancel)
    {
        var found = await PeekAsync(0, limit + 1, cancel);
        return new DeadLetterPage([.. found.Take(limit).Select(View)], found.Count > limit);
    }

    /// <inheritdoc/>
    public async Task<DeadLetterReplay> ReplayAsync(long sequence, CancellationToken cancel)
    {
        var there = await PeekAsync(0, MostAtOnce, cancel);
        var at = there.FindIndex(m => m.SequenceNumber == sequence);
        if (at >= 0) return await ReplayAsync([sequence], before: at, cancel) > 0 ? DeadLetterReplay.Replayed : DeadLetterReplay.Locked;
        return there.Count == MostAtOnce && await IsThereAsync(sequence, cancel) ? DeadLetterReplay.Locked : DeadLetterReplay.NotFound;
    }

    /// <inheritdoc/>
    public async Task<int> ReplayAllAsync(CancellationToken cancel)
    {
        // Those that there are now: one that fails again at once is another dead letter before the end is reached.
        var there = await PeekAsync(0, MostAtOnce, cancel);
        return await ReplayAsync([.. there.Select(m => m.SequenceNumber)], before: 0, cancel);
    }

    private static ServiceBusReceiver NewReceiver(ServiceBusClient client) =>
        client.CreateReceiver(Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    private async Task<List<ServiceBusReceivedMessage>> PeekAsync(long from, int most, CancellationToken cancel)
    {
        List<ServiceBusReceivedMessage> found = [];
        while (found.Count < most)
        {
            var (next, left) = (found.Count == 0 ? from : found[^1].SequenceNumber + 1, most - found.Count);
            // A page may be shorter than was asked for, and is empty only at the end.
            var page = await _calls.CallAsync(c => _peeks.PeekMessagesAsync(Math.Min(left, MostInOneCall), next, c), cancel);
            if (page.Count == 0) break;
            found.AddRange(page);
        }
        return found;
    }

    private async Task<bool> IsThereAsync(long sequence, CancellationToken cancel) =>
        await PeekAsync(sequence, 1, cancel) is [var found] && found.SequenceNumber == sequence;

    // A dead letter cannot be received by its number. What comes before it is held until the end: put back earlier, it would come again at once.
    private async Task<int> ReplayAsync(HashSet<long> wanted, int before, CancellationToken cancel)
    {
        var receiver = NewReceiver(client);
        var held = new HashSet<ServiceBusReceivedMessage>();
        var replayed = 0;
        try
        {
            // No more is asked for than is there: what the receiver asked for and did not get, it would lock when it comes. The order is mostly that of the
            // list: where one comes later, those after it are received too.
            while (replayed < wanted.Count && replayed + held.Count < MostAtOnce)
            {
                var left = Math.Clamp(before + wanted.Count - replayed - held.Count, 1, MostInOneCall);
                var received = await _calls.CallAsync(c => receiver.ReceiveMessagesAsync(left, LongestWait, c), cancel);
                if (received.Count == 0) break;
                held.UnionWith(received);
                foreach (var message in received.Where(m => wanted.Contains(m.SequenceNumber)))
                {
                    await ReplayAsync(receiver, message, cancel);
                    held.Remove(message);
                    replayed++;
                }
            }
        }
        finally
        {
            await PutBackAsync(receiver, held);
        }
        return replayed;
    }

    private async Task ReplayAsync(ServiceBusReceiver receiver, ServiceBusReceivedMessage message, CancellationToken cancel)
    {
        // Under an id of its own: duplicate detection would drop it as a copy of the one that failed.
        var anew = new ServiceBusMessage(message) { MessageId = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N") };
        await _calls.CallAsync(c => _sender.SendMessageAsync(anew, c), cancel);
        try
        {
            // Whoever gives up now would leave a double.
            await _calls.CallAsync(c => receiver.CompleteMessageAsync(message, c), CancellationToken.None);
        }
        catch (StoreException e) when (e.InnerException is ServiceBusException { Reason: ServiceBusFailureReason.MessageLockLost })
        {
            // So a completion ends too that was done and whose answer was lost.
            if (await IsThereAsync(message.SequenceNumber, CancellationToken.None)) throw;
        }
    }

    private async Task PutBackAsync(ServiceBusReceiver receiver, HashSet<ServiceBusReceivedMessage> held)
    {
        await Task.WhenAll(held.Select(m => TryAsync(c => receiver.AbandonMessageAsync(m, null, c))));
        await TryAsync(receiver.CloseAsync);
    }

    // What is not put back comes back by itself, when its lock ends.
    private async Task TryAsync(Func<CancellationToken, Task> step)
    {
        try
        {
            await _calls.CallAsync(step, CancellationToken.None);
        }
        catch (StoreException)
        {
        }
    }

    private static DeadLetter View(ServiceBusReceivedMessage m) => new(
        Queue, m.SequenceNumber, m.EnqueuedTime, m.DeliveryCount, m.DeadLetterReason ?? "no reason given", LaneOf(m));

    // A body of another type than bytes has no text: asked for it, the client throws.
    private static LaneId? LaneOf(ServiceBusReceivedMessage m) =>
        m.GetRawAmqpMessage().Body.BodyType is AmqpMessageBodyType.Data ? LaneSignal.LaneOf(m.Body.ToString()) : null;
}

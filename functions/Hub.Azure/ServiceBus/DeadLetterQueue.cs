using Azure.Messaging.ServiceBus;
using Hub.Application;
using Hub.Application.Deliveries;

namespace Hub.Azure.ServiceBus;

/// <summary>The dead letters of one queue.</summary>
/// <param name="client">The connection.</param>
/// <param name="queue">The queue.</param>
/// <param name="again">Does what a dead letter asks for, before it is removed: after a crash between the two it is done twice.</param>
/// <param name="clock">For timeouts.</param>
internal sealed class DeadLetterQueue(
    ServiceBusClient client, string queue, Func<ServiceBusReceivedMessage, CancellationToken, Task> again, TimeProvider clock)
{
    /// <summary>Most dead letters that one replay takes out of the queue.</summary>
    private const int MostAtOnce = 1_000;

    private const int MostInOneCall = 100;

    // Nothing within this time means that somebody else has the rest: the messages are there already.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly ServiceBusCalls _calls = new(clock);
    private readonly ServiceBusReceiver _peeks = NewReceiver(client, queue);

    /// <summary>The oldest.</summary>
    public Task<List<ServiceBusReceivedMessage>> ListAsync(int limit, CancellationToken cancel) => PeekAsync(0, limit, cancel);

    /// <inheritdoc cref="IDeadLetters.ReplayAsync"/>
    public async Task<DeadLetterReplay> ReplayAsync(long sequence, CancellationToken cancel)
    {
        var there = await PeekAsync(0, MostAtOnce, cancel);
        var at = there.FindIndex(m => m.SequenceNumber == sequence);
        if (at >= 0) return await ReplayAsync([sequence], before: at, cancel) > 0 ? DeadLetterReplay.Replayed : DeadLetterReplay.Locked;
        return there.Count == MostAtOnce && await IsThereAsync(sequence, cancel) ? DeadLetterReplay.Locked : DeadLetterReplay.NotFound;
    }

    /// <inheritdoc cref="IDeadLetters.ReplayAllAsync"/>
    public async Task<int> ReplayAllAsync(CancellationToken cancel)
    {
        // Those that there are now: one that fails again at once is another dead letter before the end is reached.
        var there = await PeekAsync(0, MostAtOnce, cancel);
        return await ReplayAsync([.. there.Select(m => m.SequenceNumber)], before: 0, cancel);
    }

    private static ServiceBusReceiver NewReceiver(ServiceBusClient client, string queue) =>
        client.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

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
        var receiver = NewReceiver(client, queue);
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
        await again(message, cancel);
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
}

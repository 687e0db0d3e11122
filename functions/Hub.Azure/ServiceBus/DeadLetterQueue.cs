using System.Runtime.ExceptionServices;
using Azure.Messaging.ServiceBus;
using Hub.Application;
using Hub.Application.Deliveries;

namespace Hub.Azure.ServiceBus;

/// <summary>The dead letters of one queue.</summary>
/// <param name="client">The connection.</param>
/// <param name="queue">The queue.</param>
/// <param name="clock">For timeouts.</param>
internal sealed class DeadLetterQueue(ServiceBusClient client, string queue, TimeProvider clock)
{
    /// <summary>Most dead letters that one replay takes out of the queue.</summary>
    private const int MostAtOnce = 1_000;

    private const int MostInOneCall = 100;

    // Nothing within this time means that somebody else has the rest: the messages are there already.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly ServiceBusCalls _calls = new(clock);
    private readonly ServiceBusReceiver _peeks = NewReceiver(client, queue);

    /// <summary>The oldest.</summary>
    /// <param name="limit">Most of them.</param>
    /// <param name="view">What is kept of each: bodies may be large, and there may be many.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<List<T>> ListAsync<T>(int limit, Func<ServiceBusReceivedMessage, T> view, CancellationToken cancel) => PeekAsync(0, limit, view, cancel);

    /// <summary>Takes one out of the queue.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="step">
    /// What is done with it before it is removed: after a crash between the two it is done twice. Where it fails, the dead letter stays.
    /// </param>
    /// <param name="cancel">Gives up.</param>
    public async Task<DeadLetterReplay> TakeAsync(long sequence, Func<ServiceBusReceivedMessage, CancellationToken, Task> step, CancellationToken cancel)
    {
        var there = await PeekAsync(0, MostAtOnce, NumberOf, cancel);
        var at = there.IndexOf(sequence);
        if (at < 0) return there.Count == MostAtOnce && await IsThereAsync(sequence, cancel) ? DeadLetterReplay.Locked : DeadLetterReplay.NotFound;
        var (taken, failures) = await TakeAsync([sequence], before: at, step, cancel);
        if (failures is [var failure, ..]) ExceptionDispatchInfo.Throw(failure);
        return taken > 0 ? DeadLetterReplay.Replayed : DeadLetterReplay.Locked;
    }

    /// <summary>Takes all out of the queue that there are now. One whose step fails keeps no other from it.</summary>
    /// <returns>How many were taken, and why the others could not be.</returns>
    public async Task<(int Taken, List<Exception> Failures)> TakeAllAsync(
        Func<ServiceBusReceivedMessage, CancellationToken, Task> step, CancellationToken cancel)
    {
        // Those that there are now: one that fails again at once is another dead letter before the end is reached.
        var there = await PeekAsync(0, MostAtOnce, NumberOf, cancel);
        return await TakeAsync([.. there], before: 0, step, cancel);
    }

    private static long NumberOf(ServiceBusReceivedMessage message) => message.SequenceNumber;

    private static ServiceBusReceiver NewReceiver(ServiceBusClient client, string queue) =>
        client.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    private async Task<List<T>> PeekAsync<T>(long from, int most, Func<ServiceBusReceivedMessage, T> view, CancellationToken cancel)
    {
        List<T> found = [];
        while (found.Count < most)
        {
            var (next, left) = (from, most - found.Count);
            // A page may be shorter than was asked for, and is empty only at the end.
            var page = await _calls.CallAsync(c => _peeks.PeekMessagesAsync(Math.Min(left, MostInOneCall), next, c), cancel);
            if (page.Count == 0) break;
            found.AddRange(page.Select(view));
            from = page[^1].SequenceNumber + 1;
        }
        return found;
    }

    private async Task<bool> IsThereAsync(long sequence, CancellationToken cancel) =>
        await PeekAsync(sequence, 1, NumberOf, cancel) is [var found] && found == sequence;

    // A dead letter cannot be received by its number. What comes before it is held until the end: put back earlier, it would come again at once.
    private async Task<(int Taken, List<Exception> Failures)> TakeAsync(
        HashSet<long> wanted, int before, Func<ServiceBusReceivedMessage, CancellationToken, Task> step, CancellationToken cancel)
    {
        var receiver = NewReceiver(client, queue);
        var held = new HashSet<ServiceBusReceivedMessage>();
        var failures = new List<Exception>();
        var taken = 0;
        try
        {
            // No more is asked for than is there: what the receiver asked for and did not get, it would lock when it comes. The order is mostly that of the
            // list: where one comes later, those after it are received too.
            while (taken + failures.Count < wanted.Count && taken + held.Count < MostAtOnce)
            {
                var left = Math.Clamp(before + wanted.Count - taken - held.Count, 1, MostInOneCall);
                var received = await _calls.CallAsync(c => receiver.ReceiveMessagesAsync(left, LongestWait, c), cancel);
                if (received.Count == 0) break;
                held.UnionWith(received);
                foreach (var message in received.Where(m => wanted.Contains(m.SequenceNumber)))
                {
                    try
                    {
                        await TakeAsync(receiver, message, step, cancel);
                        held.Remove(message);
                        taken++;
                    }
                    catch (Exception e) when (e is not OperationCanceledException)
                    {
                        failures.Add(e);
                    }
                }
            }
        }
        finally
        {
            await PutBackAsync(receiver, held);
        }
        return (taken, failures);
    }

    private async Task TakeAsync(
        ServiceBusReceiver receiver, ServiceBusReceivedMessage message, Func<ServiceBusReceivedMessage, CancellationToken, Task> step, CancellationToken cancel)
    {
        await step(message, cancel);
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

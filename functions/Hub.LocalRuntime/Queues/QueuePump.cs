using System.Diagnostics.CodeAnalysis;
using Hub.Sqlite;

namespace Hub.LocalRuntime;

/// <summary>
/// Hands the messages of a queue to its function: up to <c>maxConcurrentCalls</c> at once, in the order of their sequence, at least once. A message's delivery count is
/// durable before its handler begins, and the message is deleted after its handler ended well.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore has no wait handle to free, and a handler that outlives the stop still releases it.")]
internal sealed class QueuePump : ITriggerPump
{
    /// <summary>The pause after the database failed (a full disk, for instance), before the queue is tried again.</summary>
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private const string Exhausted = "MaxDeliveryCountExceeded";

    private readonly RuntimeParts _runtime;
    private readonly LocalQueue _queue;
    private readonly FunctionRunner _runner;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _slots;
    private readonly int _concurrency;
    private Task _pumping = Task.CompletedTask;

    public QueuePump(FunctionDescriptor function, ServiceBusTriggerAttribute trigger, RuntimeParts runtime)
    {
        function.ExpectTrigger(typeof(string));
        _runtime = runtime;
        _queue = runtime.Queues[SettingReference.Resolve(function, trigger.QueueName, runtime.Configuration)];
        _runner = new FunctionRunner(function, runtime);
        _log = runtime.LogOf(function);
        _concurrency = runtime.HostJson.MaxConcurrentCalls;
        _slots = new SemaphoreSlim(_concurrency, _concurrency);
    }

    public void Start() => _pumping = Task.Run(PumpAsync);

    public async Task DrainAsync()
    {
        await _pumping;
        // All slots free again means that no handler runs and every result is written.
        for (var slot = 0; slot < _concurrency; slot++) await _slots.WaitAsync();
    }

    private async Task PumpAsync()
    {
        var stopping = _runtime.Life.Stopping;
        while (!stopping.IsCancellationRequested)
        {
            var free = 0;
            try
            {
                await _queue.WaitAsync(stopping);
                await _slots.WaitAsync(stopping);
                free = 1;
                while (free < _concurrency && _slots.Wait(0, CancellationToken.None)) free++;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            var taken = _queue.Take(free);
            if (free > taken.Count) _slots.Release(free - taken.Count);
            if (taken.Count > 0 && !await TryHandOutAsync(taken)) await PauseAsync(stopping);
        }
    }

    /// <summary>Raises the delivery counts in one transaction, and starts the handlers.</summary>
    /// <returns>False when the database failed; the messages are back in the queue.</returns>
    private async Task<bool> TryHandOutAsync(List<long> taken)
    {
        List<ReceivedMessage> received;
        try
        {
            received = await _runtime.Database.WriteAsync(s => Receive(s, taken));
        }
        catch (SqliteException error)
        {
            _log.LogError(error, "Messages could not be received.");
            foreach (var sequence in taken) _queue.Return(sequence);
            _slots.Release(taken.Count);
            return false;
        }

        // Some had all their deliveries before a crash, and went to the dead letters instead.
        if (received.Count < taken.Count) _slots.Release(taken.Count - received.Count);
        foreach (var message in received)
            ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Pump.HandleAsync(work.Message), (Pump: this, Message: message), preferLocal: false);
        return true;
    }

    private List<ReceivedMessage> Receive(PreparedStatements s, List<long> taken)
    {
        var received = new List<ReceivedMessage>(taken.Count);
        foreach (var sequence in taken)
        {
            if (QueueTable.Receive(s, sequence, _runtime.Options.MaxDeliveryCount) is { } message) received.Add(message);
            else QueueTable.Bury(s, sequence, Exhausted, Now());
        }

        return received;
    }

    private async Task HandleAsync(ReceivedMessage message)
    {
        var held = new MessageLock(
            _runtime.Clock, _runtime.Options.LockDuration, _runtime.HostJson.MaxAutoLockRenewalDuration, () => _queue.Return(message.Sequence));
        try
        {
            await _runner.RunAsync(message.Body);
            if (_runtime.HostJson.AutoCompleteMessages) await CompleteAsync(message, held);
            else held.RunOut();
        }
        catch (Exception error)
        {
            _log.LogError(error, "Message {Sequence} failed at delivery {Delivery} of {MaxDeliveries}.", message.Sequence, message.Delivery, _runtime.Options.MaxDeliveryCount);
            await AbandonAsync(message, held, error);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task CompleteAsync(ReceivedMessage message, MessageLock held)
    {
        if (!held.TrySettle())
        {
            _log.LogWarning("Message {Sequence} was handled, but its lock was lost before; it is handed out again.", message.Sequence);
            return;
        }

        try
        {
            await _runtime.Database.WriteAsync(s => QueueTable.Delete(s, message.Sequence));
        }
        catch (SqliteException error)
        {
            _log.LogError(error, "Message {Sequence} was handled, but could not be removed; it is handed out again.", message.Sequence);
            _queue.Return(message.Sequence);
        }
    }

    private async Task AbandonAsync(ReceivedMessage message, MessageLock held, Exception why)
    {
        if (!held.TrySettle()) return;
        if (message.Delivery < _runtime.Options.MaxDeliveryCount)
        {
            _queue.Return(message.Sequence);
            return;
        }

        try
        {
            // The error's type and not its text, which may tell of a person.
            await _runtime.Database.WriteAsync(s => QueueTable.Bury(s, message.Sequence, $"{Exhausted}: {why.GetType().FullName}", Now()));
            _log.LogError("Message {Sequence} goes to the dead letters after {Deliveries} deliveries.", message.Sequence, message.Delivery);
        }
        catch (SqliteException error)
        {
            _log.LogError(error, "Message {Sequence} could not be moved to the dead letters; it is tried again.", message.Sequence);
            _queue.Return(message.Sequence);
        }
    }

    private async Task PauseAsync(CancellationToken stopping)
    {
        try
        {
            await Task.Delay(PauseAfterFailure, _runtime.Clock, stopping);
        }
        catch (OperationCanceledException)
        {
            // The stop ends the pause; the loop sees it.
        }
    }

    private long Now() => _runtime.Clock.GetUtcNow().ToUnixTimeMilliseconds();
}

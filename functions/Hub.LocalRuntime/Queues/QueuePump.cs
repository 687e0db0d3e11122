using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hub.LocalRuntime;

/// <summary>
/// Hands the messages of a queue to its function: up to <c>maxConcurrentCalls</c> at once, in the order of their sequence, at least once. A message is
/// removed after its handler ended well; one that was handed out too often becomes a dead letter.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore has no wait handle to free, and a handler that outlives the stop still releases it.")]
internal sealed class QueuePump : ITriggerPump
{
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
        // All slots free again means that no handler runs and every message is settled.
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

            // A slot that comes free at the moment of the stop may be given in spite of it.
            if (stopping.IsCancellationRequested)
            {
                _slots.Release(free);
                return;
            }

            var taken = _queue.Take(free);
            if (free > taken.Count) _slots.Release(free - taken.Count);
            foreach (var message in taken)
                ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Pump.HandleAsync(work.Message), (Pump: this, Message: message), preferLocal: false);
        }
    }

    private async Task HandleAsync(QueuedMessage message)
    {
        var delivery = message.Deliveries;
        var held = new MessageLock(_runtime.Clock, _runtime.Options.LockDuration, _runtime.HostJson.MaxAutoLockRenewalDuration,
            () => GiveBack(message, delivery, null));
        try
        {
            await _runner.RunAsync(message.Body, BindingOf(message));
            if (_runtime.HostJson.AutoCompleteMessages) Complete(message, held);
            else held.RunOut();
        }
        catch (Exception error)
        {
            var (trace, why) = _runtime.Options.Describe(error);
            _log.LogError(trace, "Message {Sequence} failed at delivery {Delivery} of {MaxDeliveries}. {Why}", message.Sequence, delivery,
                _runtime.Options.MaxDeliveryCount, why);
            if (held.TrySettle()) GiveBack(message, delivery, error);
        }
        finally
        {
            _slots.Release();
        }
    }

    private static BindingContext BindingOf(QueuedMessage message) => new(new Dictionary<string, object?>
    {
        ["MessageId"] = message.Sequence.ToString(CultureInfo.InvariantCulture),
        ["DeliveryCount"] = message.Deliveries.ToString(CultureInfo.InvariantCulture),
    });

    private void Complete(QueuedMessage message, MessageLock held)
    {
        if (held.TrySettle()) _queue.Complete(message);
        else _log.LogWarning("Message {Sequence} was handled, but its lock was lost before; it is handed out again.", message.Sequence);
    }

    private void GiveBack(QueuedMessage message, int delivery, Exception? why)
    {
        if (delivery < _runtime.Options.MaxDeliveryCount)
        {
            _queue.Return(message);
            return;
        }
        _log.LogError("Message {Sequence} goes to the dead letters after {Deliveries} deliveries.", message.Sequence, delivery);
        // The error's type and not its text, which may contain personal data.
        _queue.DeadLetter(message, why is null ? Exhausted : $"{Exhausted}: {why.GetType().FullName}");
    }
}

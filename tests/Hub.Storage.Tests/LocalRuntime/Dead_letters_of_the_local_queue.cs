using Hub.Application.Deliveries;
using Hub.Functions.Local;
using Hub.LocalRuntime;
using Hub.Storage.Tests.Contracts;
using Hub.Storage.Tests.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.LocalRuntime;

/// <summary>The dead letters of the local runtime's queue.</summary>
public sealed class Dead_letters_of_the_local_queue : DeadLettersContract, IDisposable
{
    private readonly LocalQueues _queues = new(new FakeClock(Given.Start));
    private readonly LocalDeadLetters _deadLetters;

    public Dead_letters_of_the_local_queue() => _deadLetters = new LocalDeadLetters(_queues);

    protected override IDeadLetters DeadLetters => _deadLetters;

    protected override string MessageIdOfDead => $"{Assert.Single(_queues.ListDeadLetters("lanes")).Sequence}";

    protected override IReadOnlyList<string> Waiting => [.. _queues["lanes"].Take(100).Select(m => m.Body)];

    public void Dispose() => _queues.Dispose();

    protected override async Task DieAsync(string body)
    {
        await _queues.SendAsync("lanes", body);
        await DieAgainAsync();
    }

    protected override Task DieAgainAsync()
    {
        var queue = _queues["lanes"];
        queue.Return(Assert.Single(queue.Take(1)));
        queue.DeadLetter(Assert.Single(queue.Take(1)), "MaxDeliveryCountExceeded: System.FormatException");
        return Task.CompletedTask;
    }
}

using Hub.Azure.Cosmos;
using Hub.Azure.ServiceBus;
using Hub.Functions.Endpoints;
using Hub.ServiceBusStandIn;
using Hub.Storage.Tests.Cosmos.Support;
using Hub.Storage.Tests.ServiceBus.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.ServiceBus;

/// <summary>What the health page tells of Service Bus. The hub is never down because of it: it receives messages without.</summary>
public sealed class Health_of_signals : IAsyncLifetime
{
    private readonly ServiceBusQueue _bus = new();
    private readonly CosmosAccount _cosmos = new(TimeProvider.System);
    private readonly DeadLetterHealth _health;

    public Health_of_signals() => _health = new DeadLetterHealth(
        new ServiceBusDeadLetters(_bus.Client, new CosmosQueueFailures(_cosmos.Database), () => new TakenMessages(), _bus.Clock), _bus.Clock);

    public Task InitializeAsync() => _cosmos.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _bus.DisposeAsync();
        await _cosmos.DisposeAsync();
    }

    [Fact]
    public async Task Without_dead_letters_all_is_well() =>
        Assert.Equal(new DependencyState("signals", "ok", null, "0 dead letters"), await _health.CheckAsync(CancellationToken.None));

    [Fact]
    public async Task Many_dead_letters_are_counted_to_a_hundred()
    {
        await _bus.SendManyAsync(101);
        while (_bus.Queue.Messages().Count > 0)
            foreach (var message in await _bus.Receiver.ReceiveMessagesAsync(101))
                await _bus.Receiver.DeadLetterMessageAsync(message, "MaxDeliveryCountExceeded");

        Assert.Equal(
            new DependencyState("signals", "degraded", null, "100 or more dead letters in the queue lanes, the latest because of MaxDeliveryCountExceeded"),
            await _health.CheckAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_service_that_is_away_is_told_as_such()
    {
        _bus.Service.GoOffline();
        Assert.Equal(
            new DependencyState(
                "signals", "degraded", null, "Service Bus, which holds the dead letters, cannot be reached. The same may be asked again."),
            await _health.CheckAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Nobody_waits_for_a_service_that_does_not_answer()
    {
        var silent = _bus.Service.Faults.LoseAnswer(FaultPoint.Request, times: PlannedFaults.Always);
        var check = _health.CheckAsync(CancellationToken.None).AsTask();
        await silent.First.Soon();
        _bus.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(new DependencyState("signals", "degraded", null, "The queue of signals did not answer in time."), await check.Soon());
    }
}

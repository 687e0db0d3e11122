using System.Text;
using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Hub.Application;
using Hub.Application.Deliveries;
using Hub.Azure.ServiceBus;
using Hub.ServiceBusStandIn;
using Hub.Storage.Tests.Contracts;
using Hub.Storage.Tests.ServiceBus.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.ServiceBus;

/// <summary>The dead letters of a queue of Service Bus.</summary>
public sealed class Dead_letters : DeadLettersContract, IAsyncLifetime
{
    private readonly ServiceBusQueue _bus = new(new QueueOptions { MaxDeliveryCount = 2, DuplicateDetectionWindow = TimeSpan.FromDays(1) });
    private readonly ServiceBusDeadLetters _deadLetters;

    public Dead_letters() => _deadLetters = new ServiceBusDeadLetters(_bus.Client, _bus.Clock);

    protected override IDeadLetters DeadLetters => _deadLetters;

    protected override IReadOnlyList<string> Waiting => [.. _bus.Queue.Messages().Select(m => Encoding.UTF8.GetString(m.Body.Span))];

    private StandInQueue Dead => _bus.Queue.DeadLetters!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _bus.DisposeAsync();

    protected override async Task DieAsync(string body)
    {
        await _bus.Sender.SendMessageAsync(new ServiceBusMessage(body) { MessageId = $"{Guid.NewGuid()}", ApplicationProperties = { ["from"] = "elsewhere" } });
        await DieAgainAsync();
    }

    protected override async Task DieAgainAsync()
    {
        for (var i = 0; i < 2; i++) await _bus.Receiver.AbandonMessageAsync(await _bus.ReceiveAsync());
    }

    [Fact]
    public async Task A_replayed_one_is_a_new_message_with_its_own_properties_and_without_those_of_its_death()
    {
        await DieAsync(Signal(1));
        var id = Dead.Messages()[0].MessageId;
        await DeadLetters.ReplayAllAsync(CancellationToken.None);

        var anew = Assert.Single(_bus.Queue.Messages());
        Assert.NotEqual(id, anew.MessageId);
        Assert.Equal(0, anew.DeliveryCount);
        Assert.Equal(["from"], anew.Properties.Keys);
    }

    [Fact]
    public async Task One_whose_body_is_no_text_is_listed_and_replayed_too()
    {
        var message = new ServiceBusMessage { MessageId = "other" };
        message.GetRawAmqpMessage().Body = AmqpMessageBody.FromValue(7);
        await _bus.Sender.SendMessageAsync(message);
        await DieAgainAsync();

        Assert.Null(Assert.Single(await ListAsync()).Lane);
        Assert.Equal(1, await DeadLetters.ReplayAllAsync(CancellationToken.None));
        Assert.True((await _bus.ReceiveAsync()).GetRawAmqpMessage().Body.TryGetValue(out var value));
        Assert.Equal(7, value);
    }

    [Fact]
    public async Task One_that_is_not_sent_anew_stays_a_dead_letter_and_can_be_replayed_at_once()
    {
        await DieAsync(Signal(1));
        var fault = _bus.Service.Faults.Refuse(FaultPoint.Send, ErrorConditions.QuotaExceeded);
        var e = await Assert.ThrowsAsync<StoreException>(() => DeadLetters.ReplayAllAsync(CancellationToken.None));
        Assert.Equal("Service Bus, which holds the dead letters, has no room left in the queue. The same may be asked again.", e.Message);
        Assert.Equal((1, 1), (fault.Befallen, Dead.Count(MessageState.Active)));

        Assert.Equal(1, await DeadLetters.ReplayAllAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Where_the_second_step_fails_the_signal_is_doubled_and_not_lost()
    {
        await DieAsync(Signal(1));
        _bus.Service.Faults.Refuse(FaultPoint.Settle, ErrorConditions.MessageLockLost, Dead.Name);
        await Assert.ThrowsAsync<StoreException>(() => DeadLetters.ReplayAllAsync(CancellationToken.None));
        Assert.Equal(Signal(1), Assert.Single(Waiting));
        Assert.Single(Dead.Messages());
    }

    [Fact]
    public async Task A_removal_whose_answer_is_lost_is_a_removal()
    {
        await DieAsync(Signal(1));
        _bus.Service.Faults.DropConnection(FaultPoint.Settle, done: true, Dead.Name);
        Assert.Equal(1, await DeadLetters.ReplayAllAsync(CancellationToken.None));
        Assert.Equal(Signal(1), Assert.Single(Waiting));
        Assert.Empty(Dead.Messages());
    }

    [Fact]
    public async Task One_that_somebody_else_has_is_locked()
    {
        await DieAsync(Signal(1));
        var elsewhere = await _bus.ReceiveDeadLetterAsync();
        Assert.Equal(DeadLetterReplay.Locked, await DeadLetters.ReplayAsync(elsewhere.SequenceNumber, CancellationToken.None));
        Assert.Single(await ListAsync());
        Assert.Empty(Waiting);
    }

    [Fact]
    public async Task What_fails_again_at_once_is_not_replayed_without_end()
    {
        await DieAsync(Signal(1));
        await DieAsync(Signal(2));
        await using var processor = _bus.Client.CreateProcessor(ServiceBusQueue.Name, new ServiceBusProcessorOptions { MaxConcurrentCalls = 4 });
        processor.ProcessMessageAsync += _ => throw new InvalidOperationException("still wrong");
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        await processor.StartProcessingAsync();

        Assert.Equal(2, await DeadLetters.ReplayAllAsync(CancellationToken.None).Soon());
        await Dead.WhenAsync(q => q.Accepted == 4);
        await processor.StopProcessingAsync();
        Assert.Equal(2, (await ListAsync()).Count);
    }

    [Fact]
    public async Task More_than_one_call_takes_are_listed_and_replayed()
    {
        await _bus.Sender.SendMessagesAsync(Enumerable.Range(0, 230).Select(i => new ServiceBusMessage(Signal(i)) { MessageId = $"m{i}" }));
        for (var i = 0; i < 230; i++) await _bus.Receiver.DeadLetterMessageAsync(await _bus.ReceiveAsync(), "MaxDeliveryCountExceeded");

        Assert.Equal(230, (await DeadLetters.ListAsync(1000, CancellationToken.None)).Items.Count);
        Assert.Equal(230, await DeadLetters.ReplayAllAsync(CancellationToken.None));
        Assert.Equal(230, Waiting.Count);
    }

    [Fact]
    public async Task A_service_that_is_away_is_told_as_such()
    {
        _bus.Service.GoOffline();
        var e = await Assert.ThrowsAsync<StoreException>(() => DeadLetters.ListAsync(10, CancellationToken.None));
        Assert.Equal("Service Bus, which holds the dead letters, cannot be reached. The same may be asked again.", e.Message);
    }
}

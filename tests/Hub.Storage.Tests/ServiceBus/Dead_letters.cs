using System.Text;
using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Hub.Application;
using Hub.Application.Deliveries;
using Hub.Application.Intake;
using Hub.Azure.Cosmos;
using Hub.Azure.ServiceBus;
using Hub.ServiceBusStandIn;
using Hub.Storage.Tests.Contracts;
using Hub.Storage.Tests.Cosmos.Support;
using Hub.Storage.Tests.ServiceBus.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.ServiceBus;

/// <summary>The dead letters of a queue of Service Bus.</summary>
public sealed class Dead_letters : DeadLettersContract, IAsyncLifetime
{
    private readonly ServiceBusQueue _bus = new(new QueueOptions { MaxDeliveryCount = 2, DuplicateDetectionWindow = TimeSpan.FromDays(1) });
    private readonly CosmosAccount _cosmos = new(TimeProvider.System);
    private readonly TakenMessages _taken = new();
    private readonly ServiceBusDeadLetters _deadLetters;

    public Dead_letters() => _deadLetters = new ServiceBusDeadLetters(_bus.Client, new CosmosQueueFailures(_cosmos.Database), () => _taken, _bus.Clock);

    protected override IDeadLetters DeadLetters => _deadLetters;

    protected override IReadOnlyList<string> Waiting => [.. _bus.Queue.Messages().Select(m => Encoding.UTF8.GetString(m.Body.Span))];

    private StandInQueue Dead => _bus.Queue.DeadLetters!;

    protected override string MessageIdOfDead => Assert.Single(Dead.Messages()).MessageId!;

    public Task InitializeAsync() => _cosmos.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _bus.DisposeAsync();
        await _cosmos.DisposeAsync();
    }

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
        Assert.Equal(new(1, 0, null), await DeadLetters.ReplayAllAsync(CancellationToken.None));
        Assert.True((await _bus.ReceiveAsync()).GetRawAmqpMessage().Body.TryGetValue(out var value));
        Assert.Equal(7, value);
    }

    [Fact]
    public async Task One_that_is_not_sent_anew_stays_a_dead_letter_and_can_be_replayed_at_once()
    {
        await DieAsync(Signal(1));
        var fault = _bus.Service.Faults.Refuse(FaultPoint.Send, ErrorConditions.QuotaExceeded);
        Assert.Equal(
            new(0, 1, "Service Bus, which holds the dead letters, has no room left in the queue. The same may be asked again."),
            await DeadLetters.ReplayAllAsync(CancellationToken.None));
        Assert.Equal((1, 1), (fault.Befallen, Dead.Count(MessageState.Active)));

        Assert.Equal(new(1, 0, null), await DeadLetters.ReplayAllAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Where_the_second_step_fails_the_signal_is_doubled_and_not_lost()
    {
        await DieAsync(Signal(1));
        _bus.Service.Faults.Refuse(FaultPoint.Settle, ErrorConditions.MessageLockLost, Dead.Name);
        Assert.Equal((0, 1), await DeadLetters.ReplayAllAsync(CancellationToken.None) is var all ? (all.Replayed, all.Failed) : default);
        Assert.Equal(Signal(1), Assert.Single(Waiting));
        Assert.Single(Dead.Messages());
    }

    [Fact]
    public async Task A_removal_whose_answer_is_lost_is_a_removal()
    {
        await DieAsync(Signal(1));
        _bus.Service.Faults.DropConnection(FaultPoint.Settle, done: true, Dead.Name);
        Assert.Equal(new(1, 0, null), await DeadLetters.ReplayAllAsync(CancellationToken.None));
        Assert.Equal(Signal(1), Assert.Single(Waiting));
        Assert.Empty(Dead.Messages());
    }

    [Fact]
    public async Task One_that_somebody_else_has_is_locked()
    {
        await DieAsync(Signal(1));
        var elsewhere = await _bus.ReceiveDeadLetterAsync();
        Assert.Equal(DeadLetterReplay.Locked, await DeadLetters.ReplayAsync("lanes", elsewhere.SequenceNumber, CancellationToken.None));
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

        Assert.Equal(new(2, 0, null), await DeadLetters.ReplayAllAsync(CancellationToken.None).Soon());
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
        Assert.Equal(new(230, 0, null), await DeadLetters.ReplayAllAsync(CancellationToken.None));
        Assert.Equal(230, Waiting.Count);
    }

    [Fact]
    public async Task A_partners_message_is_taken_as_it_was_sent_and_not_sent_again()
    {
        var dead = await DieInboundAsync();
        Assert.Equal(("inbound", (LaneId?)null), (dead.Queue, dead.Lane));

        Assert.Equal(DeadLetterReplay.Replayed, await DeadLetters.ReplayAsync("inbound", dead.Sequence, CancellationToken.None));

        var taken = Assert.Single(_taken.All);
        Assert.Equal((InboundMessage.IdOf("m-7", null, null), "m-7", "application/json", "PATCH onderhoudsorders/4711", "{}"),
            (taken.Id, taken.MessageId, taken.ContentType, taken.Subject, Encoding.UTF8.GetString(taken.Body.Span)));
        Assert.Equal("42", taken.Properties["x-stuurgegevens-referentienummer"]);
        Assert.Empty(await ListAsync());
        Assert.Empty(_bus.Inbound.Messages());
    }

    [Fact]
    public async Task A_partners_message_that_cannot_be_taken_stays_a_dead_letter()
    {
        var dead = await DieInboundAsync();
        _taken.Failure = new InboundSetupException("The partner is disabled.");
        await Assert.ThrowsAsync<InboundSetupException>(() => DeadLetters.ReplayAsync("inbound", dead.Sequence, CancellationToken.None));
        Assert.Equal("inbound", Assert.Single(await ListAsync()).Queue);

        _taken.Failure = null;
        Assert.Equal(new(1, 0, null), await DeadLetters.ReplayAllAsync(CancellationToken.None));
        Assert.Equal("m-7", Assert.Single(_taken.All).MessageId);
    }

    [Fact]
    public async Task Those_of_all_queues_are_listed_the_oldest_first()
    {
        await DieInboundAsync();
        _bus.Clock.Advance(TimeSpan.FromSeconds(1));
        await DieAsync(Signal(1));
        Assert.Equal(["inbound", "lanes"], (await ListAsync()).Select(d => d.Queue));
    }

    [Fact]
    public async Task Those_of_one_queue_never_hide_those_of_another()
    {
        for (var i = 0; i < 3; i++) await DieAsync(Signal(i));
        _bus.Clock.Advance(TimeSpan.FromSeconds(1));
        await DieInboundAsync();
        var first = await DeadLetters.ListAsync(1, CancellationToken.None);
        Assert.Equal(["lanes", "inbound"], first.Items.Select(d => d.Queue));
        Assert.True(first.HasMore);
    }

    [Fact]
    public async Task One_that_cannot_be_taken_keeps_no_other_from_being_replayed()
    {
        await DieInboundAsync();
        await DieAsync(Signal(1));
        await DieInboundAsync(new ServiceBusMessage("{}") { MessageId = "m-8" });
        _taken.Refused = "m-7";

        Assert.Equal(new(2, 1, "The partner is disabled."), await DeadLetters.ReplayAllAsync(CancellationToken.None));
        Assert.Equal("m-8", Assert.Single(_taken.All).MessageId);
        Assert.Equal("inbound", Assert.Single(await ListAsync()).Queue);
    }

    [Fact]
    public async Task A_text_of_another_client_is_read_as_the_trigger_reads_it()
    {
        var message = new ServiceBusMessage { MessageId = "jms" };
        message.GetRawAmqpMessage().Body = AmqpMessageBody.FromValue("{\"a\":1}");
        await DieInboundAsync(message);
        await DeadLetters.ReplayAllAsync(CancellationToken.None);
        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(Assert.Single(_taken.All).Body.Span));
    }

    [Fact]
    public async Task What_only_the_trigger_can_read_stays_a_dead_letter_until_it_is_discarded()
    {
        var dead = await DieInboundAsync(new ServiceBusMessage(new byte[] { 0x4A, 0x6F, 0x73, 0xE9 }) { MessageId = "latin" });
        await Assert.ThrowsAsync<InboundSetupException>(() => DeadLetters.ReplayAsync("inbound", dead.Sequence, CancellationToken.None));
        Assert.Empty(_taken.All);
        Assert.Equal(DeadLetterReplay.Replayed, await DeadLetters.DiscardAsync("inbound", dead.Sequence, CancellationToken.None));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Properties_are_read_as_the_trigger_reads_them()
    {
        await DieInboundAsync(new ServiceBusMessage("{}")
        {
            MessageId = "m-9",
            ApplicationProperties =
            {
                ["X-A"] = "1", ["x-a"] = "2", ["X-Stuurgegevens-Tijdstip-Bericht"] = new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc),
            },
        });
        await DeadLetters.ReplayAllAsync(CancellationToken.None);
        var properties = Assert.Single(_taken.All).Properties;
        Assert.Equal(("2", "2026-03-02T09:00:00Z"), (properties["x-a"], properties["x-stuurgegevens-tijdstip-bericht"]));
    }

    private async Task<DeadLetter> DieInboundAsync(ServiceBusMessage? message = null)
    {
        await using var sender = _bus.Client.CreateSender("inbound");
        await sender.SendMessageAsync(message ?? new ServiceBusMessage("{}")
        {
            MessageId = "m-7", ContentType = "application/json", Subject = "PATCH onderhoudsorders/4711",
            ApplicationProperties = { ["X-Stuurgegevens-Referentienummer"] = 42 },
        });
        await using var receiver = _bus.Client.CreateReceiver("inbound");
        for (var i = 0; i < 2; i++) await receiver.AbandonMessageAsync(await receiver.ReceiveMessageAsync());
        return (await ListAsync())[0];
    }

    [Fact]
    public async Task A_service_that_is_away_is_told_as_such()
    {
        _bus.Service.GoOffline();
        var e = await Assert.ThrowsAsync<StoreException>(() => DeadLetters.ListAsync(10, CancellationToken.None));
        Assert.Equal("Service Bus, which holds the dead letters, cannot be reached. The same may be asked again.", e.Message);
    }
}

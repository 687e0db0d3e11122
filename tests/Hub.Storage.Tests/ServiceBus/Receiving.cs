using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Hub.ServiceBusStandIn;
using Hub.Storage.Tests.ServiceBus.Support;

namespace Hub.Storage.Tests.ServiceBus;

/// <summary>What the genuine client gets from the stand-in, and how it settles that.</summary>
public sealed class Receiving
{
    private static readonly QueueOptions HalfAMinute = new() { LockDuration = TimeSpan.FromSeconds(30) };

    [Fact]
    public async Task A_message_can_be_abandoned_completed_and_dead_lettered()
    {
        await using var bus = new ServiceBusQueue();
        await bus.SendAsync("m1");
        await bus.SendAsync("m2");

        await bus.Receiver.AbandonMessageAsync(await bus.ReceiveAsync(), new Dictionary<string, object> { ["tried"] = "once" });
        var again = await bus.ReceiveAsync();
        Assert.Equal(("m1", 2, "once"), (again.MessageId, again.DeliveryCount, again.ApplicationProperties["tried"]));
        await bus.Receiver.CompleteMessageAsync(again);
        await bus.Receiver.DeadLetterMessageAsync(await bus.ReceiveAsync(), "unreadable", "it is no JSON");

        Assert.Empty(bus.Queue.Messages());
        var dead = await bus.ReceiveDeadLetterAsync();
        Assert.Equal(("m2", "body of m2", "unreadable", "it is no JSON"),
            (dead.MessageId, dead.Body.ToString(), dead.DeadLetterReason, dead.DeadLetterErrorDescription));
        await bus.DeadLetters.CompleteMessageAsync(dead);
        Assert.Empty(bus.Queue.DeadLetters!.Messages());
    }

    [Fact]
    public async Task After_its_last_delivery_a_message_is_a_dead_letter()
    {
        await using var bus = new ServiceBusQueue(new QueueOptions { MaxDeliveryCount = 3 });
        await bus.SendAsync("m1");
        for (var i = 1; i <= 3; i++)
        {
            var message = await bus.ReceiveAsync();
            Assert.Equal(i, message.DeliveryCount);
            await bus.Receiver.AbandonMessageAsync(message);
        }

        Assert.Empty(bus.Queue.Messages());
        Assert.Equal("MaxDeliveryCountExceeded", (await bus.ReceiveDeadLetterAsync()).DeadLetterReason);
    }

    [Fact]
    public async Task A_message_whose_lock_ended_comes_again_and_its_old_lock_is_lost()
    {
        await using var bus = new ServiceBusQueue(HalfAMinute);
        await bus.SendAsync("m1");
        var first = await bus.ReceiveAsync();
        bus.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(1, bus.Queue.Count(MessageState.Locked));
        bus.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await bus.ReceiveAsync();

        Assert.Equal(("m1", 2), (second.MessageId, second.DeliveryCount));
        await LosesItsLockAsync(() => bus.Receiver.CompleteMessageAsync(first));
        await bus.Receiver.CompleteMessageAsync(second);
        Assert.Empty(bus.Queue.Messages());
    }

    [Fact]
    public async Task A_renewed_lock_holds_and_a_lost_one_cannot_be_renewed()
    {
        await using var bus = new ServiceBusQueue(HalfAMinute);
        await bus.SendAsync("m1");
        var message = await bus.ReceiveAsync();
        bus.Clock.Advance(TimeSpan.FromSeconds(20));
        await bus.Receiver.RenewMessageLockAsync(message);
        bus.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(1, bus.Queue.Count(MessageState.Locked));
        bus.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(1, bus.Queue.Count(MessageState.Active));
        await LosesItsLockAsync(() => bus.Receiver.RenewMessageLockAsync(message));
    }

    [Fact]
    public async Task A_peek_sees_every_message_and_a_deferred_one_is_received_by_its_number()
    {
        await using var bus = new ServiceBusQueue();
        await bus.SendAsync("m1");
        await bus.SendAsync("m2");
        await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), bus.Clock.GetUtcNow().AddHours(1));
        var first = await bus.ReceiveAsync();
        await bus.Receiver.DeferMessageAsync(first);

        var seen = await bus.Receiver.PeekMessagesAsync(10, fromSequenceNumber: 0);
        Assert.Equal([ServiceBusMessageState.Deferred, ServiceBusMessageState.Active, ServiceBusMessageState.Scheduled], seen.Select(m => m.State));
        await bus.Receiver.CompleteMessageAsync(await bus.Receiver.ReceiveDeferredMessageAsync(first.SequenceNumber));
        Assert.Equal(2, bus.Queue.Messages().Count);
        var e = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Receiver.ReceiveDeferredMessageAsync(first.SequenceNumber));
        Assert.Equal(ServiceBusFailureReason.MessageNotFound, e.Reason);
    }

    [Fact]
    public async Task A_receiver_that_deletes_leaves_nothing_and_one_that_is_closed_returns_what_it_prefetched()
    {
        await using var bus = new ServiceBusQueue();
        await bus.SendAsync("m1");
        await using (var deletes = bus.Client.CreateReceiver(
            ServiceBusQueue.Name, new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete }))
            Assert.Equal("m1", (await deletes.ReceiveMessageAsync(TimeSpan.FromSeconds(20))).MessageId);
        Assert.Empty(bus.Queue.Messages());

        await bus.SendManyAsync(2);
        await using (var prefetches = bus.Client.CreateReceiver(ServiceBusQueue.Name, new ServiceBusReceiverOptions { PrefetchCount = 10 }))
        {
            await prefetches.CompleteMessageAsync(await prefetches.ReceiveMessageAsync(TimeSpan.FromSeconds(20)));
            await bus.Queue.WhenAsync(q => q.Count(MessageState.Locked) == 1);
        }

        await bus.Queue.WhenAsync(q => q.Count(MessageState.Active) == 1);
        Assert.Equal(1, (await bus.ReceiveAsync()).DeliveryCount);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(20, 8)]
    public async Task A_processor_completes_many_messages_and_gets_a_failed_one_again(int prefetch, int calls)
    {
        await using var bus = new ServiceBusQueue();
        await bus.SendManyAsync(200);
        var seen = new ConcurrentBag<string>();
        var errors = new ConcurrentBag<string>();
        await using var processor = bus.Client.CreateProcessor(
            ServiceBusQueue.Name, new ServiceBusProcessorOptions { PrefetchCount = prefetch, MaxConcurrentCalls = calls });
        processor.ProcessMessageAsync += args =>
        {
            seen.Add(args.Message.MessageId);
            return args.Message.MessageId == "m7" && args.Message.DeliveryCount < 3 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
        };
        processor.ProcessErrorAsync += args =>
        {
            errors.Add(args.Exception.Message);
            return Task.CompletedTask;
        };
        await processor.StartProcessingAsync();
        await bus.Queue.WhenAsync(q => q.Completed == 200);
        await processor.StopProcessingAsync();

        Assert.Equal((202, 200), (seen.Count, seen.Distinct().Count()));
        Assert.Equal(["not yet", "not yet"], errors);
    }

    private static async Task LosesItsLockAsync(Func<Task> act) =>
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, (await Assert.ThrowsAsync<ServiceBusException>(act)).Reason);
}

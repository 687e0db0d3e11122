using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Hub.ServiceBusStandIn;
using Hub.Storage.Tests.ServiceBus.Support;

namespace Hub.Storage.Tests.ServiceBus;

/// <summary>What the genuine client makes of the faults that the stand-in plays.</summary>
public sealed class Planned_faults
{
    [Fact]
    public async Task After_a_broken_connection_the_client_goes_on_and_its_locks_hold()
    {
        await using var bus = new ServiceBusQueue();
        await bus.SendAsync("m1");
        var locked = await bus.ReceiveAsync();
        bus.Service.DropConnections();

        await bus.SendAsync("m2");
        Assert.Equal("m2", (await bus.ReceiveAsync()).MessageId);
        await bus.Receiver.CompleteMessageAsync(locked);
        Assert.Equal(1, bus.Queue.Completed);
    }

    [Fact]
    public async Task A_processor_goes_on_after_an_outage()
    {
        await using var bus = new ServiceBusQueue();
        var seen = new ConcurrentQueue<string>();
        await using var processor = bus.Client.CreateProcessor(ServiceBusQueue.Name, new ServiceBusProcessorOptions());
        processor.ProcessMessageAsync += args =>
        {
            seen.Enqueue(args.Message.MessageId);
            return Task.CompletedTask;
        };
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        await processor.StartProcessingAsync();
        await bus.SendAsync("m1");
        await bus.Queue.WhenAsync(q => q.Completed == 1);

        bus.Service.GoOffline();
        Assert.True((await Assert.ThrowsAsync<ServiceBusException>(() => bus.SendAsync("lost"))).IsTransient);
        bus.Service.GoOnline();
        await bus.SendAsync("m2");
        await bus.Queue.WhenAsync(q => q.Completed == 2);
        await processor.StopProcessingAsync();
        Assert.Equal(["m1", "m2"], seen);
    }

    [Fact]
    public async Task A_send_whose_answer_is_lost_is_repeated_and_makes_two_copies()
    {
        await using var bus = new ServiceBusQueue(tryTimeout: TimeSpan.FromSeconds(1));
        bus.Service.Faults.LoseAnswer(FaultPoint.Send);
        await bus.SendAsync("no answer");
        bus.Service.Faults.DropConnection(FaultPoint.Send, done: true);
        await bus.SendAsync("broken after");
        bus.Service.Faults.DropConnection(FaultPoint.Send, done: false);
        await bus.SendAsync("broken before");

        Assert.Equal(["no answer", "no answer", "broken after", "broken after", "broken before"], bus.Queue.Messages().Select(m => m.MessageId));
    }

    [Fact]
    public async Task A_completion_whose_answer_is_lost_is_done_and_ends_with_a_lost_lock()
    {
        await using var bus = new ServiceBusQueue();
        await bus.SendAsync("m1");
        var message = await bus.ReceiveAsync();
        bus.Service.Faults.DropConnection(FaultPoint.Settle, done: true);

        var e = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Receiver.CompleteMessageAsync(message));
        Assert.Equal((ServiceBusFailureReason.MessageLockLost, 1), (e.Reason, bus.Queue.Completed));
    }

    [Fact]
    public async Task A_queue_that_is_not_there_is_not_asked_again()
    {
        await using var bus = new ServiceBusQueue();
        await using var nowhere = bus.Client.CreateSender("nowhere");
        var e = await Assert.ThrowsAsync<ServiceBusException>(() => nowhere.SendMessageAsync(new ServiceBusMessage("x")));
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, e.Reason);

        await bus.SendAsync("m1");
        bus.Service.RemoveQueue(ServiceBusQueue.Name);
        e = await Assert.ThrowsAsync<ServiceBusException>(() => bus.SendAsync("m2"));
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, e.Reason);
    }

    [Theory]
    [InlineData(FaultPoint.Attach)]
    [InlineData(FaultPoint.Token)]
    public async Task An_identity_without_the_role_is_refused_after_some_tries(FaultPoint point)
    {
        await using var bus = new ServiceBusQueue();
        var fault = bus.Service.Faults.Refuse(point, ErrorConditions.Unauthorized, ServiceBusQueue.Name, PlannedFaults.Always);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => bus.SendAsync("m1"));
        Assert.Equal(4, fault.Befallen);

        bus.Service.Faults.Remove(fault);
        await bus.SendAsync("m1");
    }

    [Fact]
    public async Task A_request_that_fails_is_made_again()
    {
        await using var bus = new ServiceBusQueue();
        var fault = bus.Service.Faults.Refuse(FaultPoint.Request, ErrorConditions.InternalError, ServiceBusQueue.Name, times: 2);
        await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("x"), bus.Clock.GetUtcNow().AddHours(1));
        Assert.Equal((2, 1), (fault.Befallen, bus.Queue.Count(MessageState.Scheduled)));
    }
}

using Azure.Messaging.ServiceBus;
using Hub.ServiceBusStandIn;
using Hub.Storage.Tests.ServiceBus.Support;

namespace Hub.Storage.Tests.ServiceBus;

/// <summary>What the stand-in does with messages that the genuine client sends.</summary>
public sealed class Sending
{
    [Fact]
    public async Task A_sent_message_is_received_whole()
    {
        await using var bus = new ServiceBusQueue();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("hello")
        {
            MessageId = "m1",
            Subject = "greeting",
            CorrelationId = "c1",
            ContentType = "text/plain",
            ApplicationProperties =
            {
                ["colour"] = "red",
                ["number"] = 7,
                ["time"] = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
                ["id"] = Guid.Empty,
            },
        });

        var message = await bus.ReceiveAsync();
        Assert.Equal(("hello", "m1", "greeting", "c1", "text/plain"),
            (message.Body.ToString(), message.MessageId, message.Subject, message.CorrelationId, message.ContentType));
        Assert.Equal(("red", 7, Guid.Empty, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), (message.ApplicationProperties["colour"],
            message.ApplicationProperties["number"], message.ApplicationProperties["id"], message.ApplicationProperties["time"]));
        Assert.Equal((1L, 1, bus.Clock.GetUtcNow()), (message.SequenceNumber, message.DeliveryCount, message.EnqueuedTime));
    }

    [Fact]
    public async Task Messages_of_a_batch_come_one_by_one()
    {
        await using var bus = new ServiceBusQueue();
        using var batch = await bus.Sender.CreateMessageBatchAsync();
        for (var i = 0; i < 40; i++) Assert.True(batch.TryAddMessage(new ServiceBusMessage(new string('x', 1000)) { MessageId = $"a{i}" }));
        await bus.Sender.SendMessagesAsync(batch);
        await bus.SendManyAsync(10);

        Assert.Equal(50, bus.Queue.Count(MessageState.Active));
        // By their numbers: the client itself does not always keep the order from one receive to the next.
        var got = new SortedDictionary<long, string>();
        while (got.Count < 50)
            foreach (var message in await bus.Receiver.ReceiveMessagesAsync(50, TimeSpan.FromSeconds(20))) got.Add(message.SequenceNumber, message.MessageId);
        Assert.Equal([.. Enumerable.Range(0, 40).Select(i => $"a{i}"), .. Enumerable.Range(0, 10).Select(i => $"m{i}")], got.Values);
    }

    [Fact]
    public async Task A_message_of_many_frames_is_accepted_and_one_that_is_too_large_refused()
    {
        await using var bus = new ServiceBusQueue();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage(new byte[200_000]));
        Assert.Equal(200_000, (await bus.ReceiveAsync()).Body.ToMemory().Length);

        var e = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Sender.SendMessageAsync(new ServiceBusMessage(new byte[300_000])));
        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, e.Reason);
    }

    [Fact]
    public async Task A_scheduled_message_is_enqueued_at_its_time_and_a_cancelled_one_never()
    {
        await using var bus = new ServiceBusQueue();
        var time = bus.Clock.GetUtcNow() + TimeSpan.FromHours(2);
        var kept = await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("kept"), time);
        var cancelled = await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("cancelled"), time);
        await bus.Sender.CancelScheduledMessageAsync(cancelled);
        bus.Clock.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        Assert.Equal((1, 0), (bus.Queue.Count(MessageState.Scheduled), bus.Queue.Count(MessageState.Active)));

        bus.Clock.Advance(TimeSpan.FromSeconds(1));
        var message = await bus.ReceiveAsync();
        Assert.Equal(("kept", time), (message.Body.ToString(), message.EnqueuedTime));
        Assert.True(message.SequenceNumber > kept);
        Assert.Single(bus.Queue.Messages());
        var e = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Sender.CancelScheduledMessageAsync(cancelled));
        Assert.Equal(ServiceBusFailureReason.MessageNotFound, e.Reason);
    }

    [Fact]
    public async Task A_second_message_of_the_same_id_is_dropped_within_the_window()
    {
        await using var bus = new ServiceBusQueue(new QueueOptions { DuplicateDetectionWindow = TimeSpan.FromMinutes(10) });
        await bus.SendAsync("same");
        await bus.SendAsync("same");
        bus.Clock.Advance(TimeSpan.FromMinutes(10));
        await bus.SendAsync("same");

        Assert.Equal((2, 1), (bus.Queue.Accepted, bus.Queue.DuplicatesDropped));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "TTLExpiredException")]
    public async Task An_expired_message_is_removed_or_dead_lettered(bool deadLetters, string? reason)
    {
        await using var bus = new ServiceBusQueue(new QueueOptions { DeadLetterOnExpiry = deadLetters, DefaultTimeToLive = TimeSpan.FromDays(1) });
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("minute") { TimeToLive = TimeSpan.FromMinutes(1) });
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("day"));
        bus.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("day", (await bus.ReceiveAsync()).Body.ToString());
        Assert.Equal(reason, bus.Queue.DeadLetters!.Messages().SingleOrDefault()?.Properties["DeadLetterReason"]);
    }
}

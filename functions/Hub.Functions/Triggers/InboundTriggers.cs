using System.Diagnostics;
using System.Text;
using Hub.Application;
using Hub.Application.Deliveries;
using Hub.Application.Intake;
using Hub.Application.Moving;
using Polly;
using Polly.Retry;

namespace Hub.Functions.Triggers;

/// <summary>Takes the messages of an ERP that integrates by queue.</summary>
public sealed class InboundTriggers(IInboundMessages messages, BeforeServing before, QueueFailures failures, TimeProvider clock)
{
    private const string Queue = QueueNames.Inbound;

    // The platform delivers what failed again at once, ten times, and then gives up: a store that is away for some minutes must not make a dead letter of each
    // message. Within the time limit of a function, and the time for which a message's lock is renewed.
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(3);

    /// <summary>Takes a message: a VERA document or CloudEvents. One that is refused or unreadable is answered too; only a failure throws.</summary>
    [Function("TakeInbound")]
    public Task TakeInbound([ServiceBusTrigger(Queue, Connection = "ServiceBus")] string message, FunctionContext context, CancellationToken cancel) =>
        failures.NoteAsync(Queue, context, async () =>
        {
            var began = clock.GetTimestamp();
            var retry = new ResiliencePipelineBuilder { TimeProvider = clock }.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is StoreException && clock.GetElapsedTime(began) < LongestRetry),
                MaxRetryAttempts = int.MaxValue,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = TimeSpan.FromSeconds(30),
                BackoffType = DelayBackoffType.Exponential,
            }).Build();
            var inbound = Of(message, context);
            await retry.ExecuteAsync(async c =>
            {
                // A contact that comes in now must not be taken for one that a restore brought back.
                await before.EnsureAsync(c);
                await messages.TakeAsync(inbound, c);
            }, cancel);
        });

    private static InboundMessage Of(string body, FunctionContext context) => new()
    {
        MessageId = QueueBinding.Text(context, QueueBinding.MessageId),
        Id = InboundMessage.IdOf(
            QueueBinding.Text(context, QueueBinding.MessageId), QueueBinding.EnqueuedAt(context), QueueBinding.Text(context, QueueBinding.SequenceNumber)),
        Body = Encoding.UTF8.GetBytes(body),
        // What the trigger puts in the place of bytes that are no UTF-8.
        IsDamaged = body.Contains('\uFFFD', StringComparison.Ordinal),
        ContentType = QueueBinding.Text(context, QueueBinding.ContentType),
        Subject = QueueBinding.Text(context, QueueBinding.Subject),
        Properties = QueueBinding.Properties(context),
        TraceParent = Activity.Current?.Id,
    };
}

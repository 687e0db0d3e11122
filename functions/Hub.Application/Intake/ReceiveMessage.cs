using System.Diagnostics;
using Hub.Application.Archive;
using Hub.Application.Diagnostics;
using Hub.Application.Leases;
using Hub.Domain.Documents;
using Hub.Domain.Partners;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Intake;

/// <summary>
/// Receives a message: reads it, decides, commits, and answers only when all is durable. A crash between any two steps
/// leaves either nothing or the whole; the sender, having no answer, sends the message again and gets its receipt.
/// </summary>
public sealed partial class ReceiveMessage(
    IEnumerable<IMessageReader> readers, IEnumerable<IMessageHandler> handlers, IMessageArchive archive, ILeases leases, TimeProvider clock, HubMetrics metrics,
    ILogger<ReceiveMessage> logger)
{
    private readonly Dictionary<Language, IMessageReader> _readers = readers.ToDictionary(r => r.Language);
    private readonly Dictionary<Type, IMessageHandler> _handlers = handlers.ToDictionary(h => h.MessageType);

    // Begin the identities of messages that have none of their own: by their hash, by an Idempotency-Key, by the request alone.
    private const string ByHash = "sha256:";
    private const string ByKey = "key:";
    private const string ByRequest = "request:";

    // Begins an identity of the message's own that begins like one of these: the names that senders choose must not meet those that the hub makes.
    private const string ByOwn = "id:";

    // Longer than nearly any message takes. One that takes longer may be processed twice at once, which does no harm: the receipt goes in with the events,
    // once. Not longer than a sender waits before it asks again: of an instance that died, nobody else releases the lease.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>One answer a message: several only for a batch. Throws only where a store is broken, and then nothing was answered.</summary>
    public async Task<IReadOnlyList<Answer>> ReceiveAsync(Submission submission, CancellationToken cancel)
    {
        using var span = Tracing.Start("receive message", ActivityKind.Internal, submission.TraceParent);
        span?.SetTag("ketenhub.partner", submission.Partner.Id).SetTag("ketenhub.language", submission.Language);
        var context = new ReadContext(submission.Partner, submission.Operation, submission.ResourceId, submission.Headers)
        {
            ContentType = submission.ContentType, ReceivedAt = clock.GetUtcNow(),
        };
        switch (_readers[submission.Language].Read(submission.Body, context))
        {
            case ReadResult.Failed failed:
                return [await KeepUnreadableAsync(submission, failed.Errors, submission.Body.Length, cancel)];
            case ReadResult.Read { Messages: [var only] }:
                return [Counted(submission, await ProcessAsync(submission, only, cancel))];
            case ReadResult.Read { Messages: var messages }:
                // In the batch's order, one after the other: an order and its first fact may come together.
                var answers = new List<Answer>(messages.Count);
                foreach (var message in messages) answers.Add(Counted(submission, await ProcessAsync(submission, message, cancel)));
                return answers;
            default:
                throw new InvalidOperationException("A reader gave neither messages nor errors.");
        }
    }

    /// <summary>A body without the bytes of its pictures, as it is archived.</summary>
    public ReadOnlyMemory<byte> WithoutPictures(Language language, ReadOnlyMemory<byte> body) => _readers[language].WithoutPictures(body);

    /// <summary>Keeps a message that could not even be read to its end (too large), with what there is of it.</summary>
    /// <param name="submission">The message; its body is the part that was read.</param>
    /// <param name="errors">What is wrong.</param>
    /// <param name="size">Size in bytes as the sender declared it, or as far as it was read.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task<Answer> KeepUnreadableAsync(Submission submission, IReadOnlyList<ReadError> errors, long size, CancellationToken cancel)
    {
        var hash = Fingerprint.OfBytes(submission, submission.Body.Span);
        var kept = ToArchive(submission, submission.Body, $"{ByHash}{hash}", hash) with
        {
            Size = size,
            Outcome = MessageOutcome.Unreadable,
            Reason = string.Join(" ", errors.Take(10).Select(e => $"{e.Place}: {e.Expected}")),
        };
        await archive.StoreAsync(kept, cancel);
        return Counted(submission, new Answer.Unreadable(kept.ReceiptId, errors));
    }

    private Answer Counted(Submission submission, Answer answer)
    {
        var (role, language) = (submission.Partner.Role, submission.Language);
        if (answer is Answer.Accepted { Repeated: false }) metrics.Accepted(role, language);
        else if (CodeOf(answer) is { } code)
        {
            metrics.Refused(role, language);
            // The receipt leads the administrator to the message and the whole reason: what a sender wrote has no place in a log.
            LogRefused(submission.Partner.Id, language, submission.Operation, code, answer.ReceiptId);
        }
        return answer;
    }

    private static string? CodeOf(Answer answer) => answer switch
    {
        Answer.Refused refused => refused.Refusal.Code,
        Answer.Reused => "message-id-reused",
        Answer.Unreadable => "unreadable",
        _ => null,
    };

    private async Task<Answer> ProcessAsync(Submission submission, IncomingMessage message, CancellationToken cancel)
    {
        var body = message.Raw ?? submission.Body;
        var hash = new MessageHash(submission, message, body);
        // What an earlier version took under the id as it was sent keeps that one.
        var earlier = message.EarlierMessageId is { } sent ? await archive.FirstHashAsync(submission.Partner.Id, sent, cancel) : null;
        var messageId = Own(earlier is null ? message.MessageId : message.EarlierMessageId) ?? Identity(submission, hash.Value);
        var kept = ToArchive(submission, body, messageId, hash.Value);

        var now = clock.GetUtcNow();
        var running = await leases.TryAcquireAsync($"message/{submission.Partner.Id}/{messageId}", now, now + Longest, cancel);
        if (running is null) return new Answer.Running(kept.ReceiptId, messageId);
        try
        {
            var first = earlier ?? await archive.FirstHashAsync(submission.Partner.Id, messageId, cancel);
            if (first is not null && !hash.Is(first))
            {
                await archive.StoreAsync(
                    kept with { Outcome = MessageOutcome.Refused, Reason = "The message id was used before for another message." }, cancel);
                return new Answer.Reused(kept.ReceiptId, messageId);
            }
            // Under the receipt that an earlier version gave it.
            if (first is not null && first != hash.Value) kept = kept with { ReceiptId = Fingerprint.ReceiptId(submission.Partner.Id, messageId, first) };
            var received = new ReceivedMessage(submission, message, kept, hash, IsArchived: first is not null)
            {
                EarlierMessageIds = message.EarlierMessageId is { } asSent ? [asSent]
                    : message.MessageId is null && messageId.StartsWith(ByHash, StringComparison.Ordinal) ? [.. hash.Earlier.Select(h => $"{ByHash}{h}")]
                    : [],
            };
            return await _handlers[message.GetType()].HandleAsync(received, cancel);
        }
        finally
        {
            await leases.ReleaseAsync(running, CancellationToken.None);
        }
    }

    private ArchivedMessage ToArchive(Submission submission, ReadOnlyMemory<byte> body, string messageId, string hash) => new()
    {
        ReceiptId = Fingerprint.ReceiptId(submission.Partner.Id, messageId, hash),
        PartnerId = submission.Partner.Id,
        MessageId = messageId,
        Hash = hash,
        ContentType = submission.ContentType,
        Request = $"{submission.Language} {submission.Operation} {submission.ResourceId}".TrimEnd(),
        Body = WithoutPictures(submission.Language, body),
        Size = body.Length,
        ReceivedAt = clock.GetUtcNow(),
    };

    private static string? Own(string? messageId) => messageId is not null
        && new[] { ByHash, ByKey, ByRequest, ByOwn }.Any(b => messageId.StartsWith(b, StringComparison.Ordinal)) ? $"{ByOwn}{messageId}" : messageId;

    // A POST without an identity is the same message when it says the same: an order can be placed but once. A PUT
    // or PATCH without one is each time a new wish, and wishing what already is changes nothing.
    private string Identity(Submission submission, string hash) =>
        submission.IdempotencyKey is { } key ? $"{ByKey}{key}"
        : submission.Operation is Operation.Post ? $"{ByHash}{hash}"
        : $"{ByRequest}{Guid.CreateVersion7(clock.GetUtcNow()):N}";

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partner {Partner}: a message ({Language} {Operation}) was refused: {Code}; its receipt is {Receipt}")]
    private partial void LogRefused(string partner, Language language, Operation operation, string code, Guid receipt);
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Hub.Application;
using Hub.Application.Deliveries;
using Hub.Application.Intake;
using Hub.Application.Recoverability;
using Hub.Application.Registry;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Partners;
using Hub.Functions.Endpoints;
using Hub.Functions.Http;
using Hub.Functions.Settings;

namespace Hub.Functions.Triggers;

/// <summary>
/// Takes what the partner with queues of its own (<c>Hub:Queue:Partner</c>) sends, as the HTTP endpoints would, and puts the answer that these would give on
/// its queue.
/// </summary>
public sealed class InboundMessages(
    ReceiveMessage receive, RegistryCache registry, HubOptions options, QueueAnswers answers, IEnumerable<IConnector> connectors)
    : IInboundMessages, IDisposable
{
    // Messages with pictures are large: few of them are read at a time.
    private readonly SemaphoreSlim _large = new(2);

    private static readonly string[] JsonTypes = ["application/json", "text/json"];
    private static readonly string[] EventTypes = ["application/cloudevents+json", "application/cloudevents-batch+json"];

    private readonly IConnector? _queue = connectors.FirstOrDefault(c => c.Transport is Transport.Queue);

    /// <inheritdoc/>
    public async Task TakeAsync(InboundMessage message, CancellationToken cancel)
    {
        var queue = _queue ?? throw new InboundSetupException("There are no queues for partners on this platform.");
        var partner = await PartnerAsync(cancel);
        var isLarge = message.Body.Length > Limits.MessageBytes;
        if (isLarge) await _large.WaitAsync(cancel);
        try
        {
            await TakeAsync(message, partner, queue, cancel);
        }
        finally
        {
            if (isLarge) _large.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _large.Dispose();

    private async Task TakeAsync(InboundMessage message, Partner partner, IConnector queue, CancellationToken cancel)
    {
        var (submission, errors) = Read(message, partner);
        // Not cancelled with the run: what is begun is finished and has its receipt.
        var answered = errors.Count > 0
            ? [await receive.KeepUnreadableAsync(submission with { Body = First(submission.Body) }, errors, submission.Body.Length, CancellationToken.None)]
            : await receive.ReceiveAsync(submission, CancellationToken.None);
        if (answered.Any(a => a is Answer.Running)) throw new StoreException("The same message is being worked on: its answer is not known yet.");

        var answer = await answers.OfAsync(submission, answered, message.MessageId);
        // The answer to a message that is delivered again is recognised as the same, and one to another message never is. Whoever calls has waits of its own.
        var id = AnswerId(message, answered);
        var sent = await queue.SendAsync(partner, id, answer, isTrial: true, cancel);
        // A whole order may be larger than the queue takes, and would never get through.
        if (sent is SendResult.Failed { Kind: FailureKind.Refused })
            sent = await queue.SendAsync(partner, id, QueueAnswers.Short(answer), isTrial: true, cancel);
        if (sent is SendResult.Failed failed) throw new StoreException($"The message was taken, and its answer could not be sent. {failed.Detail}");
    }

    private async Task<Partner> PartnerAsync(CancellationToken cancel)
    {
        var id = options.QueuePartner
            ?? throw new InboundSetupException("The setting Hub:Queue:Partner is missing: it says which partner sends by the queue inbound.");
        var partner = (await registry.GetAsync(cancel)).Partner(id)
            ?? throw new InboundSetupException($"The setting Hub:Queue:Partner names {id}, and there is no such partner.");
        if (partner.Role is not PartnerRole.Erp)
            throw new InboundSetupException($"The setting Hub:Queue:Partner names {id}, which is no ERP: only an ERP has queues.");
        return partner.Enabled ? partner : throw new InboundSetupException($"The partner {id} is disabled. Replay this once it is enabled again.");
    }

    private (Submission Submission, IReadOnlyList<ReadError> Errors) Read(InboundMessage message, Partner partner)
    {
        var type = MediaTypeHeaderValue.TryParse(message.ContentType, out var parsed) ? parsed.MediaType ?? "" : message.ContentType ?? "";
        var isEvent = EventTypes.Contains(type, StringComparer.OrdinalIgnoreCase);
        var submission = new Submission
        {
            Partner = partner,
            Language = isEvent ? Language.Canonical : partner.Connection.Language,
            Body = message.Body,
            ContentType = message.ContentType,
            IdempotencyKey = message.Id,
            TraceParent = message.TraceParent,
        };
        if (!isEvent && type.Length > 0 && !JsonTypes.Contains(type, StringComparer.OrdinalIgnoreCase))
            return (submission, [new ReadError("ContentType", $"{string.Join(", ", EventTypes)} or application/json")]);
        if (message.IsDamaged) return (submission, [new ReadError("", "A document in UTF-8.")]);
        if (message.Body.Length > Limits.MessageWithPhotosBytes || receive.WithoutPictures(submission.Language, message.Body).Length > Limits.MessageBytes)
        {
            return (submission, [new ReadError("", string.Create(CultureInfo.InvariantCulture,
                $"A message of at most {Limits.MessageBytes} bytes, and {Limits.MessageWithPhotosBytes} with the pictures in it."))]);
        }
        if (submission.Language is not Language.Vera) return (submission, []);

        submission = submission with { Headers = VeraEndpoints.Headers.Where(message.Properties.ContainsKey).ToDictionary(h => h, h => message.Properties[h]) };
        return VeraSubject.TryRead(message.Subject, out var operation, out var id)
            ? (submission with { Operation = operation, ResourceId = id }, [])
            : (submission, [new ReadError("Subject", VeraSubject.Expected)]);
    }

    private static string AnswerId(InboundMessage message, IReadOnlyList<Answer> answered)
    {
        var of = $"{message.Id} {string.Join(' ', answered.Select(a => a.ReceiptId))}";
        return $"answer-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(of)))}";
    }

    private static ReadOnlyMemory<byte> First(ReadOnlyMemory<byte> body) => body[..Math.Min(body.Length, Limits.MessageBytes)];
}

using System.Globalization;
using Hub.Application.Intake;
using Hub.Domain;
using Hub.Domain.Partners;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>What every face that takes messages does alike: media type, size, reading, and the faults that an answer means.</summary>
public sealed class MessageIntake(Access door, ReceiveMessage receive, UploadFolder spool) : IDisposable
{
    private readonly SemaphoreSlim _large = new(2);

    /// <inheritdoc/>
    public void Dispose() => _large.Dispose();

    /// <summary>Takes a message in and hands its answers to <paramref name="word"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="style">How the face words refusals.</param>
    /// <param name="language">The face's language.</param>
    /// <param name="mediaTypes">Media types that it takes.</param>
    /// <param name="complete">Adds what the face knows: operation, resource, headers.</param>
    /// <param name="word">Words the answers; several only for a batch.</param>
    public Task<IResult> TakeAsync(
        HttpRequest request, ErrorFormat style, Language language, string[] mediaTypes, Func<Submission, Submission> complete,
        Func<Partner, IReadOnlyList<Answer>, Task<IResult>> word) => door.PartnerAsync(request, style, async partner =>
    {
        if (!RequestBodies.IsOneOf(request, mediaTypes))
            return style.Answer(request, new Fault(415, "media-type", "Media type not taken", $"Content-Type must be {string.Join(" or ", mediaTypes)}."));
        if (request.Headers.ContentEncoding.Count > 0)
            return style.Answer(request, new Fault(415, "content-encoding", "Content encoding not taken", "Send the message without Content-Encoding."));

        var cancel = request.HttpContext.RequestAborted;
        var submission = complete(RequestBodies.Submission(request, partner, language));
        var (body, whole) = await RequestBodies.ReadAsync(request, Limits.MessageBytes, cancel);
        if (whole) return await word(partner, await ReceiveAsync(submission with { Body = body }));
        // CloudEvents hold no pictures.
        using var spooled = language is Language.Canonical || request.ContentLength > Limits.MessageWithPhotosBytes ? null : await OnDiskAsync(request, partner.Id, body, cancel);
        return spooled is null
            ? await TooLargeAsync(request, style, submission with { Body = body }, request.ContentLength ?? body.Length + 1)
            : await WithPicturesAsync(request, style, submission, spooled, answers => word(partner, answers));
    });

    private async Task<UploadFile?> OnDiskAsync(HttpRequest request, string partner, ReadOnlyMemory<byte> begun, CancellationToken cancel)
    {
        using var draft = spool.Begin(partner);
        draft.Write(begun.Span);
        await using var rest = new IncomingBody(request.BodyReader);
        return await draft.TakeAsync(rest, Limits.MessageWithPhotosBytes, cancel);
    }

    // Messages with pictures are large: few of them are in memory at a time, and only when they have come in whole.
    private async Task<IResult> WithPicturesAsync(
        HttpRequest request, ErrorFormat style, Submission submission, UploadFile spooled, Func<IReadOnlyList<Answer>, Task<IResult>> word)
    {
        await _large.WaitAsync(request.HttpContext.RequestAborted);
        try
        {
            var body = new byte[spooled.Length];
            spooled.CopyTo(body);
            return receive.WithoutPictures(submission.Language, body).Length > Limits.MessageBytes
                ? await TooLargeAsync(request, style, submission with { Body = body }, body.Length)
                : await word(await ReceiveAsync(submission with { Body = body }));
        }
        finally
        {
            _large.Release();
        }
    }

    private async Task<IResult> TooLargeAsync(HttpRequest request, ErrorFormat style, Submission submission, long size)
    {
        var first = submission.Body[..Math.Min(submission.Body.Length, Limits.MessageBytes)];
        var kept = await receive.KeepUnreadableAsync(submission with { Body = first },
            [new ReadError("", string.Create(CultureInfo.InvariantCulture, $"A message of at most {Limits.MessageBytes} bytes, and {Limits.MessageWithPhotosBytes} with the pictures in it."))],
            size, request.HttpContext.RequestAborted);
        return style.Answer(request, new Fault(413, "too-large", "Message too large",
            $"A message may have {Limits.MessageBytes} bytes, and {Limits.MessageWithPhotosBytes} with the pictures in it; its first part was kept.") { ReceiptId = kept.ReceiptId });
    }

    // From here on the sender's patience no longer counts: what is begun is finished and has its receipt.
    private Task<IReadOnlyList<Answer>> ReceiveAsync(Submission submission) => receive.ReceiveAsync(submission, CancellationToken.None);

    /// <summary>The fault that an answer means; null where it was accepted.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="unreadable">Status for a message that cannot be read.</param>
    public static Fault? FaultOf(Answer answer, int unreadable = 400) => answer switch
    {
        Answer.Accepted => null,
        Answer.Refused refused => Fault.Of(refused.Refusal) with
        {
            ReceiptId = answer.ReceiptId,
            Places = refused.Refusal.Place is { } place ? [new FaultPlace(refused.Refusal.Reason, place)] : [],
        },
        Answer.Unreadable bad => new Fault(unreadable, "unreadable", "The message cannot be read", "It was kept, and nothing was changed.")
        {
            ReceiptId = answer.ReceiptId,
            Places = [.. bad.Errors.Select(e => new FaultPlace(e.Expected, e.Place))],
        },
        Answer.Reused => new Fault(422, "message-id-reused", "Message id used before", "Another message was sent under this id. Give every message an id of its own.")
        {
            ReceiptId = answer.ReceiptId,
        },
        Answer.Running => new Fault(409, "still-running", "Still running", "The same message is being worked on; ask again.") { ReceiptId = answer.ReceiptId, RetryAfter = 1 },
        _ => throw new InvalidOperationException("An unknown answer."),
    };
}

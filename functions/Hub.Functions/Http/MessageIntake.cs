using System.Globalization;
using Hub.Application.Intake;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Partners;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>Takes the body of a message from a request: media type, size, and pictures in it. The languages that are messages share it.</summary>
public sealed class MessageIntake(ReceiveMessage receive, UploadFolder uploads, MessageMemory memory) : IDisposable
{
    private readonly SemaphoreSlim _large = new(2);

    /// <inheritdoc/>
    public void Dispose() => _large.Dispose();

    /// <summary>Takes the message of a request in: one answer, and several only for a batch. A body that cannot be taken ends the request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="submission">What is known of the message beside its body.</param>
    /// <param name="mediaTypes">Media types that the route takes.</param>
    /// <param name="asRead">Makes of the submission with its body what is read and kept; null keeps it as it is.</param>
    public async Task<ValueOrAnswer<IReadOnlyList<Answer>>> TakeAsync(
        HttpRequest request, Submission submission, string[] mediaTypes, Func<Submission, Submission>? asRead = null)
    {
        if (!RequestBodies.IsOneOf(request, mediaTypes))
            return End(request.Refuse(new Fault(415, "media-type", "Media type not taken", $"Content-Type: {string.Join(", ", mediaTypes)}.")));
        if (request.Headers.ContentEncoding.Count > 0)
            return End(request.Refuse(new Fault(415, "content-encoding", "Content encoding not taken", "Send the message without Content-Encoding.")));

        using var share = memory.Begin(submission.Partner.Id);
        var (body, whole) = await RequestBodies.ReadAsync(request, Limits.MessageBytes, share);
        if (whole)
        {
            var taken = submission with { Body = body };
            return ValueOrAnswer<IReadOnlyList<Answer>>.Of(await ReceiveAsync(asRead is null ? taken : asRead(taken)));
        }
        // CloudEvents hold no pictures.
        using var uploaded = submission.Language is Language.Canonical || request.ContentLength > Limits.MessageWithPhotosBytes
            ? null
            : await ToDiskAsync(request, submission.Partner.Id, body);
        return uploaded is null
            ? await TooLargeAsync(request, submission with { Body = body }, request.ContentLength ?? body.Length + 1)
            : await WithPicturesAsync(request, submission, uploaded);
    }

    private async Task<UploadFile?> ToDiskAsync(HttpRequest request, string partner, ReadOnlyMemory<byte> begun)
    {
        using var deadline = BodyDeadline.Begin(request, Limits.MessageWithPhotosBytes);
        using var draft = uploads.Begin(partner);
        draft.Write(begun.Span);
        await using var rest = new IncomingBody(request.BodyReader);
        return await deadline.ReadAsync(cancel => draft.CompleteAsync(rest, Limits.MessageWithPhotosBytes, cancel));
    }

    // Messages with pictures are large: few of them are in memory at a time, and only when they have come in whole.
    private async Task<ValueOrAnswer<IReadOnlyList<Answer>>> WithPicturesAsync(HttpRequest request, Submission submission, UploadFile uploaded)
    {
        await _large.WaitAsync(request.HttpContext.RequestAborted);
        try
        {
            var body = new byte[uploaded.Length];
            uploaded.CopyTo(body);
            return receive.WithoutPictures(submission.Language, body).Length > Limits.MessageBytes
                ? await TooLargeAsync(request, submission with { Body = body }, body.Length)
                : ValueOrAnswer<IReadOnlyList<Answer>>.Of(await ReceiveAsync(submission with { Body = body }));
        }
        finally
        {
            _large.Release();
        }
    }

    private async Task<ValueOrAnswer<IReadOnlyList<Answer>>> TooLargeAsync(HttpRequest request, Submission submission, long size)
    {
        var first = submission.Body[..Math.Min(submission.Body.Length, Limits.MessageBytes)];
        var kept = await receive.KeepUnreadableAsync(submission with { Body = first },
            [new ReadError("", string.Create(CultureInfo.InvariantCulture,
                $"A message of at most {Limits.MessageBytes} bytes, and {Limits.MessageWithPhotosBytes} with the pictures in it."))],
            size, request.HttpContext.RequestAborted);
        var fault = new Fault(413, "too-large", "Message too large",
            $"A message may have {Limits.MessageBytes} bytes, and {Limits.MessageWithPhotosBytes} with the pictures in it; its first part was kept.");
        return End(request.Refuse(fault with { ReceiptId = kept.ReceiptId }));
    }

    // Not cancelled with the request: what is begun is finished and has its receipt, also where the sender is gone.
    private Task<IReadOnlyList<Answer>> ReceiveAsync(Submission submission) => receive.ReceiveAsync(submission, CancellationToken.None);

    private static ValueOrAnswer<IReadOnlyList<Answer>> End(IResult answer) => ValueOrAnswer<IReadOnlyList<Answer>>.End(answer);

    /// <summary>The fault that an answer means; null where it was accepted.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="unreadable">Status for a message that cannot be read.</param>
    public static Fault? FaultOf(Answer answer, int unreadable = 400) => answer switch
    {
        Answer.Accepted => null,
        Answer.Refused refused => Fault.Of(refused.Refusal) with
        {
            ReceiptId = answer.ReceiptId,
            Errors = refused.Refusal.Place is { } place ? [new ReadError(place, refused.Refusal.Reason)] : [],
        },
        Answer.Unreadable bad => new Fault(unreadable, "unreadable", "The message cannot be read", "It was kept, and nothing was changed.")
        {
            ReceiptId = answer.ReceiptId,
            Errors = bad.Errors,
        },
        Answer.Reused => new Fault(422, "message-id-reused", "Message id used before",
            "Another message was sent under this id. Give every message an id of its own.")
        {
            ReceiptId = answer.ReceiptId,
        },
        Answer.Running => new Fault(409, "still-running", "Still running", "The same message is being worked on; ask again.")
        {
            ReceiptId = answer.ReceiptId, RetryAfter = 1,
        },
        _ => throw new InvalidOperationException("An unknown answer."),
    };
}

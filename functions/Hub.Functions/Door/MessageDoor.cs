using System.Globalization;
using Hub.Core.Intake;
using Hub.Core.Partners;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Door;

/// <summary>What every face that takes messages does alike: media type, size, reading, and the faults that an answer means.</summary>
public sealed class MessageDoor(FrontDoor door, ReceiveMessage receive)
{
    /// <summary>Takes a message in and hands its answers to <paramref name="word"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="style">How the face words refusals.</param>
    /// <param name="language">The face's language.</param>
    /// <param name="mediaTypes">Media types that it takes.</param>
    /// <param name="complete">Adds what the face knows: operation, resource, headers.</param>
    /// <param name="word">Words the answers; several only for a batch.</param>
    public Task<IResult> TakeAsync(
        HttpRequest request, FaceStyle style, Language language, string[] mediaTypes, Func<Submission, Submission> complete,
        Func<Partner, IReadOnlyList<Answer>, Task<IResult>> word) => door.PartnerAsync(request, style, async partner =>
    {
        if (!Bodies.IsOneOf(request, mediaTypes))
            return style.Answer(request, new Fault(415, "media-type", "Media type not taken", $"Content-Type must be {string.Join(" or ", mediaTypes)}."));
        if (request.Headers.ContentEncoding.Count > 0)
            return style.Answer(request, new Fault(415, "content-encoding", "Content encoding not taken", "Send the message without Content-Encoding."));

        var cancel = request.HttpContext.RequestAborted;
        var (body, whole) = await Bodies.ReadAsync(request, Bodies.MessageLimit, cancel);
        var submission = complete(Bodies.Submission(request, partner, language)) with { Body = body };
        if (!whole)
        {
            var size = request.ContentLength ?? body.Length + 1;
            var kept = await receive.KeepUnreadableAsync(submission,
                [new ReadingError("", string.Create(CultureInfo.InvariantCulture, $"A message of at most {Bodies.MessageLimit} bytes."))], size, cancel);
            return style.Answer(request, new Fault(413, "too-large", "Message too large", $"A message may have {Bodies.MessageLimit} bytes; its first part was kept.")
            {
                ReceiptId = kept.ReceiptId,
            });
        }
        // From here on the sender's patience no longer counts: what is begun is finished and has its receipt.
        return await word(partner, await receive.ReceiveAsync(submission, CancellationToken.None));
    });

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

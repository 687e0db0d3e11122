using Hub.Application.Intake;
using Hub.Domain.Partners;
using Hub.Formats.Canonical.Reading;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Takes CloudEvents from any partner.</summary>
public sealed class CanonicalEndpoints(Access access, MessageIntake messages, AcceptedOrders orders)
{
    private static readonly string[] MediaTypes = ["application/cloudevents+json", "application/cloudevents-batch+json", "application/json"];

    /// <summary>
    /// Takes one event, in structured or binary mode, or a batch; 202 with one receipt an event. A single event that is refused gets its problem document.
    /// </summary>
    [Function("Messages")]
    public async Task<IResult> Post([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/messages")] HttpRequest request)
    {
        if ((await access.PartnerAsync(request)).Ends(out var answer, out var partner)) return answer;
        if (RequestBodies.Submission(request, partner, Language.Canonical).Ends(out answer, out var submission)) return answer;
        Func<Submission, Submission>? structured = BinaryEvent.IsOne(request.Headers.Keys, request.ContentType) ? s => Structured(request, s) : null;
        if ((await messages.TakeAsync(request, submission, MediaTypes, structured)).Ends(out answer, out var answers)) return answer;
        if (answers is [var only] && MessageIntake.FaultOf(only) is { } fault) return request.Refuse(fault);
        answers = await orders.WithOrdersAsync(answers, partner);
        return Answers.Json(Receipts.Of(answers, partner, request.Path), AnswerJson.Default.ReceiptsView, 202);
    }

    private static Submission Structured(HttpRequest request, Submission submission)
    {
        var headers = request.Headers.Select(h => KeyValuePair.Create(h.Key, h.Value.ToString()));
        return BinaryEvent.Structured(headers, request.ContentType, submission.Body) is { } body
            ? submission with { Body = body, ContentType = BinaryEvent.StructuredType, Headers = BinaryEvent.Marked }
            : submission;
    }
}

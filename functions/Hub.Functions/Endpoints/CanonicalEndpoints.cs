using Hub.Application.Intake;
using Hub.Domain.Partners;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Takes CloudEvents from any partner.</summary>
public sealed class CanonicalEndpoints(Access access, MessageIntake messages)
{
    private static readonly string[] MediaTypes = ["application/cloudevents+json", "application/cloudevents-batch+json", "application/json"];

    /// <summary>Takes one event or a batch; 202 with one receipt an event. A single event that is refused gets its problem document.</summary>
    [Function("Messages")]
    public async Task<IResult> Post([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/messages")] HttpRequest request)
    {
        if ((await access.PartnerAsync(request)).Ends(out var answer, out var partner)) return answer;
        var submission = RequestBodies.Submission(request, partner, Language.Canonical);
        if ((await messages.TakeAsync(request, submission, MediaTypes)).Ends(out answer, out var answers)) return answer;
        if (answers is [var only] && MessageIntake.FaultOf(only) is { } fault) return request.Refuse(fault);
        return Answers.Json(Receipts.Of(answers, request.Path), AnswerJson.Default.ReceiptsView, 202);
    }
}

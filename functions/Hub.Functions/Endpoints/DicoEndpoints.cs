using Hub.Application.Intake;
using Hub.Domain.Partners;
using Hub.Formats.Dico.Writing;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Takes DICO messages (SALES005 MaintenanceStatus, XML) from contractors.</summary>
public sealed class DicoEndpoints(Access access, MessageIntake messages)
{
    private static readonly string[] MediaTypes = ["application/xml", "text/xml"];

    /// <summary>Takes one message; 202 with the hub's receipt, as XML or JSON by <c>Accept</c>.</summary>
    [Function("DicoMessages")]
    public async Task<IResult> Post([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/dico/messages")] HttpRequest request)
    {
        if ((await access.PartnerAsync(request)).Ends(out var answer, out var partner)) return answer;
        if (RequestBodies.Submission(request, partner, Language.Dico).Ends(out answer, out var submission)) return answer;
        if ((await messages.TakeAsync(request, submission, MediaTypes)).Ends(out answer, out var answers)) return answer;
        if (MessageIntake.FaultOf(answers[0]) is { } fault) return request.Refuse(fault);
        return ErrorFormat.WantsJson(request)
            ? Answers.Json(Receipts.Of(answers, partner, request.Path), AnswerJson.Default.ReceiptsView, 202)
            : Results.Bytes(ReceiptDocument.WriteXml(answers[0].ReceiptId, ReceiptDocument.Accepted, []), "application/xml").With(202);
    }
}

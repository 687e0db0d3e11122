using System.Text.Json;
using Hub.Application.Intake;
using Hub.Domain.Partners;
using Hub.Formats.Dico.Writing;
using Hub.Functions.Http;
using Hub.LocalRuntime;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Takes DICO messages (SALES005 MaintenanceStatus, XML) from contractors.</summary>
public sealed class DicoEndpoints(MessageIntake messages)
{
    /// <summary>Takes one message; 202 with the hub's receipt, as XML or JSON by <c>Accept</c>.</summary>
    [Function("DicoMessages")]
    public Task<IResult> Post([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/dico/messages")] HttpRequest request) => messages.TakeAsync(
        request, ErrorFormat.Dico, Language.Dico, ["application/xml", "text/xml"], submission => submission, (_, answers) =>
        {
            var answer = answers[0];
            if (MessageIntake.FaultOf(answer) is { } fault) return Task.FromResult(ErrorFormat.Dico.Answer(request, fault));
            var receipt = ErrorFormat.WantsJson(request)
                ? Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(Receipts.Of([answer], request.Path), AnswerJson.Default.ReceiptsView), "application/json")
                : Results.Bytes(ReceiptDocument.WriteXml(answer.ReceiptId, ReceiptDocument.Accepted, []), "application/xml");
            return Task.FromResult(receipt.With(202));
        });
}

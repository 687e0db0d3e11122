using System.Text.Json;
using Hub.Core.Partners;
using Hub.Formats.Dico;
using Hub.Functions.Door;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Faces;

/// <summary>Takes DICO messages (SALES005 MaintenanceStatus, XML) from contractors.</summary>
public sealed class DicoFace(MessageDoor messages)
{
    /// <summary>Takes one message; 202 with the hub's receipt, as XML or JSON by <c>Accept</c>.</summary>
    [Function("DicoMessages")]
    public Task<IResult> Post([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/dico/messages")] HttpRequest request) => messages.TakeAsync(
        request, FaceStyle.Dico, Language.Dico, ["application/xml", "text/xml"], submission => submission, (_, answers) =>
        {
            var answer = answers[0];
            if (MessageDoor.FaultOf(answer) is { } fault) return Task.FromResult(FaceStyle.Dico.Answer(request, fault));
            var receipt = FaceStyle.WantsJson(request)
                ? Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(Receipts.Of([answer], request.Path), FaceJson.Default.ReceiptsView), "application/json")
                : Results.Bytes(DicoReceipt.WriteXml(answer.ReceiptId, DicoReceipt.Accepted, []), "application/xml");
            return Task.FromResult(receipt.With(202));
        });
}

using System.Text.Json;
using Hub.Core.Intake;
using Hub.Core.Partners;
using Hub.Functions.Door;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Faces;

/// <summary>Takes CloudEvents from any partner.</summary>
public sealed class CanonicalFace(MessageDoor messages)
{
    /// <summary>Takes one event or a batch; 202 with one receipt an event. A single event that is refused gets its problem document.</summary>
    [Function("Messages")]
    public Task<IResult> Post([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/messages")] HttpRequest request) => messages.TakeAsync(
        request, FaceStyle.Problem, Language.Canonical, ["application/cloudevents+json", "application/cloudevents-batch+json", "application/json"],
        submission => submission, (_, answers) =>
        {
            if (answers is [var only] && MessageDoor.FaultOf(only) is { } fault) return Task.FromResult(FaceStyle.Problem.Answer(request, fault));
            return Task.FromResult(
                Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(Receipts.Of(answers, request.Path), FaceJson.Default.ReceiptsView), "application/json").With(202));
        });
}

/// <summary>Receipts as JSON.</summary>
internal static class Receipts
{
    public static ReceiptsView Of(IReadOnlyList<Answer> answers, string? instance) => new([.. answers.Select(a => a switch
    {
        Answer.Accepted accepted => new ReceiptView(a.ReceiptId, accepted.MessageId, "accepted", accepted.OrderId.Value, accepted.Version, null),
        _ => new ReceiptView(a.ReceiptId, MessageIdOf(a), "refused", null, null, ProblemDocument.Of(MessageDoor.FaultOf(a)!, instance)),
    })]);

    private static string? MessageIdOf(Answer answer) => answer switch
    {
        Answer.Refused refused => refused.MessageId,
        Answer.Reused reused => reused.MessageId,
        Answer.Running running => running.MessageId,
        _ => null,
    };
}

using System.Text.Json;
using Hub.Application.Intake;
using Hub.Domain.Partners;
using Hub.Functions.Http;
using Hub.LocalRuntime;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Takes CloudEvents from any partner.</summary>
public sealed class CanonicalEndpoints(MessageIntake messages)
{
    /// <summary>Takes one event or a batch; 202 with one receipt an event. A single event that is refused gets its problem document.</summary>
    [Function("Messages")]
    public Task<IResult> Post([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/messages")] HttpRequest request) => messages.TakeAsync(
        request, ErrorFormat.Problem, Language.Canonical, ["application/cloudevents+json", "application/cloudevents-batch+json", "application/json"],
        submission => submission, (_, answers) =>
        {
            if (answers is [var only] && MessageIntake.FaultOf(only) is { } fault) return Task.FromResult(ErrorFormat.Problem.Answer(request, fault));
            return Task.FromResult(
                Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(Receipts.Of(answers, request.Path), AnswerJson.Default.ReceiptsView), "application/json").With(202));
        });
}

/// <summary>Receipts as JSON.</summary>
internal static class Receipts
{
    public static ReceiptsView Of(IReadOnlyList<Answer> answers, string? instance) => new([.. answers.Select(a => a switch
    {
        Answer.Accepted accepted => new ReceiptView(a.ReceiptId, accepted.MessageId, "accepted", accepted.OrderId.Value, accepted.Version, null),
        _ => new ReceiptView(a.ReceiptId, MessageIdOf(a), "refused", null, null, ProblemDocument.Of(MessageIntake.FaultOf(a)!, instance)),
    })]);

    private static string? MessageIdOf(Answer answer) => answer switch
    {
        Answer.Refused refused => refused.MessageId,
        Answer.Reused reused => reused.MessageId,
        Answer.Running running => running.MessageId,
        _ => null,
    };
}

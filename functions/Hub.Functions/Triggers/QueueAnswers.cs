using System.Globalization;
using Hub.Application.Deliveries;
using Hub.Application.Intake;
using Hub.Domain.Partners;
using Hub.Functions.Endpoints;
using Hub.Functions.Http;

namespace Hub.Functions.Triggers;

/// <summary>
/// The answers to messages of a queue: status and body that the HTTP endpoint of the language would answer with. VERA's faults have their body whatever the
/// status: there is no response line that would say it.
/// </summary>
public sealed class QueueAnswers(AcceptedOrders orders)
{
    private const string Json = "application/json";

    /// <summary>The answer.</summary>
    /// <param name="submission">The message.</param>
    /// <param name="answers">What came of it: one, or several for a batch.</param>
    /// <param name="messageId">The sender's id of it.</param>
    public async Task<OutboundMessage> OfAsync(Submission submission, IReadOnlyList<Answer> answers, string? messageId)
    {
        var (status, type, body) = submission.Language is Language.Vera ? await VeraAsync(submission, answers[0]) : await CanonicalAsync(submission, answers);
        return new OutboundMessage
        {
            ContentType = type,
            Body = body,
            AnswerTo = messageId,
            Headers = new Dictionary<string, string>
            {
                ["status"] = status.ToString(CultureInfo.InvariantCulture), ["X-Ketenhub-Receipt"] = answers[0].ReceiptId.ToString(),
            },
        };
    }

    /// <summary>An answer without its body, of one that is larger than the queue takes: its status and receipt say what came of the message.</summary>
    public static OutboundMessage Short(OutboundMessage answer) => answer with { Body = "{}"u8.ToArray() };

    private async Task<(int Status, string Type, ReadOnlyMemory<byte> Body)> VeraAsync(Submission submission, Answer answer)
    {
        if (MessageIntake.FaultOf(answer, unreadable: 422) is { } fault) return (fault.Status, Json, VeraFaults.Write(fault));
        var (_, document) = await orders.VeraAsync((Answer.Accepted)answer, submission.Partner);
        return (submission.Operation is Operation.Post ? 201 : 200, Json, document);
    }

    private async Task<(int Status, string Type, ReadOnlyMemory<byte> Body)> CanonicalAsync(Submission submission, IReadOnlyList<Answer> answers)
    {
        if (answers is [var only] && MessageIntake.FaultOf(only) is { } fault)
            return (fault.Status, "application/problem+json", Answers.Bytes(ProblemDocument.Of(fault, null), AnswerJson.Default.ProblemDocument));
        var told = await orders.WithOrdersAsync(answers, submission.Partner);
        return (202, Json, Answers.Bytes(Receipts.Of(told, submission.Partner, null), AnswerJson.Default.ReceiptsView));
    }
}

using Hub.Application.Intake;
using Hub.Domain.Streams;
using Hub.Functions.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Answers to messages as receipts in JSON.</summary>
internal static class Receipts
{
    /// <summary>One receipt an answer.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="instance">The path that was asked, for problem documents.</param>
    public static ReceiptsView Of(IReadOnlyList<Answer> answers, string? instance) => new([.. answers.Select(a => a switch
    {
        Answer.Accepted accepted => new ReceiptView(a.ReceiptId, accepted.MessageId, "accepted", OrderIdOf(accepted.Subject), accepted.Version, null),
        _ => new ReceiptView(a.ReceiptId, MessageIdOf(a), "refused", null, null, ProblemDocument.Of(MessageIntake.FaultOf(a)!, instance)),
    })]);

    private static Guid? OrderIdOf(StreamId? subject) => subject is { Kind: StreamId.Order, Id: var id } ? id : null;

    private static string? MessageIdOf(Answer answer) => answer switch
    {
        Answer.Refused refused => refused.MessageId,
        Answer.Reused reused => reused.MessageId,
        Answer.Running running => running.MessageId,
        _ => null,
    };
}

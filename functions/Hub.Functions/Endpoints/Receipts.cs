using Hub.Application.Intake;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Functions.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Answers to messages as receipts in JSON.</summary>
internal static class Receipts
{
    /// <summary>One receipt an answer.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="to">Who sent the messages: only the ERP of an order is told whether somebody has it.</param>
    /// <param name="instance">The path that was asked, for problem documents.</param>
    public static ReceiptsView Of(IReadOnlyList<Answer> answers, Partner to, string? instance) => new([.. answers.Select(a => a switch
    {
        Answer.Accepted accepted => Accepted(accepted, to),
        _ => new ReceiptView(a.ReceiptId, MessageIdOf(a), "refused", null, null, ProblemDocument.Of(MessageIntake.FaultOf(a)!, instance)),
    })]);

    private static ReceiptView Accepted(Answer.Accepted accepted, Partner to)
    {
        var receipt = new ReceiptView(accepted.ReceiptId, accepted.MessageId, "accepted", OrderIdOf(accepted.Subject), accepted.Version, null);
        return accepted.Order is not { } order || order.ErpId != to.Id ? receipt : receipt with
        {
            Assigned = order.Assignment.ContractorId is not null,
            NotAssignedBecause = order.NotAssignedBecause,
            Warnings = order.Warnings.Count == 0 ? null : [.. order.Warnings.Select(w => w.Text)],
        };
    }

    private static Guid? OrderIdOf(StreamId? subject) => subject is { Kind: StreamId.Order, Id: var id } ? id : null;

    private static string? MessageIdOf(Answer answer) => answer switch
    {
        Answer.Refused refused => refused.MessageId,
        Answer.Reused reused => reused.MessageId,
        Answer.Running running => running.MessageId,
        _ => null,
    };
}

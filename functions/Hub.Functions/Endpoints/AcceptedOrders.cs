using Hub.Application.Evidence;
using Hub.Application.Intake;
using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Formats.Vera.Writing;

namespace Hub.Functions.Endpoints;

/// <summary>The order of a message that was accepted, as it was after this very message, so that a repeated message gets the same answer.</summary>
public sealed class AcceptedOrders(IEventLog log, RegistryCache registry, PublicAddress hub)
{
    /// <summary>The answers to a sender: with their orders where it is an ERP, which is told whether somebody has them.</summary>
    public async Task<IReadOnlyList<Answer>> WithOrdersAsync(IReadOnlyList<Answer> answers, Partner to) =>
        to.Role is PartnerRole.Erp ? await Task.WhenAll(answers.Select(WithOrderAsync)) : answers;

    private async Task<Answer> WithOrderAsync(Answer answer) =>
        answer is Answer.Accepted { Order: null, Subject: { } subject } accepted && OrderId.Of(subject) is { } id
            ? accepted with { Order = Order.Fold((await log.LoadAsync(id, CancellationToken.None)).Events.Take(accepted.Version)) }
            : answer;

    /// <summary>The order of a message about one, as VERA.</summary>
    public async Task<(OrderId Id, byte[] Document)> VeraAsync(Answer.Accepted answer, Partner to)
    {
        var order = ((Answer.Accepted)await WithOrderAsync(answer)).Order!;
        var contractor = (await registry.GetAsync(CancellationToken.None)).Partner(order.Assignment.ContractorId);
        return (order.Id, OrderDocument.Write(order, to, contractor, hub, saysAssigned: true));
    }
}

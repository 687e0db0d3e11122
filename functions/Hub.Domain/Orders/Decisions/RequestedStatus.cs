namespace Hub.Domain.Orders;

/// <summary>
/// What it means when the corporation wants a status (VERA PATCH): an event that depends on the order's
/// state. The rules then judge a report of that event like any other.
/// </summary>
public static class RequestedStatus
{
    /// <summary>The statuses that the corporation can ask for now, as far as the order's state decides it.</summary>
    internal static IReadOnlyList<OrderStatus> Possible(Order order) =>
    [
        .. Enum.GetValues<OrderStatus>().Where(status => status != order.Status
            && FactFor(order, new ChangeStatus(status)) is { } e && EventCatalogue.Of(e).In.Contains(order.Progress)),
    ];

    /// <summary>The event that would bring the order there, or null where the corporation cannot.</summary>
    public static OrderEvent? FactFor(Order order, ChangeStatus request) => (request.Status, order) switch
    {
        // To withdraw an order nobody needs a mandate; to decline it in a role is to decide on it.
        (OrderStatus.Cancelled, { Approval.Pending: { } pending, Assignment.ContractorId: null }) when request.Role is not null || pending.Roles is null =>
            new OrderDeclined(request.Remark, request.Role),
        (OrderStatus.Cancelled, _) => new OrderCancelled(request.Remark),
        (OrderStatus.Closed, _) => new OrderClosed(request.Remark),
        (OrderStatus.Settling, { Progress: OrderStatus.TechnicallyComplete or OrderStatus.InSample }) => new InspectionPassed(request.Remark),
        (OrderStatus.Awarded, { Approval.Pending: not null }) => new OrderApproved(request.Remark, request.Role),
        (OrderStatus.Awarded, { Progress: OrderStatus.Quoting }) => new QuotationAwarded(request.Remark, request.Role),
        (OrderStatus.Registered, { Progress: OrderStatus.Quoting }) => new QuotationDeclined(request.Remark),
        // Approving extra work is letting the order go on where it was.
        (OrderStatus.Awarded or OrderStatus.Planned or OrderStatus.InProgress, { ExtraWork.Pending: not null } o) when o.Progress == request.Status =>
            new ExtraWorkApproved(request.Remark, Role: request.Role),
        (OrderStatus.InProgress,
            { Progress: OrderStatus.InSample } or { Progress: OrderStatus.TechnicallyComplete, TurnoverPhase: TurnoverPhase.FinalInspection }) =>
            new InspectionFailed(request.Remark),
        (OrderStatus.InProgress, { Progress: OrderStatus.TechnicallyComplete or OrderStatus.Settling }) => new OrderReopened(request.Remark),
        _ => null,
    };
}

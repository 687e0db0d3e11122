namespace Hub.Domain.Orders;

/// <summary>
/// What it means when the corporation wants a status (VERA PATCH): a fact that depends on where the order stands. The
/// rules then judge that fact like any other.
/// </summary>
public static class RequestedStatus
{
    /// <summary>The fact that would bring the order there, or null where the corporation cannot.</summary>
    public static OrderEvent? FactFor(Order order, ChangeStatus wish) => (wish.Status, order) switch
    {
        // To withdraw an order nobody needs a mandate; to decline it in a role is to decide on it.
        (OrderStatus.Cancelled, { PendingApproval: { } pending, ContractorId: null }) when wish.Role is not null || pending.Roles is null => new OrderDeclined(wish.Remark, wish.Role),
        (OrderStatus.Cancelled, _) => new OrderCancelled(wish.Remark),
        (OrderStatus.Closed, _) => new OrderClosed(wish.Remark),
        (OrderStatus.Settling, { Progress: OrderStatus.TechnicallyComplete or OrderStatus.InSample }) => new InspectionPassed(wish.Remark),
        (OrderStatus.Awarded, { PendingApproval: not null }) => new OrderApproved(wish.Remark, wish.Role),
        (OrderStatus.Awarded, { Progress: OrderStatus.Quoting }) => new QuotationAwarded(wish.Remark, wish.Role),
        (OrderStatus.Registered, { Progress: OrderStatus.Quoting }) => new QuotationDeclined(wish.Remark),
        // Approving extra work is letting the order go on where it was.
        (OrderStatus.Awarded or OrderStatus.Planned or OrderStatus.InProgress, { ExtraWork: not null } o) when o.Progress == wish.Status =>
            new ExtraWorkApproved(wish.Remark, Role: wish.Role),
        (OrderStatus.InProgress, { Progress: OrderStatus.InSample } or { Progress: OrderStatus.TechnicallyComplete, TurnoverPhase: TurnoverPhase.FinalInspection }) =>
            new InspectionFailed(wish.Remark),
        (OrderStatus.InProgress, { Progress: OrderStatus.TechnicallyComplete or OrderStatus.Settling }) => new OrderReopened(wish.Remark),
        _ => null,
    };
}

using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>A complaint about the work. <paramref name="Reference"/> is its key at the corporation.</summary>
public sealed record ComplaintRegistered(string Reference, string? Summary = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with { OpenComplaints = [.. order.OpenComplaints, Reference] };

    internal override Refusal? Check(Order order, Statement statement) =>
        order.OpenComplaints.Contains(Reference) ? Refusal.WrongState("complaint-open", "This complaint is open already.") : null;
}

/// <summary>A complaint was answered.</summary>
public sealed record ComplaintAnswered(string Reference, string? Answer = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) =>
        order with { OpenComplaints = [.. order.OpenComplaints.Where(c => c != Reference)] };

    internal override Refusal? Check(Order order, Statement statement) =>
        order.OpenComplaints.Contains(Reference) ? null : Refusal.WrongState("no-complaint", "There is no open complaint with this reference.");
}

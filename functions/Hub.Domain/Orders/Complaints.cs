using System.Text.Json.Serialization;
using Hub.Domain.Keys;
using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>A complaint about the work. <paramref name="Reference"/> is its key at the corporation.</summary>
public sealed record ComplaintRegistered(string Reference, string? Summary = null) : OrderEvent
{
    /// <summary>Its key at the corporation.</summary>
    [JsonPropertyOrder(-1)]
    public string Reference { get; init => field = KeyText.Of(value); } = KeyText.Of(Reference);

    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order with { OpenComplaints = [.. order.OpenComplaints, Reference] };

    internal override Refusal? Check(Order order, Statement statement) =>
        order.OpenComplaints.Contains(Reference) ? Refusal.WrongState("complaint-open", "This complaint is open already.")
        : KeyText.IsUsable(Reference) ? null
        : OrderChecks.UnusableKey("The reference of the complaint");
}

/// <summary>A complaint was answered.</summary>
public sealed record ComplaintAnswered(string Reference, string? Answer = null) : OrderEvent
{
    /// <summary>The key of the complaint at the corporation.</summary>
    [JsonPropertyOrder(-1)]
    public string Reference { get; init => field = KeyText.Of(value); } = KeyText.Of(Reference);

    internal override Order ApplyTo(Order order, RecordedEvent recorded) =>
        order with { OpenComplaints = [.. order.OpenComplaints.Where(c => c != Reference)] };

    internal override Refusal? Check(Order order, Statement statement) =>
        order.OpenComplaints.Contains(Reference) ? null : Refusal.WrongState("no-complaint", "There is no open complaint with this reference.");
}

using Hub.Domain.Orders;

namespace Hub.Application.Evidence;

/// <summary>What comes of adding or deleting a photo.</summary>
public abstract record PhotoAnswer
{
    /// <summary>Done and durable, now or before.</summary>
    /// <param name="Order">The order as it is.</param>
    /// <param name="Photo">The photo on it.</param>
    public sealed record Done(Order Order, Photo Photo) : PhotoAnswer;

    /// <summary>Not done, and nothing changed.</summary>
    public sealed record Refused(Refusal Refusal) : PhotoAnswer;

    /// <summary>Not done, and nothing changed: what it was fetched for is not waited for any more.</summary>
    public sealed record Overtaken : PhotoAnswer;
}

using Hub.Domain.Keys;
using Hub.Domain.Work;

namespace Hub.Domain.Orders;

/// <summary>What a partner asks of, or reports about, an order. A message carries one or more.</summary>
public abstract record OrderCommand;

/// <summary>The corporation places an order.</summary>
public sealed record PlaceOrder(OrderContent Content) : OrderCommand;

/// <summary>The corporation changes some of an order; a change without effect is no event.</summary>
public sealed record AmendOrder(OrderContentChange Change) : OrderCommand;

/// <summary>The corporation sends the order anew as a whole (VERA PUT): it is placed where it does not exist yet.</summary>
public sealed record ReplaceOrder(OrderContent Content) : OrderCommand;

/// <summary>
/// The corporation wants the order to have a status (VERA PATCH <c>status</c>). What that means depends on the
/// state of the order: see <see cref="RequestedStatus"/>. Asking for the status that it has is no event.
/// </summary>
/// <param name="Status">The status.</param>
/// <param name="Remark">In words.</param>
/// <param name="Role">The role in which it is decided, where that is a matter of mandate.</param>
public sealed record ChangeStatus(OrderStatus Status, string? Remark = null, string? Role = null) : OrderCommand
{
    /// <summary>The role in which it is decided, where that is a matter of mandate.</summary>
    public string? Role { get; init => field = KeyText.Given(value); } = KeyText.Given(Role);
}

/// <summary>
/// An answer by the corporation to whatever the contractor asked: it becomes ResponseGiven where a response is
/// required, else InformationGiven. VERA has no message of its own for it.
/// </summary>
public sealed record AnswerQuestion(string Answer) : OrderCommand;

/// <summary>
/// The order is sent to its contractor again though its content is the same: the resident's contact, which is not part of
/// it, has changed. Where the message amends the order anyway, or nobody has it, nothing is sent.
/// </summary>
public sealed record ResendOrder : OrderCommand;

/// <summary>
/// An event in the order's life, as the partner reports it; the decision checks it and may record it as another (see <see cref="OrderEvent"/>).
/// </summary>
public sealed record Report(OrderEvent Fact) : OrderCommand;

using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>A question that stops the process until it is answered (DICO REV).</summary>
public sealed record ResponseRequired(string? Question = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) =>
        order with { Questions = order.Questions with { ResponseRequired = new Pending(recorded.By.Role, recorded.OccurredAt, Question) } };

    internal override Refusal? Check(Order order, Statement statement) =>
        order.Questions.ResponseRequired is { } other && other.AskedBy != statement.By.Role
            ? Refusal.WrongState("response-required", "The other side requires a response first.")
            : null;
}

/// <summary>The answer to a <see cref="ResponseRequired"/> (DICO REA).</summary>
public sealed record ResponseGiven(string? Answer = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded)
    {
        var askedAt = order.Questions.ResponseRequired is { AskedBy: PartyRole.Contractor } asked ? asked.Since : (DateTimeOffset?)null;
        return order with
        {
            Assignment = order.Assignment.Answered(askedAt, recorded.OccurredAt) with { Questions = order.Questions with { ResponseRequired = null } },
        };
    }

    internal override Refusal? Check(Order order, Statement statement) =>
        order.Questions.ResponseRequired is not { } asked || asked.AskedBy == statement.By.Role
            ? Refusal.WrongState("no-question", "No response is required from this side.")
            : null;
}

/// <summary>A question that stops nothing (DICO VIN).</summary>
public sealed record InformationRequested(string? Question = null) : OrderEvent
{
    internal override Order ApplyTo(Order order, RecordedEvent recorded) =>
        order with { Questions = order.Questions with { InformationRequested = new Pending(recorded.By.Role, recorded.OccurredAt, Question) } };
}

/// <summary>The answer to an <see cref="InformationRequested"/> (DICO AIN).</summary>
public sealed record InformationGiven(string? Answer = null) : OrderEvent
{
    // Who gives information of its own accord has not answered its own question.
    internal override Order ApplyTo(Order order, RecordedEvent recorded) => order.Questions.InformationRequested?.AskedBy == recorded.By.Role
        ? order
        : order with { Questions = order.Questions with { InformationRequested = null } };
}

/// <summary>A question, request or approval that waits for somebody.</summary>
/// <param name="AskedBy">Whose question it is; the other side answers.</param>
/// <param name="Since">When it was asked.</param>
/// <param name="Text">The question or reason.</param>
public sealed record Pending(PartyRole AskedBy, DateTimeOffset Since, string? Text);

/// <summary>Questions between the two sides.</summary>
public sealed record QuestionsState
{
    /// <summary>A response that is required: completing is refused meanwhile.</summary>
    public Pending? ResponseRequired { get; init; }

    /// <summary>Information that is asked; stops nothing.</summary>
    public Pending? InformationRequested { get; init; }
}

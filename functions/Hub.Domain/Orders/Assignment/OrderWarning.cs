namespace Hub.Domain.Orders;

/// <summary>Something about an order that was taken, and that a person should look at.</summary>
/// <param name="Code">Stable key, e.g. <c>urgency-unknown</c>.</param>
/// <param name="Text">In words, for developers and the administrator.</param>
/// <param name="Subject">What it is about, for a format that words it itself.</param>
/// <param name="Instead">What holds instead; null where nothing does.</param>
public sealed record OrderWarning(string Code, string Text, string Subject, string? Instead)
{
    /// <summary>Code of an urgency that the contract does not name.</summary>
    public const string UrgencyUnknown = "urgency-unknown";
}

/// <content>Warnings.</content>
public sealed partial record Order
{
    /// <summary>What a person should look at though the order goes on.</summary>
    public IReadOnlyList<OrderWarning> Warnings => Assignment.Terms is { UnknownUrgency: { } urgency } terms
        ? [new OrderWarning(OrderWarning.UrgencyUnknown,
            $"Contract {Assignment.ContractNumber} does not name the urgency {urgency}: "
            + (terms.ServiceLevel is null ? "the order has no deadline." : $"its level {terms.ServiceLevel.Urgency ?? "for every urgency"} holds."),
            urgency, terms.ServiceLevel is null ? null : terms.ServiceLevel.Urgency ?? "")]
        : [];

    /// <summary>Why no contractor has the order; null where one has it, or the order has ended.</summary>
    public string? NotAssignedBecause => Assignment.ContractorId is not null || EndedAt is not null ? null
        : Approval.Pending?.Reason ?? Routing.UnroutedReason;
}

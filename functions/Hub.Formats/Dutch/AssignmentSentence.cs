using Hub.Domain.Orders;

namespace Hub.Formats.Dutch;

/// <summary>Words in Dutch why nobody has an order, and what to look at though somebody has it.</summary>
internal static class AssignmentSentence
{
    /// <summary>Why no contractor has the order; null where one has it, or the order has ended.</summary>
    public static string? WhyNot(Order order) =>
        order.NotAssignedBecause is not { } reason ? null
        : order.Approval.Pending is { } pending ? WhyWaiting(pending)
        : order.Routing switch
        {
            { UnroutedCode: "contract-unknown", UnroutedSubject: { } contract } => $"Contract {contract} is niet bekend.",
            { UnroutedCode: "contractor-unknown", UnroutedSubject: { } contractor } => $"De opdrachtnemer {contractor} is niet bekend.",
            { UnroutedCode: "contractor-refused", UnroutedSubject: { } contractor } => $"{contractor} heeft de order geweigerd.",
            { UnroutedCode: "contract-of-another", UnroutedSubject: { } contract } => $"Contract {contract} is niet van de genoemde opdrachtnemer.",
            { UnroutedCode: "contract-does-not-cover", UnroutedSubject: { } contract } => $"Contract {contract} geldt niet voor dit werk.",
            { UnroutedCode: "no-contract-of-contractor", UnroutedSubject: { } contractor } => $"Geen contract van {contractor} geldt voor dit werk.",
            { UnroutedCode: "contracts-equal", UnroutedSubject: { } contracts } => $"Meer dan een contract geldt voor dit werk ({contracts}): noem er een.",
            { UnroutedCode: "all-refused" } => "Elke opdrachtnemer met een contract voor dit werk heeft de order geweigerd.",
            { UnroutedCode: "no-contract" } => "Geen contract geldt voor dit werk.",
            { UnroutedCode: "cancellation-asked" } => "De corporatie vroeg om annulering en geen opdrachtnemer heeft de order.",
            // As an earlier version stored it.
            _ => reason,
        };

    /// <summary>What to look at; null where there is nothing.</summary>
    public static string? Warning(Order order) => order.Warnings.Count == 0 ? null : string.Join(' ', order.Warnings.Select(w => w.Code switch
    {
        OrderWarning.UrgencyUnknown =>
            $"Het contract kent de urgentie '{w.Subject}' niet; "
            + (w.Instead switch { null => "de order heeft geen termijn.", "" => "de termijn voor elke urgentie geldt.", var level => $"de termijn van '{level}' geldt." }),
        _ => w.Text,
    }));

    private static string WhyWaiting(ApprovalRequired pending)
    {
        var decides = pending.Role ?? "de beheerder";
        return pending.Unpriced is { Count: > 0 } unpriced
            ? $"Geen prijs bekend voor {string.Join(", ", unpriced.Take(5).Select(u => $"{u.Code} (regel {u.Line})"))}; {decides} beslist."
            : $"De order wacht op goedkeuring van {DutchAmounts.Euros(pending.Amount ?? 0)} buiten afkoop; {decides} beslist.";
    }
}

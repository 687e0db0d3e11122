using System.Globalization;

namespace Hub.Domain.Contracts;

/// <summary>Who may decide on an amount. Amounts are EUR without VAT, outside the lump sum.</summary>
public static class MandateRules
{
    // A reason is read by people.
    private const int MaxNamed = 5;

    /// <summary>True where nothing waits: the contract has no mandates, or the amount is below the lowest.</summary>
    public static bool IsWithinLowest(IReadOnlyList<Mandate> mandates, decimal amount) => mandates is not [{ UpTo: { } upTo }, ..] || amount < upTo;

    /// <summary>The roles that may decide on an amount, the lowest first; none where it is above every mandate.</summary>
    public static IReadOnlyList<string> RolesFor(IReadOnlyList<Mandate> mandates, decimal amount) =>
        [.. mandates.Where(m => m.UpTo is not { } upTo || amount < upTo).Select(m => m.Role)];

    /// <summary>
    /// True where an amount needs no decision: it is within the lowest mandate beyond what people decided on, and does not
    /// leave the mandate of the highest of them.
    /// </summary>
    /// <param name="mandates">The contract's mandates.</param>
    /// <param name="amount">The whole amount.</param>
    /// <param name="decided">How far people decided; null where nobody did.</param>
    public static bool IsCovered(IReadOnlyList<Mandate> mandates, decimal amount, MandateDecision? decided)
    {
        if (decided is null) return IsWithinLowest(mandates, amount);
        if (amount <= decided.Amount) return true;
        var reach = mandates.FirstOrDefault(m => m.Role.Equals(decided.Role, StringComparison.OrdinalIgnoreCase))?.UpTo;
        return IsWithinLowest(mandates, amount - decided.Amount) && !(amount >= reach);
    }

    /// <summary>Why an amount waits, for the people who decide.</summary>
    public static string Reason(IReadOnlyList<Mandate> mandates, decimal amount)
    {
        var lowest = mandates[0];
        var above = $"{Euros(amount)} outside the lump sum is above the mandate of {lowest.Role} (below {Euros(lowest.UpTo ?? 0)})";
        return RolesFor(mandates, amount) is [var role, ..]
            ? $"{above}: {role} decides."
            : $"{above} and of every other role of the contract: the administrator decides.";
    }

    /// <summary>Why lines wait whose price nobody knows, for the people who decide; <paramref name="amount"/> is what is known beside them.</summary>
    public static string Reason(IReadOnlyList<Mandate> mandates, decimal amount, IReadOnlyList<UnpricedLine> unpriced, string contract)
    {
        var codes = string.Join(", ", unpriced.Take(MaxNamed).Select(u => $"{u.Code} (line {u.Line})"));
        var unknown = $"Contract {contract} has no price for {codes}{(unpriced.Count > MaxNamed ? " and others" : "")}, and the order names none";
        return RolesFor(mandates, amount) is [var role, ..] ? $"{unknown}: {role} decides." : $"{unknown}: the administrator decides.";
    }

    /// <summary>An amount as a sentence has it.</summary>
    public static string Euros(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"EUR {amount:#,##0.00}");
}

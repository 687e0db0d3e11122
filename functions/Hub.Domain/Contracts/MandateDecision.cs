namespace Hub.Domain.Contracts;

/// <summary>How far the decisions of people reach.</summary>
/// <param name="Amount">EUR without VAT outside the lump sum that they decided on, the whole order.</param>
/// <param name="Role">The role of the highest that did; null for the administrator, above every mandate.</param>
/// <param name="Unpriced">Lines whose price nobody knows that they decided on; null where there were none.</param>
public sealed record MandateDecision(decimal Amount, string? Role, IReadOnlyList<UnpricedLine>? Unpriced = null);

/// <summary>A line with a price code that the contract does not know, and without a price of its own.</summary>
/// <param name="Line">Its number.</param>
/// <param name="Code">The code.</param>
/// <param name="Quantity">Units.</param>
public sealed record UnpricedLine(string Line, string Code, decimal Quantity);

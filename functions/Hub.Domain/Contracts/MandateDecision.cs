namespace Hub.Domain.Contracts;

/// <summary>How far the decisions of people reach.</summary>
/// <param name="Amount">EUR without VAT outside the lump sum that they decided on, the whole order.</param>
/// <param name="Role">The role of the highest that did; null for the administrator, above every mandate.</param>
public sealed record MandateDecision(decimal Amount, string? Role);

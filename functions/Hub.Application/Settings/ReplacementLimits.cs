namespace Hub.Application.Settings;

/// <summary>How much the replacement of a whole may remove unasked.</summary>
/// <param name="Share">Share of what is there, from 0 to 1.</param>
/// <param name="AtLeast">So many may go of a small whole too, but not all of it.</param>
public sealed record ReplacementLimits(double Share = 0.05, int AtLeast = 20);

namespace Hub.Application.Reading;

/// <summary>Which figures a viewer sees.</summary>
/// <param name="Contractor">Of this contractor; null for each and all.</param>
/// <param name="IsWhole">False for a contractor: it sees the rest of the chain together beside its own figures, where these are
/// enough, and nobody else by name.</param>
public sealed record SeenFigures(string? Contractor, bool IsWhole);

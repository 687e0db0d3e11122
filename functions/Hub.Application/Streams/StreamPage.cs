using Hub.Domain.Streams;

namespace Hub.Application.Streams;

/// <summary>A page of streams.</summary>
/// <param name="Streams">The streams; none at the end.</param>
/// <param name="Cursor">For the next page.</param>
public sealed record StreamPage(IReadOnlyList<StreamId> Streams, string? Cursor);

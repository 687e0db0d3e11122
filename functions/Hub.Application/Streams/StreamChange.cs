using System.Text.Json.Serialization;
using Hub.Domain.Streams;

namespace Hub.Application.Streams;

/// <summary>One change of the log, as its change feed gives it: enough to know what to load.</summary>
/// <param name="Stream">The stream that changed.</param>
/// <param name="Version">The version that was appended; 0 for a document of the log's container that is no event.</param>
/// <param name="IsImported">True where it was moved here from another hub, whose followers processed it.</param>
public sealed record StreamChange([property: JsonPropertyName("streamId")] StreamId Stream, int Version, bool IsImported = false);

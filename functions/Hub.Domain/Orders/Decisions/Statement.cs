using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>The sender of a message and its moments and ids: what every event of that message carries.</summary>
public sealed record Statement(
    Actor By, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string? MessageId = null, string? CorrelationId = null, string? TraceParent = null);

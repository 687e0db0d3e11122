namespace Hub.Domain.Orders;

/// <summary>Who speaks, when, and in which message: what every event of that message carries.</summary>
public sealed record Statement(
    Actor By, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string? MessageId = null, string? CorrelationId = null, string? TraceParent = null);

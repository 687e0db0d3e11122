using Hub.Core.Contracts;
using Hub.Core.Dwellings;

namespace Hub.Core.Orders;

/// <summary>Who speaks, when, and in which message: what every event of that message carries.</summary>
public sealed record Saying(
    Sayer By, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string? MessageId = null, string? CorrelationId = null, string? TraceParent = null);

using Hub.Domain.Partners;

namespace Hub.Application.Intake;

/// <summary>A message as it came in: who sends it, in which language, and its bytes.</summary>
public sealed record Submission
{
    /// <summary>The partner that was authenticated.</summary>
    public required Partner Partner { get; init; }

    /// <summary>The language of the endpoint that received it.</summary>
    public required Language Language { get; init; }

    /// <summary>The bytes.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Media type as sent.</summary>
    public string? ContentType { get; init; }

    /// <summary>What is asked of the resource.</summary>
    public Operation Operation { get; init; } = Operation.Post;

    /// <summary>Id in the address.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The language's own headers, names in lower case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Idempotency-Key, for messages without an identity of their own.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>W3C trace context of the request.</summary>
    public string? TraceParent { get; init; }
}

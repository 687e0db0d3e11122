namespace Hub.Application.Deliveries;

/// <summary>A message ready to go.</summary>
public sealed record OutboundMessage
{
    /// <summary>Media type of <see cref="Body"/>.</summary>
    public required string ContentType { get; init; }

    /// <summary>The bytes; the same at every attempt.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>HTTP method.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>Path below the partner's URL (<c>onderhoudsorders/4711</c>, already escaped), or null for the URL itself.</summary>
    public string? Path { get; init; }

    /// <summary>Headers that the language asks for.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Id of the message that this one answers; null for a message that answers none. Only a queue has a place for it: over HTTP the answer is the response.
    /// </summary>
    public string? AnswerTo { get; init; }

    /// <summary>What to send where the partner lacks the method (405, 501): VERA's PUT in the place of PATCH.</summary>
    public OutboundMessage? Instead { get; init; }
}

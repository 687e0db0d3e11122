using Hub.Domain.Partners;

namespace Hub.Application.Intake;

/// <summary>What a reader may know beside the bytes.</summary>
/// <param name="Partner">Who sent it.</param>
/// <param name="Operation">What is asked of the resource.</param>
/// <param name="ResourceId">The id in the address (VERA PUT and PATCH), else null.</param>
/// <param name="Headers">The headers that the language defines, names in lower case (VERA stuurgegevens).</param>
public sealed record ReadContext(
    Partner Partner, Operation Operation = Operation.Post, string? ResourceId = null, IReadOnlyDictionary<string, string>? Headers = null)
{
    /// <summary>The media type as sent, with its parameters.</summary>
    public string? ContentType { get; init; }

    /// <summary>When it came in; null where that is not known.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>A header's value, or null.</summary>
    public string? Header(string name) => Headers is not null && Headers.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}

/// <summary>What is asked of a resource.</summary>
public enum Operation
{
    /// <summary>A new message or a new order.</summary>
    Post,

    /// <summary>The order as a whole.</summary>
    Put,

    /// <summary>Parts of an order.</summary>
    Patch,
}

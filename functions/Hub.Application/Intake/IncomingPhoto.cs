using Hub.Domain.Orders;

namespace Hub.Application.Intake;

/// <summary>A photo that comes with a message: its bytes, or where they are; exactly one of the two.</summary>
public sealed record IncomingPhoto
{
    /// <summary>The photo's id on its order: made of the sender's key or of the picture, so that what is sent again is the same photo.</summary>
    public required string PhotoId { get; init; }

    /// <summary>What it shows.</summary>
    public required PhotoMoment Moment { get; init; }

    /// <summary>The line that it is about; null for the order as a whole.</summary>
    public string? LineNumber { get; init; }

    /// <summary>In words.</summary>
    public string? Remark { get; init; }

    /// <summary>The bytes as they came in.</summary>
    public ReadOnlyMemory<byte>? Data { get; init; }

    /// <summary>An absolute address, http or https.</summary>
    public string? Url { get; init; }

    /// <summary>Where it stands in the message, a JSON Pointer or XPath.</summary>
    public required string Place { get; init; }
}

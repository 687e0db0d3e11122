using Hub.Core.Orders;
using Hub.Core.Partners;

namespace Hub.Core.Intake;

/// <summary>How a message names the order that it is about.</summary>
public abstract record OrderReference
{
    /// <summary>The ERP's order number. <paramref name="SubNumber"/> and the GLNs are checked where they are given (DICO matches on them).</summary>
    public sealed record ByNumber(string Number, string? SubNumber = null, string? BuyerGln = null, string? ContractorGln = null) : OrderReference;

    /// <summary>The hub's own order id, or, where that is unknown, the ERP's order number in the same text.</summary>
    public sealed record ByIdOrNumber(string Text) : OrderReference;
}

/// <summary>One message, read: what it says about which order, and nothing yet decided.</summary>
public sealed record IncomingMessage
{
    /// <summary>The sender's identity of the message; null where the message and its headers have none.</summary>
    public string? MessageId { get; init; }

    /// <summary>What binds messages of one conversation.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The order.</summary>
    public required OrderReference Order { get; init; }

    /// <summary>What is asked or told, decided in this order: all or, where one is refused, none.</summary>
    public required IReadOnlyList<OrderCommand> Commands { get; init; }

    /// <summary>When it happened; null is "now".</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>The resident, where the message names one. Personal data.</summary>
    public ResidentContact? Contact { get; init; }

    /// <summary>Photos that come with it, in it or by their address.</summary>
    public IReadOnlyList<IncomingPhoto> Photos { get; init; } = [];

    /// <summary>The bytes of this message within a batch; null where the body is this one message.</summary>
    public ReadOnlyMemory<byte>? Raw { get; init; }
}

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

/// <summary>A place in a message that could not be read.</summary>
/// <param name="Place">JSON Pointer (<c>/onderhoudstaken/0/omschrijving</c>), or XPath and line (<c>/MaintenanceStatus/InstructionData (line 12)</c>).</param>
/// <param name="Expected">What was expected there, in a sentence; never an exception's text and never the value found, which may be personal.</param>
public sealed record ReadingError(string Place, string Expected);

/// <summary>What came of reading a body.</summary>
public abstract record ReadResult
{
    /// <summary>It was read. More than one only for a batch.</summary>
    public sealed record Read(IReadOnlyList<IncomingMessage> Messages) : ReadResult;

    /// <summary>It was not; every fault found, at least one.</summary>
    public sealed record Failed(IReadOnlyList<ReadingError> Errors) : ReadResult;
}

/// <summary>What a reader may know beside the bytes.</summary>
/// <param name="Partner">Who sent it.</param>
/// <param name="Operation">What is asked of the resource.</param>
/// <param name="ResourceId">The id in the address (VERA PUT and PATCH), else null.</param>
/// <param name="Headers">The headers that the language defines, names in lower case (VERA stuurgegevens).</param>
public sealed record ReadContext(
    Partner Partner, Operation Operation = Operation.Post, string? ResourceId = null, IReadOnlyDictionary<string, string>? Headers = null)
{
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

/// <summary>Turns the bytes of one language into commands: pure, without guesses.</summary>
public interface IMessageReader
{
    /// <summary>The language that it reads.</summary>
    Language Language { get; }

    /// <summary>Reads a body. Never throws on any bytes.</summary>
    ReadResult Read(ReadOnlyMemory<byte> body, ReadContext context);

    /// <summary>
    /// What may be archived of a body, readable or not: all of it but the bytes of pictures, which come in with where and by whom they
    /// were taken. Never throws on any bytes.
    /// </summary>
    ReadOnlyMemory<byte> WithoutPictures(ReadOnlyMemory<byte> body) => body;
}

using System.Globalization;
using System.Text.Json;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Orders;
using Hub.Formats.Csv;

namespace Hub.Functions.Http;

/// <summary>Why a request is refused, as HTTP; <see cref="ErrorFormat"/> writes it in the format of the area.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Slug">Last part of the problem's URI, stable.</param>
/// <param name="Title">What sort of problem, the same each time.</param>
/// <param name="Detail">This case, in a sentence.</param>
public sealed record Fault(int Status, string Slug, string Title, string? Detail = null)
{
    /// <summary>The places that are wrong, each with what was expected there; empty where the fault is of the request as a whole.</summary>
    public IReadOnlyList<ReadError> Errors { get; init; } = [];

    /// <summary>The hub's key of the message, where it was kept.</summary>
    public Guid? ReceiptId { get; init; }

    /// <summary>The business rule's refusal behind it, which VERA and DICO word in Dutch; null where there is none.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Seconds to wait before asking again.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The caller is not known.</summary>
    public static readonly Fault Unauthorized = new(401, "unauthorized", "Not authenticated",
        "Send a partner's key as X-API-KEY (khk_...), or a bearer token of the configured issuer.");

    /// <summary>The caller of a route that takes keys which may only read is not known.</summary>
    public static readonly Fault UnauthorizedReader = Unauthorized with
    {
        Detail = "Send a partner's key (khk_...) or a reader key (khr_...) as X-API-KEY, a reader key as the password of HTTP's Basic scheme, or a bearer "
            + "token of the configured issuer.",
    };

    /// <summary>The caller is not the administrator.</summary>
    public static readonly Fault NotManager =
        Unauthorized with { Detail = "This route is the administrator's: send the manage key as X-API-KEY. A partner's or reader's key does not open it." };

    /// <summary>It does not exist, or not for this caller.</summary>
    public static readonly Fault NotFound = new(404, "not-found", "Not found", "There is nothing here for you by that name.");

    /// <summary>A body of the manage API that is wrong at these places.</summary>
    public static Fault WrongDocument(IReadOnlyList<ReadError> errors) =>
        new(400, "document", "The document is wrong", "Nothing was changed.") { Errors = errors };

    /// <summary>A CSV file of the manage API that is wrong at these lines.</summary>
    public static Fault WrongDocument(IReadOnlyList<CsvReadError> errors) =>
        WrongDocument([.. errors.Select(e => new ReadError(string.Create(CultureInfo.InvariantCulture, $"line {e.Line}"), e.Expected))]);

    /// <summary>A body of the manage API that is no JSON. The library's text may quote what it found, and is left out.</summary>
    public static Fault WrongDocument(JsonException e) => WrongDocument(
    [
        new ReadError("", string.Create(
            CultureInfo.InvariantCulture,
            $"A well-formed JSON document of at most {Limits.NestingDepth} levels, no member twice; it goes wrong on line {(e.LineNumber ?? 0) + 1}.")),
    ]);

    /// <summary>A body of the manage API that is longer than it may be.</summary>
    public static readonly Fault DocumentTooLarge = new(413, "too-large", "Document too large", "Nothing was changed.");

    /// <summary>A query that is wrong at these words.</summary>
    public static Fault WrongQuery(IReadOnlyList<ReadError> errors) => new(400, "query", "The query is wrong") { Errors = errors };

    /// <summary>The fault of a refusal by a business rule.</summary>
    public static Fault Of(Refusal refusal) => ByKind(refusal) with { Refusal = refusal };

    private static Fault ByKind(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.NotFound => new(404, refusal.Code, "Not found", refusal.Reason),
        RefusalKind.NotAllowed => new(403, refusal.Code, "Not yours to say", refusal.Reason),
        RefusalKind.WrongState => new(409, refusal.Code, "Not possible in the order's present state", refusal.Reason),
        RefusalKind.Exists => new(409, refusal.Code, "Already there", refusal.Reason),
        _ => new(422, refusal.Code, "The content cannot be right", refusal.Reason),
    };
}

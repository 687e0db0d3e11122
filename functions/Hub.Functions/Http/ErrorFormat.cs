using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Formats.Dico.Writing;
using Hub.Formats.Pages;
using Hub.Functions.Pages;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>How an area of the API writes its errors.</summary>
public abstract class ErrorFormat
{
    /// <summary>RFC 9457 problem documents.</summary>
    public static readonly ErrorFormat Problem = new ProblemStyle();

    /// <summary>VERA: 400, 401 and 404 without a body, else <c>Foutbericht {code, omschrijving}</c>.</summary>
    public static readonly ErrorFormat Vera = new VeraStyle();

    /// <summary>DICO: the hub's XML receipt, in Dutch, or a problem document where the caller accepts JSON and not XML.</summary>
    public static readonly ErrorFormat Dico = new DicoStyle();

    /// <summary>Pages for people, in Dutch.</summary>
    public static readonly ErrorFormat Page = new PageStyle();

    /// <summary>The format of the area that a request is for.</summary>
    public static ErrorFormat Of(HttpRequest request) =>
        request.Path.StartsWithSegments("/api/vera", StringComparison.OrdinalIgnoreCase) ? Vera
        : request.Path.StartsWithSegments("/api/dico", StringComparison.OrdinalIgnoreCase) ? Dico
        : request.Path.StartsWithSegments("/dashboard", StringComparison.OrdinalIgnoreCase) ? Page
        : Problem;

    /// <summary>The answer for a fault.</summary>
    public IResult Answer(HttpRequest request, Fault fault)
    {
        if (fault.RetryAfter is { } seconds) request.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (fault.Status == 401) request.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
        return Write(request, fault);
    }

    /// <summary>Writes a fault.</summary>
    protected abstract IResult Write(HttpRequest request, Fault fault);

    private sealed class ProblemStyle : ErrorFormat
    {
        protected override IResult Write(HttpRequest request, Fault fault) => Answers.Json(
            ProblemDocument.Of(fault, request.Path), AnswerJson.Default.ProblemDocument, fault.Status, "application/problem+json");
    }

    private sealed class VeraStyle : ErrorFormat
    {
        protected override IResult Write(HttpRequest request, Fault fault)
        {
            if (fault.Status is 400 or 401 or 404) return Results.StatusCode(fault.Status);
            return Results.Bytes(VeraFaults.Write(fault), "application/json").With(fault.Status);
        }
    }

    private sealed class DicoStyle : ErrorFormat
    {
        protected override IResult Write(HttpRequest request, Fault fault)
        {
            if (WantsJson(request)) return Problem.Write(request, fault);
            fault = DutchFaults.Of(fault);
            List<(string, string)> reasons = fault.Refusal is { } refusal ? [(refusal.Place ?? "", ReceiptDocument.Sentence(refusal))]
                : fault.Errors.Count > 0 ? [.. fault.Errors.Select(e => (e.Place, e.Expected))]
                : [("", fault.Detail is { } detail ? $"{fault.Title}. {detail}" : fault.Title)];
            return Results.Bytes(
                ReceiptDocument.WriteXml(fault.ReceiptId, fault.Slug == "unreadable" ? ReceiptDocument.Unreadable : ReceiptDocument.Refused, reasons),
                "application/xml")
                .With(fault.Status);
        }
    }

    private sealed class PageStyle : ErrorFormat
    {
        protected override IResult Write(HttpRequest request, Fault fault)
        {
            fault = DutchFaults.Of(fault);
            return new Pages.Page(fault.Title, Html.Of($"<p>{fault.Detail}</p>"), fault.Status);
        }
    }

    /// <summary>True where the caller accepts JSON before XML.</summary>
    public static bool WantsJson(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        var json = accept.IndexOf("json", StringComparison.OrdinalIgnoreCase);
        var xml = accept.IndexOf("xml", StringComparison.OrdinalIgnoreCase);
        return json >= 0 && (xml < 0 || json < xml);
    }
}

/// <summary>RFC 9457.</summary>
internal sealed record ProblemDocument(
    string Type, string Title, int Status, string? Detail, string? Instance, IReadOnlyList<ProblemError>? Errors, Guid? Receipt)
{
    public static ProblemDocument Of(Fault fault, string? instance) => new(
        $"urn:ketenhub:problem:{fault.Slug}", fault.Title, fault.Status, fault.Detail, instance,
        fault.Errors.Count > 0 ? [.. fault.Errors.Select(e => new ProblemError(e.Expected, e.Place))] : null, fault.ReceiptId);
}

/// <summary>One of the errors of a problem document: what was expected, and where.</summary>
internal sealed record ProblemError(string Detail, string Pointer);

/// <summary>The receipt of one message, in JSON.</summary>
internal sealed record ReceiptView(Guid ReceiptId, string? Id, string Outcome, Guid? OrderId, int? Version, ProblemDocument? Problem)
{
    /// <summary>To the order's ERP: whether a contractor has the order.</summary>
    public bool? Assigned { get; init; }

    /// <summary>To the order's ERP: why none has it.</summary>
    public string? NotAssignedBecause { get; init; }

    /// <summary>To the order's ERP: what to look at though the order goes on.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }
}

/// <summary>The receipts of a body.</summary>
internal sealed record ReceiptsView(IReadOnlyList<ReceiptView> Receipts);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(ReceiptsView))]
internal sealed partial class AnswerJson : JsonSerializerContext;

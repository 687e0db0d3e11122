using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Application.Reading;
using Hub.Application.Reports;
using Hub.Domain.Figures;
using Hub.Domain.Keys;
using Hub.Domain.Partners;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Quarterly reports, as they were made.</summary>
public sealed class ReportEndpoints(
    Access access, IReports archive, MakeReports reports, ComposeReport compose, KnownPartners partners, TimeProvider clock)
{
    private const int MostVersions = 100_000;

    private static readonly Fault Nothing = new(409, "report-empty", "There is nothing to report",
        "The contractor has nothing in the figures of that quarter, and no report.");

    private static readonly Fault Rebuilding = new(503, "report-figures-rebuilding", "The figures are being rebuilt",
        "After an update the hub makes its figures anew, and reports when that is done. Nothing was made: ask again later.") { RetryAfter = 60 };

    private static readonly Fault NoContractor = Fault.NotFound with { Detail = "A report is of a contractor, and this is the id of none." };

    /// <summary>Those that the caller sees, the newest quarter first: <c>?quarter=&amp;contractor=</c></summary>
    [Function("Reports")]
    [QueryWords("quarter", "contractor")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/reports")] HttpRequest request)
    {
        if ((await access.ReaderAsync(request)).Ends(out var answer, out var viewer)) return answer;
        var parameters = new QueryParameters(request);
        var (quarter, contractor) = (parameters.Quarter("quarter", Quarter.Of(clock.GetUtcNow())), parameters.Key("contractor"));
        if (parameters.Refusal is { } wrong) return wrong;
        var found = Visibility.Figures(viewer, contractor) is { } seen
            ? await archive.ListAsync(quarter, seen.Contractor, request.HttpContext.RequestAborted)
            : [];
        return Answers.Json(new ReportsView([.. found.Select(ReportView.Of)]), ReportViews.Default.ReportsView);
    }

    /// <summary>One: <c>?format=&amp;version=</c></summary>
    [Function("Report")]
    [QueryWords("format", "version")]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/reports/{quarter}/{contractor}")] HttpRequest request, string quarter,
        string contractor)
    {
        if ((await access.ReaderAsync(request)).Ends(out var answer, out var viewer)) return answer;
        var parameters = new QueryParameters(request);
        var (format, version) = (parameters.Choice<ReportFormat>("format") ?? ReportFormat.Html, parameters.Whole("version", 1, MostVersions));
        if (parameters.Refusal is { } wrong) return wrong;
        var id = KeyText.Of(RouteText.Of(request, contractor));
        if (!Quarter.TryParse(quarter, out var of) || Visibility.Figures(viewer, id) is null
            || await archive.FindAsync(of, id, version, request.HttpContext.RequestAborted) is not { } report)
        {
            return request.Refuse(Fault.NotFound);
        }
        return new ReportResult(report, format);
    }

    /// <summary>Has one made anew where the figures were corrected: 201; 200 with the newest one where they are the same.</summary>
    [Function("ReportPost")]
    [Audited("report.make", "quarter", "contractor")]
    public async Task<IResult> Make(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/reports/{quarter}/{contractor}")] HttpRequest request, string quarter,
        string contractor)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        var id = KeyText.Of(RouteText.Of(request, contractor));
        if (!Quarter.TryParse(quarter, out var of) || of > Quarter.Of(clock.GetUtcNow())) return request.Refuse(Fault.NotFound);
        var cancel = request.HttpContext.RequestAborted;
        var (outcome, entry) = await reports.MakeAnewAsync(of, id, cancel);
        async Task<bool> HasWorkAsync() => (await compose.ContractorsAsync(of, cancel)).Contains(id);
        // Whom it is about must be right before anybody waits for it.
        if (entry is null && await partners.ErrorAsync("", id, PartnerRole.Contractor, HasWorkAsync, cancel) is not null)
            return request.Refuse(NoContractor);
        return outcome switch
        {
            ReportOutcome.Made => Answers.Json(ReportView.Of(entry!), ReportViews.Default.ReportView, 201),
            ReportOutcome.Same => Answers.Json(ReportView.Of(entry!), ReportViews.Default.ReportView),
            ReportOutcome.TooEarly => request.Refuse(new Fault(409, "report-too-early", "The figures are not settled", string.Create(
                CultureInfo.InvariantCulture, $"Reports of {of} are made from {MakeReports.DueAt(of):u} on: until then its figures may change."))),
            ReportOutcome.Rebuilding => request.Refuse(Rebuilding),
            _ => request.Refuse(Nothing),
        };
    }
}

/// <summary>A report in a list.</summary>
internal sealed record ReportView(
    string Quarter, string Contractor, string ContractorName, int Version, DateTimeOffset MadeAt, string MadeBy, string Html, string Csv)
{
    public static ReportView Of(ReportEntry entry)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture, $"/api/v1/reports/{entry.Quarter}/{Uri.EscapeDataString(entry.ContractorId)}?version={entry.Version}");
        return new(
            entry.Quarter.ToString(), entry.ContractorId, entry.ContractorName, entry.Version, entry.MadeAt, entry.MadeBy, path, $"{path}&format=csv");
    }
}

/// <summary>Reports.</summary>
internal sealed record ReportsView(IReadOnlyList<ReportView> Reports);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReportsView))]
internal sealed partial class ReportViews : JsonSerializerContext;

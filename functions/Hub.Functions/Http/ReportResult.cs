using System.Globalization;
using Hub.Application.Reports;
using Hub.Formats.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Hub.Functions.Http;

/// <summary>A report, byte for byte as it was made. A browser uses nothing of the page but the style that stands in it, and shows it in no frame.</summary>
internal sealed class ReportResult(ArchivedReport report, ReportFormat format) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status200OK;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, entry) = (httpContext.Response, report.Entry);
        var bytes = format is ReportFormat.Html ? report.Html : report.Csv;
        response.ContentType = format is ReportFormat.Html ? "text/html; charset=utf-8" : "text/csv; charset=utf-8";
        response.Headers.ContentSecurityPolicy = $"{ReportPage.PolicyOf(report.Html.Span)}; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        // The newest version may be another tomorrow, and whoever reads it next on this machine may be somebody else.
        response.Headers.CacheControl = "private, no-cache";
        if (format is ReportFormat.Csv)
        {
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(string.Create(CultureInfo.InvariantCulture, $"{entry.Quarter}-{entry.ContractorId}-v{entry.Version}.csv"));
            response.Headers.ContentDisposition = disposition.ToString();
        }
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method)) await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }
}

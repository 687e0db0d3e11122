using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Domain;
using Hub.Formats.Feeds;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Rows of facts for programs such as Power BI and spreadsheets.</summary>
public sealed class FeedEndpoints(Access access, IFigures figures, ListTurns turns, PageCursors cursors)
{
    private const int MaxRows = 50_000;

    /// <summary>A feed: <c>?from=&amp;to=&amp;changedSince=&amp;format=&amp;cursor=&amp;limit=</c></summary>
    [Function("Feeds")]
    [QueryWords("from", "to", "changedSince", "format", "cursor", "limit")]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/feeds/{feed}")] HttpRequest request, string feed)
    {
        if ((await access.ReaderAsync(request)).Ends(out var answer, out var viewer)) return answer;
        if (Feed.All.FirstOrDefault(f => f.Name == feed) is not { } found) return request.Refuse(Fault.NotFound);
        var parameters = new QueryParameters(request);
        var format = parameters.Choice<FeedFormat>("format") ?? FeedFormat.Json;
        var listName = $"feeds/{found.Name}";
        var limit = parameters.Whole("limit", 1, MaxRows);
        var query = new FactQuery(limit ?? int.MaxValue, parameters.Cursor(cursors, listName))
        {
            From = parameters.Time("from"), To = parameters.Time("to"), ChangedSince = parameters.Time("changedSince"),
        };
        if (query.To <= query.From) parameters.Wrong("to", "Later than from: orders placed from the one and before the other are read.");
        if (format is FeedFormat.Csv && limit is not null)
            parameters.Wrong("limit", "Not beside format=csv, which has no place for a cursor: ask less by from and to.");
        if (parameters.Refusal is { } wrong) return wrong;
        IFeedFormat written = format is FeedFormat.Csv ? new CsvFeed() : new JsonFeed();
        var seen = Visibility.Figures(viewer, null) is { } whose ? query with { ContractorId = whose.Contractor } : null;
        return new FeedResult(new FeedPages(figures, turns, viewer, seen), found, written, position => cursors.Of(listName, position));
    }
}

/// <summary>How a feed is written.</summary>
internal enum FeedFormat
{
    /// <summary>JSON.</summary>
    Json,

    /// <summary>CSV.</summary>
    Csv,
}

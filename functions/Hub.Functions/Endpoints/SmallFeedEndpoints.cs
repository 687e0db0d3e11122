using System.Globalization;
using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Domain.Contracts;
using Hub.Domain.Documents;
using Hub.Domain.Figures;
using Hub.Domain.Partners;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Feeds that are as long as the contracts and the figures are many, and are read at once: without pages.</summary>
public sealed class SmallFeedEndpoints(
    Access access, ReadFigures figures, RegistryCache registry, ListTurns turns, KnownPartners partners, TimeProvider clock)
{
    private const int MaxRows = 250_000;
    private const int RowsOfPage = 1_000;

    private static readonly Fault TooMuch = Fault.WrongQuery(
        [new ReadError("?by", string.Create(CultureInfo.InvariantCulture, $"At most {MaxRows} rows: fewer by ?kpi, fewer months, or by less."))]);

    /// <summary>Which feeds there are, and what their columns mean.</summary>
    [Function("Feeds")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/feeds")] HttpRequest request)
    {
        if ((await access.ReaderAsync(request)).Ends(out var answer, out _)) return answer;
        return Answers.Json(FeedsView.All, FeedViews.Default.FeedsView);
    }

    /// <summary>
    /// Figures, a number a row, and beside those of a contractor those of all others together:
    /// <c>?from=&amp;to=&amp;by=&amp;kpi=&amp;contractor=&amp;contract=&amp;area=&amp;complex=&amp;kind=&amp;urgency=&amp;format=</c>
    /// </summary>
    [Function("KpisFeed")]
    [QueryWords("from", "to", "by", "kpi", "contractor", "contract", "area", "complex", "kind", "urgency", "format")]
    public async Task<IResult> Kpis([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/feeds/kpis")] HttpRequest request)
    {
        if ((await access.ReaderAsync(request)).Ends(out var answer, out var viewer)) return answer;
        var parameters = new QueryParameters(request);
        var format = FeedFormats.Asked(parameters);
        var query = FigureQueries.Read(parameters, clock.GetUtcNow(), otherwise: Slices.Month | Slices.Contractor) with { WithOthers = true };
        if (parameters.Refusal is { } wrong) return wrong;
        var cancel = request.HttpContext.RequestAborted;
        using var turn = await turns.TryEnterAsync(viewer.Asker, cancel);
        if (turn is null) return request.Refuse(ListTurns.TooMany);
        if (await partners.OfFiguresAsync(viewer, query.Contractor, cancel) is { } unknown)
            return request.Refuse(Fault.WrongQuery([unknown]));
        var rows = (await figures.ReadAsync(viewer, query, cancel)).SelectMany(KpiRows.Of).Take(MaxRows + 1).ToList();
        return rows.Count > MaxRows ? request.Refuse(TooMuch) : await AnswerAsync(request, viewer, Feeds.Kpis, format, rows);
    }

    /// <summary>Contracts, each in the version in force: <c>?format=</c></summary>
    [Function("ContractsFeed")]
    [QueryWords("format")]
    public Task<IResult> Contracts([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/feeds/contracts")] HttpRequest request) =>
        OfContractsAsync(request, Feeds.Contracts, (contract, snapshot) =>
            [ContractRow.Of(contract, snapshot.Partner(contract.Contractor)?.Name ?? contract.Contractor)]);

    /// <summary>What contracts ask of figures: <c>?format=</c></summary>
    [Function("TargetsFeed")]
    [QueryWords("format")]
    public Task<IResult> Targets([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/feeds/targets")] HttpRequest request) =>
        OfContractsAsync(request, Feeds.Targets, (contract, _) => TargetRow.Of(contract));

    private async Task<IResult> OfContractsAsync<TRow>(
        HttpRequest request, Feed<TRow> feed, Func<Contract, RegistrySnapshot, IEnumerable<TRow>> rowsOf)
    {
        if ((await access.ReaderAsync(request)).Ends(out var answer, out var viewer)) return answer;
        var parameters = new QueryParameters(request);
        var format = FeedFormats.Asked(parameters);
        if (parameters.Refusal is { } wrong) return wrong;
        var snapshot = await registry.GetAsync(request.HttpContext.RequestAborted);
        var seen = Visibility.Figures(viewer, null);
        var rows = snapshot.Contracts.Where(c => seen is not null && (seen.Contractor is null || c.Contractor == seen.Contractor))
            .OrderBy(c => c.Number, StringComparer.Ordinal).SelectMany(c => rowsOf(c, snapshot)).ToList();
        return await AnswerAsync(request, viewer, feed, format, rows);
    }

    private static async Task<IResult> AnswerAsync<TRow>(HttpRequest request, Viewer viewer, Feed<TRow> feed, IFeedFormat format, IReadOnlyList<TRow> rows) =>
        await FeedResult<TRow>.OfAsync(request, feed, format, AtOnceAsync(rows), _ => null, await FeedTags.OfAsync(request, viewer, feed, rows));

    private static async IAsyncEnumerable<FeedPage<TRow>> AtOnceAsync<TRow>(IReadOnlyList<TRow> rows)
    {
        // Some at a time: each page lies in memory as it is written.
        foreach (var some in rows.Chunk(RowsOfPage)) yield return await Task.FromResult(new FeedPage<TRow>(some, null));
    }
}

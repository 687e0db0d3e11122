using System.Globalization;
using Hub.Application.Figures;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Partners;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>The figures on which corporation and contractors steer together.</summary>
public sealed class FigureEndpoints(Access access, ReadFigures figures, ListTurns turns, KnownPartners partners, TimeProvider clock)
{
    private const int MaxRows = 10_000;

    private static readonly Fault TooMuch = Fault.WrongQuery(
        [new ReadError("?by", string.Create(CultureInfo.InvariantCulture, $"At most {MaxRows} figures: fewer by ?kpi, fewer months, or by less."))]);

    /// <summary>Figures: <c>?from=&amp;to=&amp;by=&amp;kpi=&amp;contractor=&amp;contract=&amp;area=&amp;complex=&amp;kind=&amp;urgency=</c></summary>
    [Function("Kpis")]
    [QueryWords("from", "to", "by", "kpi", "contractor", "contract", "area", "complex", "kind", "urgency")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/kpis")] HttpRequest request)
    {
        if ((await access.ReaderAsync(request)).Ends(out var answer, out var viewer)) return answer;
        var parameters = new QueryParameters(request);
        var query = FigureQueries.Read(parameters, clock.GetUtcNow());
        if (parameters.Refusal is { } wrong) return wrong;
        var cancel = request.HttpContext.RequestAborted;
        using var turn = await turns.TryEnterAsync(viewer.Asker, cancel);
        if (turn is null) return request.Refuse(ListTurns.TooMany);
        if (await partners.OfFiguresAsync(viewer, query.Contractor, cancel) is { } unknown)
            return request.Refuse(Fault.WrongQuery([unknown]));
        var read = await figures.ReadAsync(viewer, query, cancel);
        return read.Count > MaxRows ? request.Refuse(TooMuch) : Answers.Json(FiguresView.Of(query, read, clock.GetUtcNow()), FigureViews.Default.FiguresView);
    }

    /// <summary>What each figure means, and how it is counted.</summary>
    [Function("KpiDefinitions")]
    public async Task<IResult> Definitions([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/kpis/definitions")] HttpRequest request)
    {
        if ((await access.ReaderAsync(request)).Ends(out var answer, out _)) return answer;
        return Answers.Json(KpiDefinitionsView.All, FigureViews.Default.KpiDefinitionsView);
    }
}

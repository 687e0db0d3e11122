using Hub.Application.Figures;
using Hub.Application.Registry;
using Hub.Domain.Figures;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>The scorecards of contracts that weigh figures.</summary>
public sealed class ScorecardEndpoints(
    Access access, ReadScorecards scorecards, ListTurns turns, KnownPartners partners, RegistryCache registry, TimeProvider clock)
{
    /// <summary>Scorecards: <c>?quarter=&amp;contract=&amp;contractor=</c></summary>
    [Function("Scorecards")]
    [QueryWords("quarter", "contract", "contractor")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/kpis/scorecards")] HttpRequest request)
    {
        if ((await access.ReaderAsync(request)).Ends(out var answer, out var viewer)) return answer;
        var (parameters, now, cancel) = (new QueryParameters(request), clock.GetUtcNow(), request.HttpContext.RequestAborted);
        // The last one that is over.
        var quarter = parameters.Quarter("quarter", Quarter.Of(now)) ?? Quarter.Of(now).Plus(-1);
        var (contractor, contract) = (parameters.Key("contractor"), parameters.Text("contract"));
        if (parameters.Refusal is { } wrong) return wrong;
        using var turn = await turns.TryEnterAsync(viewer.Asker, cancel);
        if (turn is null) return request.Refuse(ListTurns.TooMany);
        if (await partners.OfFiguresAsync(viewer, contractor, cancel) is { } unknown) return request.Refuse(Fault.WrongQuery([unknown]));
        var number = contract is null ? null : (await registry.GetAsync(cancel)).ContractNumber(contract);
        var cards = await scorecards.ReadAsync(viewer, quarter, contractor, number, cancel);
        return Answers.Json(ScorecardsView.Of(quarter, cards, now), ScorecardViews.Default.ScorecardsView);
    }
}

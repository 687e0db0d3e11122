using Hub.Application.Reading;
using Hub.Domain.Figures;

namespace Hub.Application.Figures;

/// <summary>The scorecard of a contract in a quarter.</summary>
/// <param name="Quarter">The quarter.</param>
/// <param name="Terms">The contract, in the version whose targets and table hold.</param>
/// <param name="Card">The scorecard.</param>
/// <param name="IsProvisional">True while what is still to come may change it.</param>
public sealed record ContractScorecard(Quarter Quarter, QuarterContract Terms, Scorecard Card, bool IsProvisional);

/// <summary>Reads scorecards: the figures that contracts weigh, over a quarter, from <see cref="ReadFigures"/> alone.</summary>
public sealed class ReadScorecards(ReadFigures figures, QuarterContracts contracts, TimeProvider clock)
{
    /// <summary>The scorecards that a viewer sees, by the contract's number: a contractor its own. A contract that weighs nothing has none.</summary>
    public async Task<IReadOnlyList<ContractScorecard>> ReadAsync(
        Viewer viewer, Quarter quarter, string? contractor, string? contract, CancellationToken cancel)
    {
        if (Visibility.Figures(viewer, contractor) is not { } seen) return [];
        var cards = new List<ContractScorecard>();
        foreach (var terms in await contracts.ReadAsync(quarter, seen.Contractor, contract, cancel))
            if (terms.Contract.Targets.Values.Any(t => t.Scale is not null)) cards.Add(await ReadAsync(viewer, quarter, terms, cancel));
        return cards;
    }

    private async Task<ContractScorecard> ReadAsync(Viewer viewer, Quarter quarter, QuarterContract terms, CancellationToken cancel)
    {
        var contract = terms.Contract;
        var weighed = contract.Targets.Where(t => t.Value.Scale is not null).Select(t => Kpis.Find(t.Key)).OfType<KpiDefinition>()
            // What is so now says nothing of a quarter that is over.
            .Where(d => !d.IsOfNow || quarter.End > clock.GetUtcNow()).ToList();
        var values = new Dictionary<string, KpiValue>();
        // Messages go to a partner, whichever contract they are about.
        foreach (var group in weighed.GroupBy(d => d.Source is KpiSource.Orders))
        {
            var query = new FigureQuery([.. group], quarter.First, quarter.Last, Slices.None)
            {
                Contractor = contract.Contractor, Contract = group.Key ? contract.Number : null, Terms = [contract],
            };
            foreach (var figure in await figures.ReadAsync(viewer, query, cancel))
                if (!figure.Slice.IsChain) values[figure.Definition.Key] = figure.Values[0];
        }
        var card = Scorecard.Of(contract.Targets, contract.Incentives, values);
        return new ContractScorecard(quarter, terms, card, quarter.End > clock.GetUtcNow() || card.Parts.Any(p => p.Value.IsProvisional));
    }
}

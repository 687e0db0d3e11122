using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Domain.Contracts;
using Hub.Domain.Figures;
using Hub.Domain.Partners;

namespace Hub.Application.Figures;

/// <summary>Reads figures: adds cells together, and reads each definition from the sum. Nothing else in the hub computes a figure.</summary>
public sealed class ReadFigures(IFigures figures, IDeliveryFigures deliveries, RegistryCache registry, TimeProvider clock)
{
    private static readonly HashSet<string> OfDeliveries = [.. Kpis.OfDeliveries.SelectMany(k => k.Definition.Measures).Select(m => m.Figure)];

    // Dwellings are known of whole contracts alone.
    private const Slices WithinContracts = Slices.Area | Slices.Complex | Slices.Kind | Slices.Urgency;

    /// <summary>The figures that a viewer sees: a contractor its own, and beside them those of the rest of the chain together where they are enough.</summary>
    public async Task<IReadOnlyList<Figure>> ReadAsync(Viewer viewer, FigureQuery query, CancellationToken cancel)
    {
        if (Visibility.Figures(viewer, query.Contractor) is not { } seen) return [];
        var cells = await CellsAsync(query, seen, cancel);
        var known = await registry.GetAsync(cancel);
        var contracts = query.Terms ?? ContractTerms.InForce(known.Contracts, clock.GetUtcNow());
        var reading = new Reader(query, cells, known, contracts, clock.GetUtcNow(), seen);
        return [.. query.Definitions.SelectMany(reading.FiguresOf)];
    }

    private async Task<IReadOnlyList<Contribution>> CellsAsync(FigureQuery query, SeenFigures seen, CancellationToken cancel)
    {
        // The months before, for the trend; and where a value runs over a year, that year before each.
        var length = MonthsOf(query.From, query.Until);
        var from = query.From.Plus(1 - length - query.Definitions.Max(d => d.Months));
        // Whoever sees others only together sees them by nothing but the cells of all.
        var by = query.By | Slices.Month | (seen.Contractor is null && !HasOthers(query, seen) ? 0 : Slices.Contractor);
        var cells = new CellQuery([], from, query.Until, by)
        {
            Contractor = HasOthers(query, seen) ? null : query.Contractor, Contract = query.Contract, Area = query.Area, Complex = query.Complex,
            Kind = query.Kind, Urgency = query.Urgency,
        };
        return
        [
            .. await SumAsync(KpiSource.Orders, q => figures.SumAsync(q, cancel)),
            .. await SumAsync(KpiSource.Deliveries, q => deliveries.SumAsync(q, cancel)),
        ];

        async ValueTask<IReadOnlyList<Contribution>> SumAsync(KpiSource source, Func<CellQuery, ValueTask<IReadOnlyList<Contribution>>> sum)
        {
            var names = query.Definitions.Where(d => d.Source == source).SelectMany(d => d.Measures).Select(m => m.Figure).Distinct().ToList();
            return names.Count == 0 ? [] : await sum(cells with { Figures = names });
        }
    }

    private static bool HasOthers(FigureQuery query, SeenFigures seen) => !seen.IsWhole || (query.WithOthers && query.By.HasFlag(Slices.Contractor));

    private static int MonthsOf(YearMonth from, YearMonth until) => ((until.Year - from.Year) * 12) + until.Month - from.Month + 1;

    // A figure's cells of one contractor, by figure and month.
    private sealed class Sums : Dictionary<(string Figure, YearMonth? Month), Cell>
    {
        public void Add(CellKey key, Cell cell) => this[(key.Figure, key.Month)] = At(key.Figure, key.Month) + cell;

        // Of figures of now there is one cell, without a month.
        public Cell Of(string figure, YearMonth? first, YearMonth? last)
        {
            var sum = At(figure, null);
            for (var month = first; month is { } at && at <= last; month = at.Plus(1)) sum += At(figure, at);
            return sum;
        }

        // Of one month alone; null for figures of now.
        public Cell At(string figure, YearMonth? month) => this.GetValueOrDefault((figure, month)) ?? Cell.None;
    }

    /// <summary>Reads figures from cells.</summary>
    private sealed class Reader
    {
        private readonly FigureQuery _query;
        private readonly DateTimeOffset _now;
        private readonly bool _isWithinContracts;
        private readonly Dictionary<FigureSlice, Sums> _slices = [];

        // Of the chain each contractor apart: whether the others of one are enough is judged for each figure and period.
        private readonly Dictionary<FigureSlice, Dictionary<string, Sums>> _chain = [];

        // The slices in the order of the answer, and what the contracts of each say.
        private readonly List<(FigureSlice Slice, ContractTerms Terms)> _ordered;

        public Reader(
            FigureQuery query, IReadOnlyList<Contribution> cells, RegistrySnapshot registry, IReadOnlyList<Contract> contracts, DateTimeOffset now,
            SeenFigures seen)
        {
            (_query, _now) = (query, now);
            _isWithinContracts = query.Area is not null || query.Complex is not null || query.Kind is not null || query.Urgency is not null
                || (query.By & WithinContracts) != 0;
            var compared = new HashSet<FigureSlice>();
            foreach (var (key, cell) in cells)
            {
                var slice = new FigureSlice(null, key.Contractor, key.Contract, key.Area, key.Complex, key.Kind, key.Urgency);
                var isSeen = seen.Contractor is null || key.Contractor == seen.Contractor;
                if (isSeen) Of(_slices, slice).Add(key, cell);
                // Orders that no contractor has are nobody's figure in the chain. Of a part of it what is left of the whole would show who is not in the part.
                if (!HasOthers(query, seen) || _isWithinContracts || key.Contractor is not { } contractor || !IsContractor(registry, contractor, key.Figure))
                    continue;
                Of(Of(_chain, ChainOf(slice)), contractor).Add(key, cell);
                // A contractor also sees the others where it has nothing itself.
                if (isSeen || !seen.IsWhole) compared.Add(ChainOf(slice) with { Contractor = seen.Contractor ?? contractor });
            }
            _ordered =
            [
                .. _slices.Keys.Concat(compared).OrderBy(s => s.IsChain).ThenBy(s => s.Contractor, StringComparer.Ordinal)
                    .ThenBy(s => s.Contract, StringComparer.Ordinal).ThenBy(s => s.Area, StringComparer.Ordinal).ThenBy(s => s.Complex, StringComparer.Ordinal)
                    .ThenBy(s => s.Kind).ThenBy(s => s.Urgency, StringComparer.Ordinal)
                    .Select(s => (s, ContractTerms.Of(contracts, s.IsChain ? null : s.Contractor ?? query.Contractor, s.Contract ?? query.Contract))),
            ];
        }

        public IEnumerable<Figure> FiguresOf(KpiDefinition definition)
        {
            foreach (var (slice, terms) in _ordered)
            {
                foreach (var (month, from, until) in Periods(definition))
                {
                    var cells = Cells(definition, slice, from, until);
                    if (IsEmpty(definition, cells, month)) continue;
                    var values = Values(definition, slice, terms, cells, until);
                    if (values.All(v => v is { N: 0, Missing: NoValue.Nothing })) continue;
                    // Dwellings are those of one's own contracts: a figure of the others that is by dwelling alone has nothing to tell.
                    if (slice.IsChain && values.All(v => v.Missing is NoValue.NoDwellings)) continue;
                    var target = slice.IsChain ? null : terms.TargetOf(definition);
                    yield return new Figure(
                        definition, slice with { Month = month }, values, target, target is { } asked ? definition.Meets(values[0], asked) : null,
                        from is { } first && until is { } last ? definition.Trend(values[0], Before(definition, slice, terms, first, last)) : KpiTrend.Unknown);
                }
            }
        }

        // Nothing is there at all, or it is not for this viewer. A number of now beside a figure of months is told with a month, and makes none.
        private static bool IsEmpty(KpiDefinition definition, IEnumerable<Cell?> cells, YearMonth? month) => definition.Measures.Zip(cells).All(
            m => (m.First.Method is KpiMethod.CountNow && !definition.IsOfNow && month is not null) || m.Second is not { IsEmpty: false });

        private static FigureSlice ChainOf(FigureSlice slice) => slice with { Contractor = null, Contract = null, IsChain = true };

        private static TValue Of<TKey, TValue>(Dictionary<TKey, TValue> all, TKey key) where TKey : notnull where TValue : new()
        {
            if (!all.TryGetValue(key, out var value)) all[key] = value = new TValue();
            return value;
        }

        private IEnumerable<(YearMonth? Month, YearMonth? From, YearMonth? Until)> Periods(KpiDefinition definition)
        {
            if (definition.IsOfNow) yield return (null, null, null);
            else if (!_query.By.HasFlag(Slices.Month)) yield return (null, _query.From, _query.Until);
            else for (var month = _query.From; month <= _query.Until; month = month.Plus(1)) yield return (month, month, month);
        }

        private KpiValue Before(KpiDefinition definition, FigureSlice slice, ContractTerms terms, YearMonth from, YearMonth until)
        {
            var (first, last) = (from.Plus(-MonthsOf(from, until)), from.Plus(-1));
            return Values(definition, slice, terms, Cells(definition, slice, first, last), last)[0];
        }

        // Of each measure.
        private List<Cell?> Cells(KpiDefinition definition, FigureSlice slice, YearMonth? from, YearMonth? until) =>
            [.. definition.Measures.Select(m => CellOf(slice, m.Figure, definition.FirstMonth(from, until), until))];

        private List<KpiValue> Values(KpiDefinition definition, FigureSlice slice, ContractTerms terms, IEnumerable<Cell?> cells, YearMonth? until)
        {
            var reading = new KpiReading(_now, until, terms.MinimumCount, _isWithinContracts || slice.IsChain ? null : terms.Dwellings);
            // Of a chain that is too small nothing is told, also not that there were none.
            return [.. definition.Measures.Zip(cells).Select(m => m.Second is { } cell
                ? KpiValue.Read(definition, m.First, cell, reading)
                : new KpiValue(m.First.Key, null, 0, false, NoValue.Nothing))];
        }

        // Null where it is of too few others.
        private Cell? CellOf(FigureSlice slice, string figure, YearMonth? first, YearMonth? last) => slice.IsChain
            ? OthersOf(slice, figure, first, last)
            : _slices[slice].Of(figure, first, last);

        // Only of months in which they are enough: two periods that differ by a month would show who counts in that month alone.
        private Cell? OthersOf(FigureSlice slice, string figure, YearMonth? first, YearMonth? last)
        {
            var contractors = _chain[ChainOf(slice)];
            Cell? In(YearMonth? month) => KpiJudging.Chain(contractors.ToDictionary(c => c.Key, c => c.Value.At(figure, month)), slice.Contractor);
            var sum = In(null);
            for (var month = first; month is { } at && at <= last; month = at.Plus(1))
                if (In(at) is { } others) sum = (sum ?? Cell.None) + others;
            return sum;
        }

        // Deliveries go to other partners than contractors too; what one was that was removed since is not known.
        private static bool IsContractor(RegistrySnapshot registry, string partner, string figure) =>
            registry.Partner(partner) is { } known ? known.Role is PartnerRole.Contractor : !OfDeliveries.Contains(figure);
    }
}

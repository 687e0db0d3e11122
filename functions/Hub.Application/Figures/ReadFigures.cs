using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Domain.Contracts;
using Hub.Domain.Figures;

namespace Hub.Application.Figures;

/// <summary>Reads figures: adds cells together, and reads each definition from the sum. Nothing else in the hub computes a figure.</summary>
public sealed class ReadFigures(IFigures figures, RegistryCache registry, TimeProvider clock)
{
    private const Slices Beside = Slices.Contractor | Slices.Area | Slices.Complex | Slices.Kind | Slices.Urgency;

    /// <summary>The figures that a viewer sees: a contractor its own, and beside them those of the rest of the chain together where they are enough.</summary>
    public async Task<IReadOnlyList<Figure>> ReadAsync(Viewer viewer, FigureQuery query, CancellationToken cancel)
    {
        if (Visibility.Figures(viewer, query.Contractor) is not { } seen) return [];
        var cells = await CellsAsync(query, seen, cancel);
        var contracts = (await registry.GetAsync(cancel)).Contracts;
        var reading = new Reader(query, cells, contracts, clock.GetUtcNow(), seen);
        return [.. query.Definitions.SelectMany(reading.FiguresOf)];
    }

    private ValueTask<IReadOnlyList<Contribution>> CellsAsync(FigureQuery query, SeenFigures seen, CancellationToken cancel)
    {
        var names = query.Definitions.SelectMany(d => d.Measures).Select(m => m.Figure).Distinct().ToList();
        // The months before, for the trend; and where a value runs over a year, that year before each.
        var length = MonthsOf(query.From, query.Until);
        var from = query.From.Plus(1 - length - query.Definitions.Max(d => d.Months));
        // Whoever sees others only together sees them by nothing but the cells of all.
        var by = query.By | Slices.Month | (seen.Contractor is null ? 0 : Slices.Contractor);
        return figures.SumAsync(
            new CellQuery(names, from, query.Until, by)
            {
                Contractor = seen.IsWhole ? query.Contractor : null, Area = query.Area, Complex = query.Complex, Kind = query.Kind, Urgency = query.Urgency,
            },
            cancel);
    }

    private static int MonthsOf(YearMonth from, YearMonth until) => ((until.Year - from.Year) * 12) + until.Month - from.Month + 1;

    /// <summary>Reads figures from cells.</summary>
    private sealed class Reader
    {
        private readonly FigureQuery _query;
        private readonly IReadOnlyList<Contract> _contracts;
        private readonly DateTimeOffset _now;
        private readonly bool _isNarrow;
        private readonly Dictionary<FigureSlice, Dictionary<(string Figure, YearMonth? Month), Cell>> _slices = [];

        public Reader(FigureQuery query, IReadOnlyList<Contribution> cells, IReadOnlyList<Contract> contracts, DateTimeOffset now, SeenFigures seen)
        {
            (_query, _contracts, _now) = (query, contracts, now);
            // Dwellings are known of whole contracts alone.
            _isNarrow = query.Area is not null || query.Complex is not null || query.Kind is not null || query.Urgency is not null
                || (query.By & Beside & ~Slices.Contractor) != 0;
            var others = new Dictionary<FigureSlice, HashSet<string>>();
            foreach (var (key, cell) in cells)
            {
                var slice = new FigureSlice(null, key.Contractor, key.Area, key.Complex, key.Kind, key.Urgency);
                if (!seen.IsWhole && key.Contractor != seen.Contractor)
                {
                    // Orders that no contractor has are nobody's figure in the chain.
                    if (key.Contractor is not { } other) continue;
                    slice = slice with { Contractor = null, IsChain = true };
                    if (!others.TryGetValue(slice, out var who)) others[slice] = who = new HashSet<string>(StringComparer.Ordinal);
                    who.Add(other);
                }
                if (!_slices.TryGetValue(slice, out var sums)) _slices[slice] = sums = [];
                var at = (key.Figure, key.Month);
                sums[at] = sums.TryGetValue(at, out var sum) ? sum + cell : cell;
            }
            foreach (var (slice, who) in others)
                if (who.Count < Visibility.FewestOfTheChain) _slices.Remove(slice);
        }

        public IEnumerable<Figure> FiguresOf(KpiDefinition definition)
        {
            foreach (var slice in _slices.Keys.OrderBy(s => s.IsChain).ThenBy(s => s.Contractor, StringComparer.Ordinal).ThenBy(s => s.Area, StringComparer.Ordinal)
                .ThenBy(s => s.Complex, StringComparer.Ordinal).ThenBy(s => s.Kind).ThenBy(s => s.Urgency, StringComparer.Ordinal))
            {
                if (definition.IsOfNow)
                {
                    if (Read(definition, slice, null, null) is { } now) yield return now;
                    continue;
                }
                if (!_query.By.HasFlag(Slices.Month))
                {
                    if (Read(definition, slice, _query.From, _query.Until) is { } whole) yield return whole;
                    continue;
                }
                for (var month = _query.From; month <= _query.Until; month = month.Plus(1))
                    if (Read(definition, slice with { Month = month }, month, month) is { } one) yield return one;
            }
        }

        // Null where nothing at all counted.
        private Figure? Read(KpiDefinition definition, FigureSlice slice, YearMonth? from, YearMonth? until)
        {
            var values = Values(definition, slice, from, until);
            if (values.All(v => v is { N: 0, Missing: NoValue.Nothing })) return null;
            var target = slice.IsChain ? null : Terms(slice).TargetOf(definition);
            return new Figure(
                definition, slice, values, target, target is { } asked ? definition.Meets(values[0], asked) : null,
                from is { } first && until is { } last ? definition.Trend(values[0], Before(definition, slice, first, last)) : KpiTrend.Unknown);
        }

        private KpiValue Before(KpiDefinition definition, FigureSlice slice, YearMonth from, YearMonth until) =>
            Values(definition, slice, from.Plus(-MonthsOf(from, until)), from.Plus(-1))[0];

        private List<KpiValue> Values(KpiDefinition definition, FigureSlice slice, YearMonth? from, YearMonth? until)
        {
            var terms = Terms(slice);
            var reading = new KpiReading(_now, until, terms.MinimumCount, _isNarrow || slice.IsChain ? null : terms.Dwellings);
            var sums = _slices[slice with { Month = null }];
            // A value over a year is that of the year which ends with its last month.
            var first = definition.Months > 1 ? until?.Plus(1 - definition.Months) : from;
            return [.. definition.Measures.Select(m => KpiValue.Read(definition, m, SumOf(m.Figure), reading))];

            Cell SumOf(string figure)
            {
                var sum = sums.GetValueOrDefault((figure, null)) ?? Cell.None;
                for (var month = first; month is { } at && at <= until; month = at.Plus(1))
                    if (sums.TryGetValue((figure, at), out var cell)) sum += cell;
                return sum;
            }
        }

        private ContractTerms Terms(FigureSlice slice) => ContractTerms.Of(_contracts, slice.Contractor ?? _query.Contractor, _now);
    }
}

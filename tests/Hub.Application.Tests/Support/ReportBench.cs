using System.Text;
using Hub.Application.Figures;
using Hub.Application.Reports;
using Hub.Application.Settings;
using Hub.Domain.Figures;
using Hub.Domain.Work;
using Hub.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Application.Tests.Support;

/// <summary>Reports that are made in memory, and a clock that is turned by hand.</summary>
internal sealed class ReportBench
{
    public FakeClock Clock { get; } = new(new DateTimeOffset(2026, 10, 15, 9, 0, 0, TimeSpan.Zero));

    public MemoryFigures Figures { get; } = new();

    public MemoryRegistry Registry { get; } = new();

    public MemoryReports Archive { get; } = new();

    public MemoryPendingProjections Pending { get; } = new();

    /// <summary>The report that was written last.</summary>
    public QuarterReport? Last { get; private set; }

    /// <summary>Runs while a report is written.</summary>
    public Action<QuarterReport> Writing { get; set; } = _ => { };

    /// <summary>An instance of the hub: another one knows nothing of what the first remembers.</summary>
    public MakeReports Instance()
    {
        var cache = Registry.Cached(Clock);
        var figures = new ReadFigures(Figures, Figures, cache, Clock);
        var contracts = new QuarterContracts(Registry, cache);
        var compose = new ComposeReport(figures, contracts, new ReadScorecards(figures, contracts, Clock), cache, new HubVersion("1.4.0"), Clock);
        Writer[] writers = [new(this, ReportFormat.Html), new(this, ReportFormat.Csv)];
        return new MakeReports(compose, Archive, writers, Figures, Figures, Pending, Clock, NullLogger<MakeReports>.Instance);
    }

    /// <summary>Turns the clock to a moment.</summary>
    public void GoTo(DateTimeOffset at) => Clock.Advance(at - Clock.GetUtcNow());

    /// <summary>Adds repairs of a month that were on time or not.</summary>
    public void Repairs(YearMonth month, string contractor, int kept, int missed, string? contract = null, string? area = null) =>
        Figures.All.Add(new(new CellKey("repairOnTime", month, contractor, contract, area, null, OrderKind.Repair, null),
            new Cell { Denominator = kept + missed, Numerator = kept }));

    /// <summary>What there is, as <c>2026-Q3 alfa 1</c>.</summary>
    public IEnumerable<string> Made => Archive.All.Keys.Select(k => $"{k.Quarter} {k.Contractor} {k.Version}").Order(StringComparer.Ordinal);

    private sealed class Writer(ReportBench bench, ReportFormat format) : IReportWriter
    {
        public ReportFormat Format => format;

        // The table has the figures alone, as that of the hub.
        public ReadOnlyMemory<byte> Write(QuarterReport report)
        {
            if (format is ReportFormat.Html) bench.Writing(report);
            bench.Last = report;
            return Encoding.UTF8.GetBytes(format is ReportFormat.Csv
                ? string.Join('\n', report.Figures.Select(f => $"{f.Own.Values[0].Value} of {f.Own.Values[0].N}, others {f.Others?[0].Value}"))
                : $"{report.Entry}");
        }
    }
}

/// <summary>The archive of reports in memory.</summary>
internal sealed class MemoryReports : IReports
{
    public Dictionary<(Quarter Quarter, string Contractor, int Version), ArchivedReport> All { get; } = [];

    public int Lists { get; private set; }

    /// <summary>Throws in the place of writing, or after it: as the store, or a crash, would.</summary>
    public Action<bool> Fault { get; set; } = _ => { };

    public Task<bool> TryAddAsync(ArchivedReport report, CancellationToken cancel)
    {
        Fault(false);
        var added = All.TryAdd((report.Entry.Quarter, report.Entry.ContractorId, report.Entry.Version), report);
        Fault(true);
        return Task.FromResult(added);
    }

    public ValueTask<ArchivedReport?> FindAsync(Quarter quarter, string contractorId, int? version, CancellationToken cancel) => ValueTask.FromResult(
        All.Values.Where(r => r.Entry.Quarter == quarter && r.Entry.ContractorId == contractorId && (version ?? r.Entry.Version) == r.Entry.Version)
            .MaxBy(r => r.Entry.Version));

    public ValueTask<IReadOnlyList<ReportEntry>> ListAsync(Quarter? quarter, string? contractorId, CancellationToken cancel)
    {
        Lists++;
        return ValueTask.FromResult<IReadOnlyList<ReportEntry>>([.. All.Values.Select(r => r.Entry)
            .Where(e => (quarter ?? e.Quarter) == e.Quarter && (contractorId ?? e.ContractorId) == e.ContractorId)]);
    }
}

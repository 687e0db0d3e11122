using Hub.Application.Figures;
using Hub.Application.Following;
using Hub.Domain.Calendar;
using Hub.Domain.Figures;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Reports;

/// <summary>What became of a report that was asked for.</summary>
public enum ReportOutcome
{
    /// <summary>It was made.</summary>
    Made,

    /// <summary>The newest one has the same figures.</summary>
    Same,

    /// <summary>The contractor had nothing in the quarter.</summary>
    Nothing,

    /// <summary>The quarter's figures are not settled.</summary>
    TooEarly,

    /// <summary>The figures are being rebuilt: it can be made when that is done.</summary>
    Rebuilding,
}

/// <summary>
/// Makes the quarterly reports, each once. A report is due when its figures are settled, which the slowest of them is 30 days after the quarter's end: what is
/// talked about with a contractor, and what advises a bonus or malus, must not change afterwards. Until then the same figures are in the API, as provisional.
/// Whoever is first archives a report, in one write under its key; an instance that ends before it leaves nothing, and the next one makes it.
/// </summary>
public sealed partial class MakeReports(
    ComposeReport compose, IReports archive, IEnumerable<IReportWriter> writers, IFigures figures, IDeliveryFigures deliveries, IPendingProjections pending,
    TimeProvider clock, ILogger<MakeReports> logger)
{
    // A hub that was off for longer made no figures either.
    private const int QuartersBack = 4;

    // One takes some reads of the figures for each of its quarters; the sweep comes again in half a minute.
    private const int MostAtOnce = 10;
    private const int MostTries = 3;

    // Orders that the figures lack are waited for so long: one that cannot be folded is a defect, and must not hold up the reports of all for ever.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(10);

    private readonly Dictionary<ReportFormat, IReportWriter> _writers = writers.ToDictionary(w => w.Format);

    // Up to which quarter nothing is left to do, and when a sweep last failed.
    private Quarter? _madeUpTo;
    private long? _failedAt;

    /// <summary>When the reports of a quarter are due: at the beginning of a day in the Netherlands.</summary>
    public static DateTimeOffset DueAt(Quarter quarter) => DutchTime.StartOf(quarter.LastDay.AddDays(1 + Kpis.Definitions.Max(d => d.SettlesInDays)));

    /// <summary>Makes the reports that are due and not there: at most some at once; idempotent.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var newest = Quarter.Of(now);
        while (DueAt(newest) > now) newest = newest.Plus(-1);
        if (_madeUpTo == newest || (_failedAt is { } failed && clock.GetElapsedTime(failed) < AfterFailure)) return;
        if (!await AreFiguresWholeAsync(DueAt(newest), cancel)) return;
        // Until the end is reached it has failed: the reads of a quarter are not made anew each half minute.
        _failedAt = clock.GetTimestamp();
        var (isWhole, missing) = (true, await MissingAsync(newest, cancel));
        foreach (var (quarter, contractor) in missing.Take(MostAtOnce)) isWhole &= await TryAddAsync(quarter, contractor, cancel);
        if (!isWhole) return;
        _failedAt = null;
        if (missing.Count <= MostAtOnce) _madeUpTo = newest;
    }

    /// <summary>Makes a report anew, as the next version, where its figures are others than those of the newest; the earlier versions stay.</summary>
    /// <exception cref="StoreException">It cannot now: others make the same report.</exception>
    public async Task<(ReportOutcome Outcome, ReportEntry? Entry)> MakeAnewAsync(Quarter quarter, string contractorId, CancellationToken cancel)
    {
        if (DueAt(quarter) > clock.GetUtcNow()) return (ReportOutcome.TooEarly, null);
        if (!await AreFiguresBuiltAsync(cancel)) return (ReportOutcome.Rebuilding, null);
        if (!(await compose.ContractorsAsync(quarter, cancel)).Contains(contractorId)) return (ReportOutcome.Nothing, null);
        for (var i = 0; i < MostTries; i++)
        {
            var newest = await archive.FindAsync(quarter, contractorId, null, cancel);
            var report = Written(await compose.ComposeAsync(quarter, contractorId, (newest?.Entry.Version ?? 0) + 1, cancel));
            // Of the figures alone: when it was made stands on the page.
            if (newest is not null && newest.Csv.Span.SequenceEqual(report.Csv.Span)) return (ReportOutcome.Same, newest.Entry);
            if (await archive.TryAddAsync(report, cancel)) return (ReportOutcome.Made, report.Entry);
        }
        throw new StoreException("Others make the same report: look whether it is there.");
    }

    private async Task<List<(Quarter Quarter, string Contractor)>> MissingAsync(Quarter newest, CancellationToken cancel)
    {
        var missing = new List<(Quarter, string)>();
        for (var quarter = newest.Plus(1 - QuartersBack); quarter <= newest; quarter = quarter.Plus(1))
        {
            var there = (await archive.ListAsync(quarter, null, cancel)).Select(e => e.ContractorId).ToHashSet(StringComparer.Ordinal);
            foreach (var contractor in await compose.ContractorsAsync(quarter, cancel))
                if (!there.Contains(contractor)) missing.Add((quarter, contractor));
        }
        return missing;
    }

    private async Task<bool> TryAddAsync(Quarter quarter, string contractor, CancellationToken cancel)
    {
        try
        {
            var report = Written(await compose.ComposeAsync(quarter, contractor, 1, cancel));
            if (await archive.TryAddAsync(report, cancel)) LogMade(quarter, contractor);
            return true;
        }
        catch (Exception e) when (e is not (StoreException or OperationCanceledException))
        {
            // A defect: it is tried again, and the reports of others are made meanwhile.
            LogFailed(e, quarter, contractor);
            return false;
        }
    }

    private ArchivedReport Written(QuarterReport report) =>
        new(report.Entry, _writers[ReportFormat.Html].Write(report), _writers[ReportFormat.Csv].Write(report));

    private async Task<bool> AreFiguresBuiltAsync(CancellationToken cancel) =>
        await figures.GetStateAsync(cancel) is { Rebuild: null, Version: >= FiguresFollower.Version }
            && await deliveries.GetStateAsync(cancel) is { Rebuild: null, Version: >= DeliveryFigures.Version };

    private async Task<bool> AreFiguresWholeAsync(DateTimeOffset due, CancellationToken cancel) => await AreFiguresBuiltAsync(cancel)
        && (clock.GetUtcNow() - due >= LongestWait || (await pending.ListAsync(FiguresFollower.FollowerName, 1, cancel)).Count == 0);

    [LoggerMessage(Level = LogLevel.Information, Message = "The report of {Quarter} was made for {Contractor}")]
    private partial void LogMade(Quarter quarter, string contractor);

    [LoggerMessage(Level = LogLevel.Error, Message = "The report of {Quarter} could not be made for {Contractor}; it is tried again")]
    private partial void LogFailed(Exception e, Quarter quarter, string contractor);
}

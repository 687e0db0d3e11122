using System.Text;
using Hub.Application.Reports;
using Hub.Domain.Figures;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every archive of reports promises.</summary>
public abstract class ReportsContract
{
    private static readonly Quarter Third = new(2026, 3);

    /// <summary>An empty archive.</summary>
    protected abstract IReports Reports { get; }

    internal static ArchivedReport Report(Quarter quarter, string contractor = "alfa", int version = 1, string text = "één") => new(
        new ReportEntry(quarter, contractor, version, "Alfa & Zonen", Given.Start.AddDays(version), "1.4.0+abc"),
        Encoding.UTF8.GetBytes($"<p>{text}</p>"), new byte[] { 0xEF, 0xBB, 0xBF, (byte)'n', (byte)'\r', (byte)'\n' });

    private Task<bool> TryAddAsync(ArchivedReport report) => Reports.TryAddAsync(report, CancellationToken.None);

    private async Task<string?> TextAsync(Quarter quarter, string contractor, int? version = null) =>
        await Reports.FindAsync(quarter, contractor, version, CancellationToken.None) is { } found ? Encoding.UTF8.GetString(found.Html.Span) : null;

    private async Task<IEnumerable<(string Quarter, string Contractor, int Version)>> ListAsync(Quarter? quarter = null, string? contractor = null) =>
        (await Reports.ListAsync(quarter, contractor, CancellationToken.None)).Select(e => (e.Quarter.ToString(), e.ContractorId, e.Version));

    [Fact]
    public async Task A_report_is_found_byte_for_byte_as_it_was_added()
    {
        var report = Report(Third);
        Assert.True(await TryAddAsync(report));
        var found = (await Reports.FindAsync(Third, "alfa", 1, CancellationToken.None))!;
        Assert.Equal(report.Entry, found.Entry);
        Assert.Equal(report.Html.ToArray(), found.Html.ToArray());
        Assert.Equal(report.Csv.ToArray(), found.Csv.ToArray());
        Assert.Equal(report.Entry, Assert.Single(await Reports.ListAsync(null, null, CancellationToken.None)));
        foreach (var (quarter, contractor, version) in ((Quarter, string, int?)[])[(Third, "alfa", 2), (Third, "beta", null), (Third.Plus(1), "alfa", null)])
            Assert.Null(await TextAsync(quarter, contractor, version));
    }

    [Fact]
    public async Task A_report_never_changes_whoever_comes_second()
    {
        Assert.True(await TryAddAsync(Report(Third)));
        Assert.False(await TryAddAsync(Report(Third, text: "twee")));
        Assert.Equal("<p>één</p>", await TextAsync(Third, "alfa"));
    }

    [Fact]
    public async Task Of_many_at_once_one_is_kept()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => TryAddAsync(Report(Third, text: $"{i}")))));
        Assert.Equal($"<p>{added.IndexOf(true)}</p>", await TextAsync(Third, "alfa"));
        Assert.Single(added, a => a);
    }

    [Fact]
    public async Task The_newest_version_answers_and_the_earlier_ones_stay()
    {
        foreach (var version in (int[])[1, 2, 10]) await TryAddAsync(Report(Third, version: version, text: $"{version}"));
        Assert.Equal("<p>10</p>", await TextAsync(Third, "alfa"));
        Assert.Equal("<p>1</p>", await TextAsync(Third, "alfa", 1));
        Assert.Equal([("2026-Q3", "alfa", 10), ("2026-Q3", "alfa", 2), ("2026-Q3", "alfa", 1)], await ListAsync());
    }

    [Fact]
    public async Task They_are_listed_the_newest_quarter_first_and_by_contractor()
    {
        foreach (var (quarter, contractor) in ((Quarter, string)[])[(Third, "beta"), (Third.Plus(2), "alfa"), (Third, "alfa"), (Third.Plus(-1), "beta/1 é")])
            await TryAddAsync(Report(quarter, contractor));
        Assert.Equal([("2027-Q1", "alfa", 1), ("2026-Q3", "alfa", 1), ("2026-Q3", "beta", 1), ("2026-Q2", "beta/1 é", 1)], await ListAsync());
        Assert.Equal([("2026-Q3", "alfa", 1), ("2026-Q3", "beta", 1)], await ListAsync(Third));
        Assert.Equal([("2027-Q1", "alfa", 1), ("2026-Q3", "alfa", 1)], await ListAsync(contractor: "alfa"));
        Assert.Empty(await ListAsync(Third, "gamma"));
        Assert.Equal("<p>één</p>", await TextAsync(Third.Plus(-1), "beta/1 é"));
    }

    [Fact]
    public async Task A_long_report_is_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"<td>{i}</td>"));
        Assert.True(await TryAddAsync(Report(Third, text: text)));
        Assert.Equal($"<p>{text}</p>", await TextAsync(Third, "alfa"));
    }
}

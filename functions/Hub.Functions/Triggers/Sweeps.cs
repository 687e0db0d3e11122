using Hub.Application;
using Hub.Application.Deliveries;
using Hub.Application.DueTimes;
using Hub.Application.Following;
using Hub.Application.Intake;
using Hub.Application.Notices;
using Hub.Application.Reports;

namespace Hub.Functions.Triggers;

/// <summary>
/// What is looked at each half minute, side by side. One timer runs it all: in Azure each timer has an instance of its own, of which every run is paid for at
/// least a second (Flex Consumption). A sweep that fails keeps no other from running.
/// </summary>
public sealed class Sweeps(
    SweepLanes lanes, FollowLog<ViewsFollower> views, FollowLog<FiguresFollower> figures, FollowLog<DeliveriesFollower> deliveries, RouteWaiting routing,
    FindProblems problems, ReviewDueTimes dueTimes, MakeReports reports)
{
    private readonly (string Name, Func<CancellationToken, Task> RunAsync)[] _sweeps =
    [
        ("lanes whose signal was lost", lanes.SweepAsync),
        ("streams that the views lack", views.SweepAsync),
        ("streams that the figures lack", figures.SweepAsync),
        ("streams whose deliveries could not be enqueued", deliveries.SweepAsync),
        ("orders that wait for a contractor", routing.SweepAsync),
        ("what a person must see to", problems.FindAsync),
        ("whether the clock was set back", dueTimes.ReviewAsync),
        ("reports of quarters that are over", reports.SweepAsync),
    ];

    /// <summary>Runs every sweep.</summary>
    /// <exception cref="StoreException">One or more failed, for want of a store.</exception>
    /// <exception cref="AggregateException">One or more failed, by a defect.</exception>
    public Task RunAsync(CancellationToken cancel) => RunAsync(_sweeps, cancel);

    /// <summary>Runs some.</summary>
    /// <param name="sweeps">Each with what it looks at, as an error names it.</param>
    internal static async Task RunAsync(IEnumerable<(string Name, Func<CancellationToken, Task> RunAsync)> sweeps, CancellationToken cancel)
    {
        var failures = (await Task.WhenAll(sweeps.Select(s => TryAsync(s.Name, s.RunAsync, cancel)))).OfType<Failure>().ToList();
        cancel.ThrowIfCancellationRequested();
        if (failures.Count == 0) return;
        var what = $"Not looked at: {string.Join("; ", failures.Select(f => f.Name))}.";
        if (failures.All(f => f.Error is StoreException)) throw new StoreException($"{what} {failures[0].Error.Message}", failures[0].Error);
        throw new AggregateException(what, failures.Select(f => f.Error));
    }

    private static async Task<Failure?> TryAsync(string name, Func<CancellationToken, Task> runAsync, CancellationToken cancel)
    {
        // The stores of one machine work before they give up the thread: without this the sweeps would run one after the other, and a first one that throws
        // at once would keep the others from beginning.
        await Task.Yield();
        try
        {
            await runAsync(cancel);
            return null;
        }
        catch (Exception e)
        {
            return new(name, e);
        }
    }

    private sealed record Failure(string Name, Exception Error);
}

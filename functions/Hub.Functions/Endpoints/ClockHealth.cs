using System.Globalization;
using Hub.Application.DueTimes;

namespace Hub.Functions.Endpoints;

/// <summary>The clock of the machine goes forward.</summary>
public sealed class ClockHealth(ReviewDueTimes review) : IDependency
{
    // So long an operator may see it; what waited was brought forward at once.
    private static readonly TimeSpan Shown = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public string Name => "clock";

    /// <inheritdoc/>
    public ValueTask<DependencyState> CheckAsync(CancellationToken cancel) => ValueTask.FromResult(
        review.SetBack is not { } set ? new DependencyState(Name, DependencyState.Ok)
        : new DependencyState(Name, set.Ago < Shown ? DependencyState.Degraded : DependencyState.Ok, null, string.Create(CultureInfo.InvariantCulture,
            $"set back by {set.By:d\\.hh\\:mm\\:ss}, noticed {set.Ago.TotalMinutes:0} minutes ago: what waited was brought forward; "
            + $"what was recorded before may bear a moment that is still to come")));
}

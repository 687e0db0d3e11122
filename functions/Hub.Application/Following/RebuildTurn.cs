using Hub.Application.Reading;

namespace Hub.Application.Following;

/// <summary>
/// A turn of work on rebuilds, which several may share. It ends before the platform's limit for a function (5 minutes); the next one goes on.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="begun">When the turn began, by the clock's timestamp.</param>
internal readonly struct RebuildTurn(TimeProvider clock, long begun)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private bool IsOver => clock.GetElapsedTime(begun) >= Longest;

    /// <summary>
    /// Begins a rebuild where what is stored is of an older version, and works on the one that is going on, until it is done or the turn is over.
    /// </summary>
    /// <param name="state">What is stored, and the rebuild that is going on.</param>
    /// <param name="version">The version that this code makes.</param>
    /// <param name="begin">Begins the rebuild, or gives the one that is going on.</param>
    /// <param name="doPage">Does a page of it; null where it is done, or where another instance does it.</param>
    public async Task ContinueAsync(ProjectionState state, int version, Func<Task<ProjectionState>> begin, Func<Rebuild, Task<Rebuild?>> doPage)
    {
        // A newer version of the app may run beside this one and have begun: it goes on with that itself.
        if ((state.Rebuild?.Version ?? state.Version) > version) return;
        if (state.Rebuild is null && state.Version == version) return;
        // The turn may be over before it begins: then the next one begins here.
        if (IsOver) return;
        var rebuild = (await begin()).Rebuild;
        while (rebuild is not null && !IsOver) rebuild = await doPage(rebuild);
    }
}

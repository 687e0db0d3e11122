using Hub.Application.Evidence;

namespace Hub.Functions.Triggers;

/// <summary>Sees to photos that are to be fetched, and to those whose time is over.</summary>
public sealed class PhotoTriggers(FetchPhotos fetch, DeleteExpiredPhotos forget)
{
    /// <summary>Each half minute: photos that partners announced by their address.</summary>
    [Function("FetchPhotos")]
    public Task FetchPhotos([TimerTrigger("*/30 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancel) => fetch.SweepAsync(cancel);

    /// <summary>Each hour: pictures whose time has come, and those that a crash left.</summary>
    [Function("ForgetPhotos")]
    public Task ForgetPhotos([TimerTrigger("0 37 * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancel) => forget.SweepAsync(cancel);
}

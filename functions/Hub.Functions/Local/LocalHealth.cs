using System.Globalization;
using Hub.Application;
using Hub.Application.Following;
using Hub.Embedded.Database;
using Hub.Embedded.Files;
using Hub.Functions.Endpoints;
using Hub.Functions.Settings;
using Hub.LocalRuntime;

namespace Hub.Functions.Local;

/// <summary>Whether the database can be written, the disk has free space, and the queue of lanes has no dead letters.</summary>
internal sealed class LocalHealth(HubDatabase database, IQueueInspector queues, RebuildViews rebuild, HubOptions options) : IDependency
{
    public async ValueTask<DependencyState> CheckAsync(CancellationToken cancel)
    {
        try
        {
            await database.ProbeAsync(cancel);
        }
        catch (StoreException e)
        {
            return new DependencyState("database", DependencyState.Down, null, e.Message);
        }
        var free = new DriveInfo(Path.GetFullPath(options.DataDirectory)).AvailableFreeSpace;
        var lanes = queues.Count("lanes");
        var progress = (await rebuild.GetAsync(cancel)).Rebuild is { } r
            ? string.Create(CultureInfo.InvariantCulture, $"; the views are being rebuilt, {r.Done} of {r.Total}")
            : "";
        var isFull = free < FileEvidenceStore.MinFreeBytes;
        return new DependencyState("database", isFull || lanes.Dead > 0 ? DependencyState.Degraded : DependencyState.Ok, null,
            string.Create(CultureInfo.InvariantCulture,
                $"{free / (1024 * 1024)} MiB free{(isFull ? ", too little to take photos" : "")}; "
                + $"{lanes.Waiting} signals waiting, {lanes.Scheduled} scheduled, {lanes.Dead} dead letters{progress}"));
    }
}

using Hub.Application.Deliveries;
using System.Globalization;
using Hub.Application;
using Hub.Application.Following;
using Hub.Application.Reading;
using Hub.Embedded.Database;
using Hub.Embedded.Files;
using Hub.Functions.Endpoints;
using Hub.Functions.Settings;
using Hub.LocalRuntime;
using Hub.Sqlite;

namespace Hub.Functions.Local;

/// <summary>Whether the database can be written and the disk has free space; and how many signals are in the queue of lanes.</summary>
internal sealed class LocalHealth(HubDatabase database, IQueueInspector queues, RebuildProjection<OrderSummary> rebuild, HubOptions options) : IDependency
{
    public string Name => "database";

    public async ValueTask<DependencyState> CheckAsync(CancellationToken cancel)
    {
        try
        {
            await database.ProbeAsync(cancel);
        }
        catch (StoreException e)
        {
            return new DependencyState(Name, DependencyState.Down, null, e.Message);
        }
        long free;
        try
        {
            free = new DriveInfo(Path.GetFullPath(options.DataDirectory)).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var why = DiskTroubles.Of(e).Words() ?? e.Message;
            return new DependencyState(Name, DependencyState.Down, null, $"The disk of the data directory cannot be asked: {why}.");
        }
        var lanes = queues.Count(QueueNames.Lanes);
        var progress = (await rebuild.GetAsync(cancel)).Rebuild is { } r
            ? string.Create(CultureInfo.InvariantCulture, $"; the views are being rebuilt, {r.Done} of {r.Total}")
            : "";
        var isFull = free < FileEvidenceStore.MinFreeBytes;
        return new DependencyState(Name, isFull ? DependencyState.Degraded : DependencyState.Ok, null,
            string.Create(CultureInfo.InvariantCulture,
                $"{free / (1024 * 1024)} MiB free{(isFull ? ", too little to take photos" : "")}; "
                + $"{lanes.Waiting} signals waiting, {lanes.Scheduled} scheduled{progress}"));
    }
}

using System.Globalization;
using Hub.Core;
using Hub.Embedded;
using Hub.Functions.Door;
using Hub.Functions.Faces;

namespace Hub.Functions.Local;

/// <summary>The machine: the database takes a write, the disk has room, the relay keeps up, no bell lies dead.</summary>
internal sealed class LocalHealth(HubDatabase database, IQueueInspector queues, HubOptions options) : IDependency
{
    // Below this the disk is as good as full: SQLite's log alone may need it.
    private const long LeastFree = 256L * 1024 * 1024;

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
        return new DependencyState("database", free < LeastFree || lanes.Dead > 0 ? DependencyState.Degraded : DependencyState.Ok, null,
            string.Create(CultureInfo.InvariantCulture,
                $"{free / (1024 * 1024)} MiB free; {lanes.Waiting} bells waiting, {lanes.Scheduled} scheduled, {lanes.Dead} dead"));
    }
}

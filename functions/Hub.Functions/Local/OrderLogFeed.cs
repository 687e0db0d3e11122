using Hub.Application.Streams;
using Hub.Embedded.Database;
using Hub.LocalRuntime;

namespace Hub.Functions.Local;

/// <summary>The event log as a change feed.</summary>
internal sealed class OrderLogFeed(SqliteEventLog log) : IChangeSource<StreamChange>
{
    public string ContainerName => "streams";

    public ValueTask<ChangePage<StreamChange>> ReadAsync(long after, int max, CancellationToken cancellationToken)
    {
        var page = log.ReadChanges(after, max);
        return ValueTask.FromResult(new ChangePage<StreamChange>(page.Changes, page.Position));
    }

    public Task WaitAsync(long after, CancellationToken cancellationToken) => log.WaitAsync(after, cancellationToken);

    public ValueTask<long> GetLastPositionAsync(CancellationToken cancellationToken) => ValueTask.FromResult(log.LastPosition());
}

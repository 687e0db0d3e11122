using Hub.Testing;
using Hub.WorkerHost;

namespace Hub.Worker.Tests.Support;

/// <summary>The published hub, which all tests share. Nothing triggers its functions but the tests.</summary>
public sealed class WorkerFixture : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private PublishedHub? _hub;

    /// <summary>Runs the functions.</summary>
    internal FunctionsHost Host => _hub!.Host;

    /// <inheritdoc/>
    public async Task InitializeAsync() => _hub = await PublishedHub.StartAsync(new Dictionary<string, string>
    {
        ["Hub:DataDirectory"] = _data.Path,
        ["Hub:ManageKey"] = "manage-key-of-the-tests",
    }, withTriggers: false);

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_hub is not null) await _hub.DisposeAsync();
        _data.Dispose();
    }
}

using System.Diagnostics.CodeAnalysis;
using Hub.Testing;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>On the local runtime: a process and its data directory.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit ends a fixture with IAsyncLifetime.DisposeAsync, which disposes all of it.")]
public sealed class CrashedLocalHub : CrashedHub
{
    private readonly TempFolder _data = new();
    private HubProcess? _hub;

    internal override int Rounds => 16;

    /// <summary>Files of photos that came in half, after the last start.</summary>
    internal IEnumerable<string> PartsOfPhotos =>
        Directory.EnumerateFiles(_data.Path, "*.draft", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(_data.Path, "*.part", SearchOption.AllDirectories));

    /// <inheritdoc/>
    protected override Uri Address => _hub!.Address;

    /// <inheritdoc/>
    protected override async Task StartAsync() => _hub = await HubProcess.StartAsync(_data.Path, ("Hub:ManageKey", ManageKey));

    /// <inheritdoc/>
    protected override async Task<int> KillAsync(Random random)
    {
        await _hub!.KillAsync();
        await _hub.DisposeAsync();
        // Now and then it dies again on its way up, wherever that is.
        if (random.Next(4) > 0) return 1;
        await using var stillborn = HubProcess.Begin(_data.Path, ("Hub:ManageKey", ManageKey));
        // It holds the directory: somewhere between opening its files and listening.
        await Patience.UntilAsync("the start to begin", () => stillborn.Error.Length > 0 || HoldsDirectory());
        await stillborn.KillAsync();
        return 2;
    }

    /// <inheritdoc/>
    protected override async Task StopAsync()
    {
        if (_hub is not null) await _hub.DisposeAsync();
        _data.Dispose();
    }

    private bool HoldsDirectory()
    {
        try
        {
            using var free = new FileStream(_data.File("runtime.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}

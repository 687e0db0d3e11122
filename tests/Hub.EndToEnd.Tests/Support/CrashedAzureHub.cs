using Hub.WorkerHost.Azure;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>
/// In Azure: two instances on the same services, of which one is killed at a time; the partners ask both. The other takes over what it did: its requests, its
/// lanes and its change feeds.
/// </summary>
public sealed class CrashedAzureHub : CrashedHub
{
    private HubInAzure? _hub;
    private int _asked;

    internal override int Rounds => 6;

    /// <summary>The claim of an instance that is gone ends after two minutes, and the sweep comes each half minute.</summary>
    protected override TimeSpan LongestRecovery => TimeSpan.FromMinutes(4);

    /// <inheritdoc/>
    protected override Uri Address => _hub!.Instances[_asked++ % _hub.Instances.Count].Host.Address;

    /// <inheritdoc/>
    protected override async Task StartAsync() => _hub ??= await HubInAzure.StartAsync(new Dictionary<string, string>
    {
        ["Hub:ManageKey"] = ManageKey, ["Hub:Corporation:Gln"] = Glns.Corporation, ["Hub:RequestsPerMinute"] = "1000000",
        ["Hub:AllowPrivateEndpoints"] = "true",
    });

    /// <inheritdoc/>
    protected override async Task<int> KillAsync(Random random)
    {
        await _hub!.AddInstanceAsync();
        Connect();
        await MomentAsync(random);
        // Now the one that has the change feeds, now the other.
        await _hub.KillAsync(_hub.Instances[random.Next(_hub.Instances.Count)]);
        return 1;
    }

    /// <inheritdoc/>
    protected override async Task StopAsync()
    {
        if (_hub is not null) await _hub.DisposeAsync();
    }
}

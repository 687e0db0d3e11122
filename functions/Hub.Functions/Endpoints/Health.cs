using System.Globalization;
using System.Text.Json.Serialization;
using Hub.Application;
using Hub.Application.Deliveries;
using Hub.Application.Evidence;
using Hub.Application.Following;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>The readiness of the hub: the states of its dependencies, and the worst of them.</summary>
public sealed class Health(IEnumerable<IDependency> dependencies, TimeProvider clock) : IDisposable
{
    // The endpoint is open to anybody, and a check writes to the disk: its result is cached for this long.
    private static readonly TimeSpan CacheTime = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _checking = new(1);
    private (IReadOnlyList<DependencyState> States, DateTimeOffset At) _cached = ([], DateTimeOffset.MinValue);

    /// <summary>Checks every dependency, or returns the cached result. 503 where one is down.</summary>
    public async Task<IResult> ReadyAsync(HttpRequest request)
    {
        var states = (await CheckAsync(request.HttpContext.RequestAborted)).ToList();
        var down = states.Exists(s => s.State == DependencyState.Down);
        var state = down ? DependencyState.Down
            : states.Exists(s => s.State == DependencyState.Degraded) ? DependencyState.Degraded
            : DependencyState.Ok;
        var view = new HealthView(state, states);
        return Answers.Json(view, HealthJson.Default.HealthView, down ? 503 : 200);
    }

    /// <inheritdoc/>
    public void Dispose() => _checking.Dispose();

    private async Task<IReadOnlyList<DependencyState>> CheckAsync(CancellationToken cancel)
    {
        await _checking.WaitAsync(cancel);
        try
        {
            if (clock.GetUtcNow() - _cached.At < CacheTime) return _cached.States;
            var states = new List<DependencyState>();
            foreach (var dependency in dependencies) states.Add(await dependency.CheckAsync(cancel));
            _cached = (states, clock.GetUtcNow());
            return states;
        }
        finally
        {
            _checking.Release();
        }
    }
}

/// <summary>Pending and parked deliveries, and followers of the log that are behind. The detail names no partner or order.</summary>
public sealed class DeliveryHealth(IDeliveryStore deliveries, IPendingProjections pending, TimeProvider clock) : IDependency
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public async ValueTask<DependencyState> CheckAsync(CancellationToken cancel)
    {
        try
        {
            var backlog = await deliveries.BacklogAsync(cancel);
            var behind = new List<string>();
            foreach (var follower in (string[])[ViewsFollower.FollowerName, DeliveriesFollower.FollowerName])
                if ((await pending.ListAsync(follower, 1, cancel)).Count > 0) behind.Add(follower);
            var oldest = backlog.Min(b => b.OldestPending);
            var age = oldest is { } since ? clock.GetUtcNow() - since : (TimeSpan?)null;
            var parked = backlog.Sum(b => b.Parked);
            var state = parked > 0 || behind.Count > 0 || age > Late ? DependencyState.Degraded : DependencyState.Ok;
            var unprocessed = behind.Count > 0 ? $", some orders could not be processed yet for: {string.Join(", ", behind)}" : "";
            return new DependencyState("deliveries", state, age?.TotalSeconds, string.Create(
                CultureInfo.InvariantCulture, $"{backlog.Sum(b => b.Pending)} owed, {parked} parked{unprocessed}"));
        }
        catch (StoreException e)
        {
            return new DependencyState("deliveries", DependencyState.Down, null, e.Message);
        }
    }
}

/// <summary>Whether the store of pictures can be read.</summary>
public sealed class EvidenceHealth(IEvidenceStore store) : IDependency
{
    // No picture has this key: opening it asks the store and reads nothing.
    private static readonly EvidenceKey Missing = new(default, new string('0', 64));

    /// <inheritdoc/>
    public async ValueTask<DependencyState> CheckAsync(CancellationToken cancel)
    {
        try
        {
            await using var nothing = await store.OpenAsync(Missing, 0, 0, cancel);
            return new DependencyState("evidence", DependencyState.Ok);
        }
        catch (StoreException e)
        {
            // Degraded and not down: orders are processed without it, only photos are refused.
            return new DependencyState("evidence", DependencyState.Degraded, null, e.Message);
        }
    }
}

internal sealed record HealthView(string State, IReadOnlyList<DependencyState> Dependencies);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthView))]
internal sealed partial class HealthJson : JsonSerializerContext;

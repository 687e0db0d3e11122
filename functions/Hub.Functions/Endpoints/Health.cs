using System.Globalization;
using System.Text.Json.Serialization;
using Hub.Application;
using Hub.Application.Deliveries;
using Hub.Application.Evidence;
using Hub.Application.Following;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Whether the hub can do its work.</summary>
public sealed class Health(IEnumerable<IDependency> dependencies, TimeProvider clock) : IDisposable
{
    // Anybody may ask, and a look writes to the disk: one look serves all who ask within this time.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _looking = new(1);
    private (IReadOnlyList<DependencyState> States, DateTimeOffset At) _seen = ([], DateTimeOffset.MinValue);

    /// <summary>Checks every dependency, or answers what was found a moment ago.</summary>
    public async Task<IResult> ReadyAsync(HttpRequest request)
    {
        var states = (await SeenAsync(request.HttpContext.RequestAborted)).ToList();
        var down = states.Exists(s => s.State == DependencyState.Down);
        var state = down ? DependencyState.Down
            : states.Exists(s => s.State == DependencyState.Degraded) ? DependencyState.Degraded
            : DependencyState.Ok;
        var view = new HealthView(state, states);
        return Answers.Json(view, HealthJson.Default.HealthView, down ? 503 : 200);
    }

    /// <inheritdoc/>
    public void Dispose() => _looking.Dispose();

    private async Task<IReadOnlyList<DependencyState>> SeenAsync(CancellationToken cancel)
    {
        await _looking.WaitAsync(cancel);
        try
        {
            if (clock.GetUtcNow() - _seen.At < Fresh) return _seen.States;
            var states = new List<DependencyState>();
            foreach (var dependency in dependencies) states.Add(await dependency.CheckAsync(cancel));
            _seen = (states, clock.GetUtcNow());
            return states;
        }
        finally
        {
            _looking.Release();
        }
    }
}

/// <summary>The stores answer; what waits in them is told without naming anybody.</summary>
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

/// <summary>The store of pictures answers.</summary>
public sealed class EvidenceHealth(IEvidenceStore store) : IDependency
{
    // The name of no picture.
    private static readonly EvidenceKey Nothing = new(default, new string('0', 64));

    /// <inheritdoc/>
    public async ValueTask<DependencyState> CheckAsync(CancellationToken cancel)
    {
        try
        {
            await using var nothing = await store.OpenAsync(Nothing, 0, 0, cancel);
            return new DependencyState("evidence", DependencyState.Ok);
        }
        catch (StoreException e)
        {
            // Orders are taken without it; photos are not.
            return new DependencyState("evidence", DependencyState.Degraded, null, e.Message);
        }
    }
}

internal sealed record HealthView(string State, IReadOnlyList<DependencyState> Dependencies);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthView))]
internal sealed partial class HealthJson : JsonSerializerContext;

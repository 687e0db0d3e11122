using System.Text.Json.Serialization;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Functions.Endpoints;

/// <summary>The readiness of the hub: the states of its dependencies, and the worst of them.</summary>
public sealed partial class Health(IEnumerable<IDependency> dependencies, PartnerHealth partners, TimeProvider clock, ILogger<Health> logger) : IDisposable
{
    // The endpoint is open to anybody, and a check writes to the disk: its result is cached for this long.
    private static readonly TimeSpan CacheTime = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _checking = new(1);
    private (IReadOnlyList<DependencyState> States, long At)? _cached;

    /// <summary>Checks every dependency, or returns the cached result. 503 where one is down.</summary>
    /// <param name="request">The request.</param>
    /// <param name="named">
    /// Whether the answer names the partners with which something is wrong, and tells details, which name folders of the server: for the administrator.
    /// </param>
    public async Task<IResult> ReadyAsync(HttpRequest request, bool named)
    {
        var cancel = request.HttpContext.RequestAborted;
        var states = (await CheckAllAsync(cancel)).ToList();
        var down = states.Exists(s => s.State == DependencyState.Down);
        var state = down ? DependencyState.Down
            : states.Exists(s => s.State == DependencyState.Degraded) ? DependencyState.Degraded
            : DependencyState.Ok;
        var view = named
            ? new HealthView(state, states, await partners.ListAsync(cancel))
            : new HealthView(state, [.. states.Select(s => s with { Detail = null })], null);
        return Answers.Json(view, HealthJson.Default.HealthView, down ? 503 : 200);
    }

    /// <inheritdoc/>
    public void Dispose() => _checking.Dispose();

    private async Task<IReadOnlyList<DependencyState>> CheckAllAsync(CancellationToken cancel)
    {
        await _checking.WaitAsync(cancel);
        try
        {
            if (_cached is { } cached && clock.GetElapsedTime(cached.At) < CacheTime) return cached.States;
            var states = new List<DependencyState>();
            foreach (var dependency in dependencies) states.Add(await CheckAsync(dependency, cancel));
            _cached = (states, clock.GetTimestamp());
            return states;
        }
        finally
        {
            _checking.Release();
        }
    }

    // Whoever asks whether the hub is well gets an answer, above all when it is not.
    private async ValueTask<DependencyState> CheckAsync(IDependency dependency, CancellationToken cancel)
    {
        try
        {
            return await dependency.CheckAsync(cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            LogFailed(e, dependency.Name);
            return new DependencyState(dependency.Name, DependencyState.Down, null, $"It could not be checked ({e.GetType().Name}); the hub's log says why.");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The health of {Dependency} could not be checked")]
    private partial void LogFailed(Exception e, string dependency);
}

internal sealed record HealthView(string State, IReadOnlyList<DependencyState> Dependencies, IReadOnlyList<PartnerState>? Partners);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthView))]
internal sealed partial class HealthJson : JsonSerializerContext;

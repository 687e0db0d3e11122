using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>Keeps the spans that OpenTelemetry would export, of every hub in this process: a test asks for those of its own trace.</summary>
internal sealed class CollectedSpans : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<Activity> _ended = new();

    /// <summary>What describes the service.</summary>
    public Resource Resource => ParentProvider.GetResource();

    public override void OnEnd(Activity data) => _ended.Enqueue(data);

    /// <summary>The spans of a trace that have ended.</summary>
    public IReadOnlyList<Activity> Of(ActivityTraceId trace) => [.. _ended.Where(a => a.TraceId == trace)];

    /// <summary>The spans of a trace, as soon as they are as wanted.</summary>
    public Task<IReadOnlyList<Activity>> OfAsync(ActivityTraceId trace, string what, Func<IReadOnlyList<Activity>, bool> condition) =>
        Patience.UntilAsync(what, () => Task.FromResult(Of(trace)), condition);
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Hub.Connectors.Tests.Support;

/// <summary>Collects the strategy events of Polly's meter by the system that a pipeline calls.</summary>
internal sealed class StrategyEvents : IDisposable
{
    private readonly ConcurrentQueue<(string System, string Event)> _events = new();
    private readonly MeterListener _listener = new();

    public StrategyEvents()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Polly", Name: "resilience.polly.strategy.events" }) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((_, _, tags, _) =>
        {
            var all = tags.ToArray().ToDictionary(t => t.Key, t => t.Value?.ToString());
            _events.Enqueue((
                all.GetValueOrDefault("pipeline.instance") ?? "", $"{all.GetValueOrDefault("pipeline.name")} {all.GetValueOrDefault("event.name")}"));
        });
        _listener.Start();
    }

    /// <summary>Events of one system: name of the pipeline and of the event.</summary>
    public IReadOnlyList<string> Of(string system) => [.. _events.Where(e => e.System == system).Select(e => e.Event)];

    public void Dispose() => _listener.Dispose();
}

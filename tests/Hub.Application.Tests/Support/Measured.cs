using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Hub.Application.Diagnostics;

namespace Hub.Application.Tests.Support;

/// <summary>Listens to the meter of one hub, and of no other in this process.</summary>
internal sealed class Measured : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _counted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, double> _gauged = new(StringComparer.Ordinal);

    public Measured(HubMetrics metrics)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != HubMetrics.MeterName || !ReferenceEquals(instrument.Meter.Scope, metrics)) return;
            Units[instrument.Name] = instrument.Unit;
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The instruments and their units.</summary>
    public ConcurrentDictionary<string, string?> Units { get; } = new(StringComparer.Ordinal);

    /// <summary>Everything that was measured: instrument, values of its tags, and the sum of a counter or what a gauge says now.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            _gauged.Clear();
            _listener.RecordObservableInstruments();
            return [.. _counted.Concat(_gauged).Select(v => FormattableString.Invariant($"{v.Key} {v.Value}")).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>What was measured of one kind of thing.</summary>
    public IReadOnlyList<string> Of(string kind) =>
        [.. All.Where(v => v.StartsWith($"ketenhub.{kind}", StringComparison.Ordinal)).Select(v => v["ketenhub.".Length..])];

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = Key(instrument, tags);
        if (instrument.IsObservable) _gauged[key] = value;
        else _counted.AddOrUpdate(key, value, (_, sum) => sum + value);
    }

    private static string Key(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', [instrument.Name, .. tags.ToArray().Select(t => t.Value?.ToString())]);
}

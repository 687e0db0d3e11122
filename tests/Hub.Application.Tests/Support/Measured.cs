using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Hub.Application.Diagnostics;

namespace Hub.Application.Tests.Support;

/// <summary>Listens to the meter of one hub, and of no other in this process.</summary>
internal sealed class Measured : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _values = new(StringComparer.Ordinal);

    public Measured(HubMetrics metrics)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != HubMetrics.MeterName || !ReferenceEquals(instrument.Meter.Scope, metrics)) return;
            Units[instrument.Name] = instrument.Unit;
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _values.AddOrUpdate(Key(instrument, tags), value, (_, sum) => sum + value));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _values[Key(instrument, tags)] = value);
        _listener.Start();
    }

    /// <summary>The instruments and their units.</summary>
    public ConcurrentDictionary<string, string?> Units { get; } = new(StringComparer.Ordinal);

    /// <summary>Everything that was measured: instrument, values of its tags, and the sum of a counter or the last value of a gauge.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            _listener.RecordObservableInstruments();
            return [.. _values.Select(v => FormattableString.Invariant($"{v.Key} {v.Value}")).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>What was measured of one kind of thing.</summary>
    public IReadOnlyList<string> Of(string kind) =>
        [.. All.Where(v => v.StartsWith($"ketenhub.{kind}", StringComparison.Ordinal)).Select(v => v["ketenhub.".Length..])];

    public void Dispose() => _listener.Dispose();

    private static string Key(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', [instrument.Name, .. tags.ToArray().Select(t => t.Value?.ToString())]);
}

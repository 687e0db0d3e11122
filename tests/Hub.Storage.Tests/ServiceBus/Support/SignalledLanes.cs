using System.Diagnostics.Metrics;
using System.Text;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Hub.Application.Deliveries;
using Hub.Application.Diagnostics;
using Hub.Azure.ServiceBus;
using Hub.ServiceBusStandIn;
using Hub.Storage.Tests.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.ServiceBus.Support;

/// <summary>The hub's signals, over a client that the hub opened, to a namespace of their own.</summary>
internal sealed class SignalledLanes : IAsyncDisposable
{
    private readonly HubMetrics _metrics = new(TimeProvider.System);
    private readonly MeterListener _listener = new();
    private readonly ServiceBusClient _client;
    private long _lost;

    /// <summary>Makes it.</summary>
    /// <param name="options">Of the queue.</param>
    public SignalledLanes(QueueOptions? options = null)
    {
        Service = new StandInNamespace(Clock);
        Queue = Service.AddQueue(QueueNames.Lanes, options);
        _client = ServiceBusConnection.Open(Service.ConnectionString, () => throw new CredentialUnavailableException("An emulator needs no identity."));
        Signal = new ServiceBusSignal(_client, Clock, _metrics, Log);
        _listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "ketenhub.signals.lost" && instrument.Meter.Scope == _metrics) l.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _lost, count));
        _listener.Start();
    }

    /// <summary>The clock of the service and of the hub.</summary>
    public FakeClock Clock { get; } = new(Given.Start);

    /// <summary>The namespace.</summary>
    public StandInNamespace Service { get; }

    /// <summary>Its queue of signals.</summary>
    public StandInQueue Queue { get; }

    /// <summary>The hub's side.</summary>
    public ServiceBusSignal Signal { get; }

    /// <summary>What it logged.</summary>
    public LogLines<ServiceBusSignal> Log { get; } = new();

    /// <summary>How many signals were counted as lost.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>The lanes whose signals are in the queue.</summary>
    public IReadOnlyList<LaneId> Signalled => [.. Queue.Messages().Select(m => LaneSignal.Parse(Encoding.UTF8.GetString(m.Body.Span)).Lane)];

    /// <summary>A lane of an order.</summary>
    public static LaneId Lane(int number = 1) => new(Given.Order(number), Recipient.OfPartner("alfa"));

    /// <summary>Signals a lane now.</summary>
    public Task SignalAsync(int number = 1) => Signal.SignalAsync([Lane(number)], null, CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        Service.Dispose();
        _listener.Dispose();
        _metrics.Dispose();
    }
}

using System.Text;
using Hub.Application.Deliveries;
using Hub.Application.Diagnostics;
using Hub.Application.Evidence;
using Hub.Application.Recoverability;
using Hub.Application.Registry;
using Hub.Domain.Partners;
using Hub.Testing;
using Hub.Testing.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Application.Tests.Support;

/// <summary>A connector whose partner answers as the test scripts it; without a script it takes everything.</summary>
internal sealed class ScriptedConnector : IConnector
{
    public Transport Transport => Transport.Webhook;

    /// <summary>What was sent, in order: partner and version of the event.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>How many of them were to go whatever the circuit is.</summary>
    public int Trials { get; private set; }

    /// <summary>The identity of each, in order.</summary>
    public List<string> Identities { get; } = [];

    public Func<string, CancellationToken, ValueTask<SendResult>> Answer { get; set; } = (_, _) => ValueTask.FromResult<SendResult>(new SendResult.Delivered(200));

    public void Fails(FailureKind kind = FailureKind.Broken, TimeSpan? retryAfter = null) =>
        Answer = (_, _) => ValueTask.FromResult<SendResult>(new SendResult.Failed(kind, 500, retryAfter, "The partner answered 500."));

    public void Recovers() => Answer = (_, _) => ValueTask.FromResult<SendResult>(new SendResult.Delivered(200));

    public ValueTask<SendResult> SendAsync(Partner partner, string deliveryId, OutboundMessage message, bool isTrial, CancellationToken cancel)
    {
        if (isTrial) Trials++;
        var what = $"{partner.Id} {Encoding.UTF8.GetString(message.Body.Span)}";
        Sent.Add(what);
        Identities.Add(deliveryId);
        return Answer(what, cancel);
    }
}

/// <summary>A writer that says the event's version and name, or what the test wants; it remembers what it was given.</summary>
internal sealed class PlainWriter : IOrderMessageWriter
{
    public Language Language => Language.Canonical;

    public List<OutgoingOrderMessage> Written { get; } = [];

    public Func<OutgoingOrderMessage, WriteResult?> Instead { get; set; } = _ => null;

    public WriteResult Write(OutgoingOrderMessage outbound)
    {
        Written.Add(outbound);
        return Instead(outbound) ?? new WriteResult.Written(new OutboundMessage
        {
            ContentType = "text/plain", Body = Encoding.UTF8.GetBytes($"{outbound.Recorded.Version} {outbound.Recorded.Event.Name}"),
        });
    }
}

/// <summary>Everything that a lane needs, in memory, and an order awarded to Alfa.</summary>
internal sealed class LaneBench
{
    public LaneBench(OrderStory? story = null)
    {
        Story = story ?? OrderStory.Awarded();
        Log.With(Story);
        Registry.Partners.Remove(Given.Erp);
        Registry.Partners.Add(Given.Erp with { Connection = Given.PartnerAlfa.Connection });
        Cache = Registry.Cached(Clock);
        Backoff = new PartnerBackoff(Clock);
        Metrics = new HubMetrics(Clock);
        var hub = new PublicAddress(new Uri("https://hub.example/"));
        var messages = new DeliveryMessages(Store, new StreamMessages([new OrderMessages([Writer], Contacts, Cache, hub), Others]), Cache, hub);
        Lanes = new RunLane(Store, Log, Cache, messages, [Connector], Signal, Backoff, new PartnerConcurrency(), Clock, Metrics, NullLogger<RunLane>.Instance);
        Manage = new ManageDeliveries(Store, Log, Cache, messages, Signal, Backoff, Clock, Metrics, NullLogger<ManageDeliveries>.Instance);
    }

    public OrderStory Story { get; }

    public FakeClock Clock { get; } = new(Given.Start.AddDays(1));

    public HubMetrics Metrics { get; }

    public MemoryLog Log { get; } = new();

    public MemoryDeliveryStore Store { get; } = new();

    public MemoryContacts Contacts { get; } = new();

    public MemoryRegistry Registry { get; } = new();

    public RegistryCache Cache { get; }

    public MemorySignal Signal { get; } = new();

    public PartnerBackoff Backoff { get; }

    public PlainWriter Writer { get; } = new();

    /// <summary>Messages about streams of another kind than orders.</summary>
    public CaseMessages Others { get; } = new();

    public ScriptedConnector Connector { get; } = new();

    public RunLane Lanes { get; }

    public ManageDeliveries Manage { get; }

    public static LaneId Lane(string partner = Given.Alfa) => new(Given.Id, Recipient.OfPartner(partner));

    /// <summary>Enqueues for a partner events of the order, by their versions.</summary>
    public void Enqueue(string partner, params int[] versions) => Store.EnqueueAsync(
        [.. versions.Select(v => Delivery.For(Story.Events[v - 1], Recipient.OfPartner(partner), Clock.GetUtcNow()))], CancellationToken.None);

    public Task RunAsync(string partner = Given.Alfa) => Lanes.RunAsync(Lane(partner), CancellationToken.None);

    public Delivery At(int version, string partner = Given.Alfa) => Store.All.Single(d => d.Version == version && d.Lane == Lane(partner));
}

using Hub.Domain.Orders;

namespace Hub.Demo.Contractors;

/// <summary>What the contractors with a webhook and with a mailbox share: they write CloudEvents and store what they receive.</summary>
internal sealed class CanonicalContractor(string partnerId)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CloudEvent> _latest = [];

    public MessageHistory History { get; } = new();

    public HubClient? Client { get; set; }

    public HubClient Hub => Client ?? throw new InvalidOperationException($"{partnerId} is not connected to a hub.");

    /// <summary>True where the message is new.</summary>
    public bool Receive(CloudEvent message) => History.AddReceived(message.Number, new ReceivedEvent(message.Id, message.Type), () => Keep(message));

    private void Keep(CloudEvent message)
    {
        lock (_gate) _latest[message.Number] = message;
    }

    public CloudEvent? Latest(string number)
    {
        lock (_gate) return _latest.GetValueOrDefault(number);
    }

    /// <summary>Writes the message for an event and stores it.</summary>
    public byte[] Write(string number, OrderEvent fact, DateTimeOffset at)
    {
        if (!CloudEvents.CanWrite(fact)) throw new ArgumentException($"A contractor cannot report {fact.Name}.", nameof(fact));
        var body = CloudEvents.Write(fact, Latest(number)?.OrderId ?? number, $"urn:{partnerId}", at);
        History.AddSent(number, body);
        return body;
    }

    public Task<HubAnswer> PostAsync(ReadOnlyMemory<byte> body, CancellationToken cancel) =>
        Hub.SendAsync(HttpMethod.Post, CloudEvents.Path, body, CloudEvents.MediaType, null, cancel);
}

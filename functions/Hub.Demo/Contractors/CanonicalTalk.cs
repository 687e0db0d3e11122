using Hub.Domain.Orders;

namespace Hub.Demo.Contractors;

/// <summary>What both canonical contractors, with a webhook and with a mailbox, do alike: say CloudEvents and remember what they heard.</summary>
internal sealed class CanonicalTalk(string partnerId)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CloudEvent> _latest = [];

    public OrderNews News { get; } = new();

    public HubClient? Client { get; set; }

    public HubClient Hub => Client ?? throw new InvalidOperationException($"{partnerId} is not connected to a hub.");

    /// <summary>True where the message is new.</summary>
    public bool Hear(CloudEvent message)
    {
        if (!News.Hear(message.Number, new Heard(message.Id, message.Type))) return false;
        lock (_gate) _latest[message.Number] = message;
        return true;
    }

    public CloudEvent? Latest(string number)
    {
        lock (_gate) return _latest.GetValueOrDefault(number);
    }

    /// <summary>Makes and remembers the message that tells a fact.</summary>
    public byte[] Write(string number, OrderEvent fact, DateTimeOffset at)
    {
        if (!CloudEvents.Knows(fact)) throw new ArgumentException($"A contractor does not say {fact.Name}.", nameof(fact));
        var body = CloudEvents.Write(fact, Latest(number)?.OrderId ?? number, $"urn:{partnerId}", at);
        News.Say(number, body);
        return body;
    }

    public Task<HubAnswer> PostAsync(ReadOnlyMemory<byte> body, CancellationToken cancel) =>
        Hub.SendAsync(HttpMethod.Post, CloudEvents.Path, body, CloudEvents.MediaType, null, cancel);
}

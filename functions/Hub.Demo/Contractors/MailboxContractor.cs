using System.Text;
using System.Text.Json.Nodes;
using Hub.Domain.Orders;

namespace Hub.Demo.Contractors;

/// <summary>A contractor that fetches its messages: it has no server and speaks CloudEvents.</summary>
/// <param name="name">The name that people read.</param>
/// <param name="partnerId">Its key at the hub.</param>
/// <param name="gln">Its GS1 location number, or null.</param>
/// <param name="options">Clock and watcher.</param>
public sealed class MailboxContractor(string name, string partnerId, string? gln = null, StandInOptions? options = null) : IContractor
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly StandInOptions _options = options ?? new StandInOptions();
    private readonly CanonicalTalk _talk = new(partnerId);

    /// <inheritdoc/>
    public string PartnerId => partnerId;

    /// <inheritdoc/>
    public string Name { get; } = $"{name} (mailbox)";

    /// <inheritdoc/>
    public JsonObject PartnerDocument()
    {
        var document = new JsonObject
        {
            ["role"] = "Contractor", ["name"] = name, ["connection"] = new JsonObject { ["language"] = "Canonical", ["transport"] = "Mailbox" },
        };
        if (gln is not null) document["gln"] = gln;
        return document;
    }

    /// <inheritdoc/>
    public void Connect(HubClient hub) => _talk.Client = hub;

    /// <summary>What waits in the mailbox, oldest first; it stays there.</summary>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task<IReadOnlyList<(string DeliveryId, CloudEvent Message)>> LookAsync(int limit = 100, CancellationToken cancel = default)
    {
        var answer = (await _talk.Hub.GetAsync($"api/v1/mailbox?limit={limit}", cancel)).Required();
        return [.. JsonNode.Parse(answer.Body)!["messages"]!.AsArray().Select(m => (
            (string)m!["deliveryId"]!, CloudEvents.Read(Encoding.UTF8.GetBytes(m["body"]!.ToJsonString()))))];
    }

    /// <summary>Takes one message off.</summary>
    public Task<HubAnswer> DeleteAsync(string deliveryId, CancellationToken cancel = default) =>
        _talk.Hub.SendAsync(HttpMethod.Delete, $"api/v1/mailbox/{Uri.EscapeDataString(deliveryId)}", null, null, null, cancel);

    /// <summary>Fetches all that waits and takes it off; the number of messages.</summary>
    public async Task<int> EmptyAsync(CancellationToken cancel = default)
    {
        var waiting = await LookAsync(cancel: cancel);
        foreach (var (deliveryId, message) in waiting)
        {
            if (_talk.Hear(message)) Watched(message.Number, StandInOptions.Hub, Name, message.Type);
            (await DeleteAsync(deliveryId, cancel)).Required();
        }
        return waiting.Count;
    }

    /// <inheritdoc/>
    public bool Speaks(OrderEvent fact) => CloudEvents.Knows(fact);

    /// <inheritdoc/>
    public Task<HubAnswer> TellAsync(string number, OrderEvent fact, CancellationToken cancel = default)
    {
        var body = _talk.Write(number, fact, _options.Clock.GetUtcNow());
        Watched(number, Name, StandInOptions.Hub, CloudEvents.TypeOf(fact));
        return _talk.PostAsync(body, cancel);
    }

    /// <inheritdoc/>
    public Task<HubAnswer> AddPhotoAsync(string number, string photoId, PhotoMoment moment, ReadOnlyMemory<byte> picture, CancellationToken cancel = default)
    {
        Watched(number, Name, StandInOptions.Hub, $"photo {photoId}");
        return _talk.Hub.PutPhotoAsync(number, photoId, moment, picture, cancel);
    }

    /// <inheritdoc/>
    public Task<HubAnswer> SayAgainAsync(string number, CancellationToken cancel = default)
    {
        Watched(number, Name, StandInOptions.Hub, "the same message once more");
        return _talk.PostAsync(_talk.News.LastSaid(number), cancel);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Heard> HeardAbout(string number) => _talk.News.About(number);

    /// <summary>Looks into the mailbox, ten times a second on its clock, until there is news: nobody tells a partner that fetches.</summary>
    public async Task WaitForNewsAsync(string number, int known, CancellationToken cancel = default)
    {
        using var looks = new PeriodicTimer(BetweenLooks, _options.Clock);
        do
        {
            await EmptyAsync(cancel);
            if (HeardAbout(number).Count > known) return;
        }
        while (await looks.WaitForNextTickAsync(cancel));
    }

    private void Watched(string order, string from, string to, string what) =>
        _options.Watcher?.Invoke(new Exchange(_options.Clock.GetUtcNow(), order, from, to, what));
}

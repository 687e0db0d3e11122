using System.Text;
using System.Text.Json.Nodes;
using Hub.Domain.Orders;

namespace Hub.Demo.Contractors;

/// <summary>A contractor without a server: it polls its mailbox at the hub and uses CloudEvents.</summary>
/// <param name="name">Display name.</param>
/// <param name="partnerId">Its key at the hub.</param>
/// <param name="gln">Its GS1 location number, or null.</param>
/// <param name="options">Clock and observer.</param>
public sealed class MailboxContractor(string name, string partnerId, string? gln = null, StandInOptions? options = null) : IContractor
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly StandInOptions _options = options ?? new StandInOptions();
    private readonly CanonicalContractor _contractor = new(partnerId);

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
    public void Connect(HubClient hub) => _contractor.Client = hub;

    /// <summary>The messages in the mailbox, oldest first; they stay there.</summary>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancel">Cancels the wait.</param>
    public async Task<IReadOnlyList<(string DeliveryId, CloudEvent Message)>> PeekAsync(int limit = 100, CancellationToken cancel = default)
    {
        var answer = (await _contractor.Hub.GetAsync($"api/v1/mailbox?limit={limit}", cancel)).EnsureSuccess();
        return [.. JsonNode.Parse(answer.Body)!["messages"]!.AsArray().Select(m => (
            (string)m!["deliveryId"]!, CloudEvents.Read(Encoding.UTF8.GetBytes(m["body"]!.ToJsonString()))))];
    }

    /// <summary>Deletes one message.</summary>
    public Task<HubAnswer> DeleteAsync(string deliveryId, CancellationToken cancel = default) =>
        _contractor.Hub.SendAsync(HttpMethod.Delete, $"api/v1/mailbox/{Uri.EscapeDataString(deliveryId)}", null, null, null, cancel);

    /// <summary>Receives and deletes all messages; returns their number.</summary>
    public async Task<int> DrainAsync(CancellationToken cancel = default)
    {
        var waiting = await PeekAsync(cancel: cancel);
        foreach (var (deliveryId, message) in waiting)
        {
            if (_contractor.Receive(message)) Observe(message.Number, StandInOptions.Hub, Name, message.Type);
            (await DeleteAsync(deliveryId, cancel)).EnsureSuccess();
        }
        return waiting.Count;
    }

    /// <inheritdoc/>
    public bool CanReport(OrderEvent fact) => CloudEvents.CanWrite(fact);

    /// <inheritdoc/>
    public Task<HubAnswer> ReportAsync(string number, OrderEvent fact, CancellationToken cancel = default)
    {
        var body = _contractor.Write(number, fact, _options.Clock.GetUtcNow());
        Observe(number, Name, StandInOptions.Hub, CloudEvents.TypeOf(fact));
        return _contractor.PostAsync(body, cancel);
    }

    /// <inheritdoc/>
    public Task<HubAnswer> AddPhotoAsync(string number, string photoId, PhotoMoment moment, ReadOnlyMemory<byte> picture, CancellationToken cancel = default)
    {
        Observe(number, Name, StandInOptions.Hub, $"photo {photoId}");
        return _contractor.Hub.PutPhotoAsync(number, photoId, moment, picture, cancel);
    }

    /// <inheritdoc/>
    public Task<HubAnswer> ResendLastAsync(string number, CancellationToken cancel = default)
    {
        Observe(number, Name, StandInOptions.Hub, "the same message again");
        return _contractor.PostAsync(_contractor.History.LastSent(number), cancel);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ReceivedEvent> ReceivedFor(string number) => _contractor.History.ReceivedFor(number);

    /// <summary>Polls the mailbox ten times a second on its clock: a mailbox sends no signal.</summary>
    public async Task WaitForMessagesAsync(string number, int known, CancellationToken cancel = default)
    {
        using var timer = new PeriodicTimer(PollInterval, _options.Clock);
        do
        {
            await DrainAsync(cancel);
            if (ReceivedFor(number).Count > known) return;
        }
        while (await timer.WaitForNextTickAsync(cancel));
    }

    private void Observe(string order, string from, string to, string what) =>
        _options.Observer?.Invoke(new ObservedMessage(_options.Clock.GetUtcNow(), order, from, to, what));
}

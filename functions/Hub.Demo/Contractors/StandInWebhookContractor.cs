using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Demo.Servers;
using Hub.Domain.Orders;

namespace Hub.Demo.Contractors;

/// <summary>A contractor without a sector standard: receives signed webhooks and sends CloudEvents.</summary>
/// <param name="name">Display name.</param>
/// <param name="partnerId">Its key at the hub.</param>
/// <param name="gln">Its GS1 location number, or null.</param>
/// <param name="options">Clock and observer.</param>
public sealed class StandInWebhookContractor(string name, string partnerId, string? gln = null, StandInOptions? options = null)
    : StandInServer($"{name} (webhook)", options), IContractor
{
    private readonly CanonicalContractor _contractor = new(partnerId);
    private int _forged;

    /// <inheritdoc/>
    public string PartnerId => partnerId;

    /// <summary>Its GS1 location number, or null.</summary>
    public string? LocationNumber => gln;

    /// <summary>The signing secret by which it checks what it receives.</summary>
    public string Secret { get; set; } = WebhookSignatures.NewSecret();

    /// <summary>Number of requests with an invalid signature or timestamp.</summary>
    public int InvalidSignatures => Volatile.Read(ref _forged);

    /// <inheritdoc/>
    public JsonObject PartnerDocument()
    {
        var document = new JsonObject
        {
            ["role"] = "Contractor",
            ["name"] = name,
            ["connection"] = new JsonObject
            {
                ["language"] = "Canonical", ["transport"] = "Webhook", ["url"] = new Uri(Url, "hook").ToString(), ["secrets"] = new JsonArray(Secret),
            },
        };
        if (gln is not null) document["gln"] = gln;
        return document;
    }

    /// <inheritdoc/>
    public void Connect(HubClient hub) => _contractor.Client = hub;

    /// <summary>The last event that it received about an order, or null.</summary>
    public CloudEvent? Latest(string number) => _contractor.Latest(number);

    /// <inheritdoc/>
    public bool CanReport(OrderEvent fact) => CloudEvents.CanWrite(fact);

    /// <inheritdoc/>
    public Task<HubAnswer> ReportAsync(string number, OrderEvent fact, CancellationToken cancel = default)
    {
        var body = _contractor.Write(number, fact, Clock.GetUtcNow());
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

    /// <inheritdoc/>
    public Task WaitForMessagesAsync(string number, int known, CancellationToken cancel = default) =>
        Changes.WaitAsync(() => _contractor.History.ReceivedFor(number).Count > known, cancel);

    /// <inheritdoc/>
    protected override StandInAnswer Answer(ReceivedRequest request)
    {
        if (request.Method != "POST") return new StandInAnswer(405);
        var id = request.Header("webhook-id");
        if (!WebhookSignatures.IsValid(
            Secret, id, request.Header("webhook-timestamp"), request.Header("webhook-signature"), request.Body.Span, Clock.GetUtcNow()))
        {
            Interlocked.Increment(ref _forged);
            return new StandInAnswer(401);
        }
        CloudEvent message;
        try
        {
            // The hub tries the connection: taken, and nothing follows from it.
            if (CloudEvents.IsTest(request.Body.Span)) return StandInAnswer.Accepted;
            message = CloudEvents.Read(request.Body.Span);
        }
        catch (JsonException e)
        {
            return StandInAnswer.Rejected(400, e.Message);
        }
        // The webhook id identifies the message, not the id in the body.
        var isNew = _contractor.Receive(message with { Id = id! });
        Observe(message.Number, StandInOptions.Hub, Name, isNew ? message.Type : $"{message.Type} (duplicate)");
        Changes.Notify();
        return StandInAnswer.Accepted;
    }
}

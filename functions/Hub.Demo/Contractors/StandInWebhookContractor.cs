using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Demo.Servers;
using Hub.Domain.Orders;

namespace Hub.Demo.Contractors;

/// <summary>A contractor without a sector standard: takes signed webhooks, answers with CloudEvents.</summary>
/// <param name="name">The name that people read.</param>
/// <param name="partnerId">Its key at the hub.</param>
/// <param name="gln">Its GS1 location number, or null.</param>
/// <param name="options">Clock and watcher.</param>
public sealed class StandInWebhookContractor(string name, string partnerId, string? gln = null, StandInOptions? options = null)
    : StandInServer($"{name} (webhook)", options), IContractor
{
    private readonly CanonicalTalk _talk = new(partnerId);
    private int _forged;

    /// <inheritdoc/>
    public string PartnerId => partnerId;

    /// <summary>Its GS1 location number, or null.</summary>
    public string? LocationNumber => gln;

    /// <summary>The signing secret.</summary>
    public string Secret { get; } = WebhookSignatures.NewSecret();

    /// <summary>Requests whose signature or timestamp was wrong.</summary>
    public int Forged => Volatile.Read(ref _forged);

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
    public void Connect(HubClient hub) => _talk.Client = hub;

    /// <summary>The last event that it heard about an order, or null.</summary>
    public CloudEvent? Latest(string number) => _talk.Latest(number);

    /// <inheritdoc/>
    public bool Speaks(OrderEvent fact) => CloudEvents.Knows(fact);

    /// <inheritdoc/>
    public Task<HubAnswer> TellAsync(string number, OrderEvent fact, CancellationToken cancel = default)
    {
        var body = _talk.Write(number, fact, Clock.GetUtcNow());
        Tell(number, Name, StandInOptions.Hub, CloudEvents.TypeOf(fact));
        return _talk.PostAsync(body, cancel);
    }

    /// <inheritdoc/>
    public Task<HubAnswer> AddPhotoAsync(string number, string photoId, PhotoMoment moment, ReadOnlyMemory<byte> picture, CancellationToken cancel = default)
    {
        Tell(number, Name, StandInOptions.Hub, $"photo {photoId}");
        return _talk.Hub.PutPhotoAsync(number, photoId, moment, picture, cancel);
    }

    /// <inheritdoc/>
    public Task<HubAnswer> SayAgainAsync(string number, CancellationToken cancel = default)
    {
        Tell(number, Name, StandInOptions.Hub, "the same message once more");
        return _talk.PostAsync(_talk.News.LastSaid(number), cancel);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Heard> HeardAbout(string number) => _talk.News.About(number);

    /// <inheritdoc/>
    public Task WaitForNewsAsync(string number, int known, CancellationToken cancel = default) =>
        Changes.WaitAsync(() => _talk.News.About(number).Count > known, cancel);

    /// <inheritdoc/>
    protected override StandInAnswer Answer(ReceivedRequest request)
    {
        if (request.Method != "POST") return new StandInAnswer(405);
        var id = request.Header("webhook-id");
        if (!WebhookSignatures.IsRight(
            Secret, id, request.Header("webhook-timestamp"), request.Header("webhook-signature"), request.Body.Span, Clock.GetUtcNow()))
        {
            Interlocked.Increment(ref _forged);
            return new StandInAnswer(401);
        }
        CloudEvent message;
        try
        {
            message = CloudEvents.Read(request.Body.Span);
        }
        catch (JsonException e)
        {
            return StandInAnswer.Refused(400, e.Message);
        }
        // The delivery's id is the identity, whatever the body says.
        var isNew = _talk.Hear(message with { Id = id! });
        Tell(message.Number, StandInOptions.Hub, Name, isNew ? message.Type : $"{message.Type} (known already)");
        Changes.Notify();
        return StandInAnswer.Taken;
    }
}

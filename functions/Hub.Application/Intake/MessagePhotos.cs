using System.Security.Cryptography;
using Hub.Application.Evidence;
using Hub.Application.Leases;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Application.Intake;

/// <summary>The photos of one message: those that it holds are cleaned, those that it names by address are announced.</summary>
internal sealed class MessagePhotos
{
    private readonly Dictionary<string, PreparedPicture> _pictures = [];
    private readonly List<OrderCommand> _commands = [];

    private MessagePhotos()
    {
    }

    /// <summary>Why a photo is refused, and with it the whole message; null where none is.</summary>
    public Refusal? Refusal { get; private init; }

    /// <summary>
    /// Why a photo is refused for its line, with its place; null where none is. A photo is of a line of the order, or of one that its own message brings or
    /// reports. One that the order has already stays, also where its line went: systems send what they have with every message.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="order">The order before the message; null where the message places it.</param>
    public static Refusal? RefusalOfLine(IncomingOrderMessage message, Order? order)
    {
        List<string>? named = null;
        foreach (var photo in message.Photos)
        {
            if (photo.LineNumber is not { } line || (order is not null && (PhotoRules.HasLine(order, line) || IsKnown(order, photo.PhotoId)))) continue;
            named ??= [.. message.Commands.SelectMany(LinesOf).Select(l => l.Number)];
            if (!named.Exists(n => PhotoRules.IsOf(n, line))) return PhotoRules.NoSuchLine with { Place = photo.Place };
        }
        return null;
    }

    private static bool IsKnown(Order order, string photo) =>
        order.Photos.Received.Any(p => p.Id == photo) || order.Photos.Awaited.Any(p => p.Announced.PhotoId == photo);

    private static IReadOnlyList<OrderLine> LinesOf(OrderCommand command) => command switch
    {
        PlaceOrder { Content.Lines: var lines } => lines,
        ReplaceOrder { Content.Lines: var lines } => lines,
        AmendOrder { Change.Lines: { } lines } => lines,
        Report { Fact: WorkCompleted { Lines: { } lines } } => lines,
        Report { Fact: ExtraWorkRequested { Lines: { } lines } } => lines,
        Report { Fact: QuotationGiven { Lines: { } lines } } => lines,
        Report { Fact: CostsSettled { Lines: { } lines } } => lines,
        _ => [],
    };

    /// <summary>Cleans what the message holds.</summary>
    /// <param name="message">The message.</param>
    /// <param name="order">The order before the message; null where the message places it.</param>
    /// <param name="hub">The hub's own address: a photo of the order with an address there is one that the hub sent itself.</param>
    public static MessagePhotos Of(IncomingOrderMessage message, Order? order, PublicAddress hub)
    {
        var photos = new MessagePhotos();
        foreach (var photo in message.Photos)
        {
            if (order is not null && photo.Url is { } url && hub.IsOfPhoto(order, url)) continue;
            if (photo.Data is not { } data)
            {
                photos._commands.Add(new Report(new PhotoAnnounced(photo.PhotoId, photo.Moment, photo.Url!, photo.LineNumber, photo.Remark)));
                continue;
            }
            var (picture, refused) = PreparedPicture.Of(data, Convert.ToHexStringLower(SHA256.HashData(data.Span)));
            if (picture is null) return new MessagePhotos { Refusal = new Refusal(RefusalKind.Invalid, refused!.Code, refused.Reason, photo.Place) };
            photos._pictures[photo.PhotoId] = picture;
            photos._commands.Add(new Report(new PhotoAdded(photo.PhotoId, photo.Moment, picture.Kept, photo.LineNumber, picture.TakenAt, photo.Remark)));
        }
        return photos;
    }

    /// <summary>
    /// All commands of the message, in the order in which they are decided: the order itself, then its photos, then what happened. So a
    /// completion finds the photos that came with it.
    /// </summary>
    public IReadOnlyList<OrderCommand> With(IReadOnlyList<OrderCommand> commands)
    {
        if (_commands.Count == 0) return commands;
        var first = commands.TakeWhile(c => c is PlaceOrder or ReplaceOrder or AmendOrder).ToList();
        return [.. first, .. _commands, .. commands.Skip(first.Count)];
    }

    /// <summary>The photos that these events announce, to be fetched from <paramref name="now"/> on.</summary>
    public static IReadOnlyList<AgendaItem> ToFetch(IReadOnlyList<RecordedEvent> events, DateTimeOffset now)
    {
        List<AgendaItem>? items = null;
        foreach (var recorded in events)
            if (recorded.Event is PhotoAnnounced announced)
                (items ??= []).Add(new AgendaItem(recorded.Stream, AgendaKind.Fetch, announced.PhotoId, now, PartnerId: recorded.By.PartnerId));
        return items ?? (IReadOnlyList<AgendaItem>)[];
    }

    /// <summary>
    /// Stores the pictures that these events tell of, before the events: where a crash keeps those from being written, the agenda finds pictures without
    /// a photo and removes them. The result keeps the sweep from them until it is disposed, when the events are written; null where there are none.
    /// </summary>
    public async Task<HeldLocks?> StoreAsync(OrderId id, IReadOnlyList<RecordedEvent> events, StorePictures store, CancellationToken cancel)
    {
        if (_pictures.Count == 0) return null;
        List<(PhotoAdded Added, PreparedPicture Picture)> kept =
            [.. events.Select(e => e.Event).OfType<PhotoAdded>().Where(a => _pictures.ContainsKey(a.PhotoId)).Select(a => (a, _pictures[a.PhotoId]))];
        if (kept.Count == 0) return null;
        var held = await store.HoldAsync(kept.Select(k => new EvidenceKey(id, k.Picture.Kept.Sha256)), cancel);
        try
        {
            foreach (var (added, picture) in kept) await store.PutAsync(new EvidenceKey(id, picture.Kept.Sha256), picture, added.PhotoId, cancel);
            await held.EnsureAsync(cancel);
            return held;
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }
}

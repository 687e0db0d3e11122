using System.Security.Cryptography;
using Hub.Application.Evidence;
using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Application.Intake;

/// <summary>The photos of one message: those that it holds are cleaned, those that it names by address are announced.</summary>
internal sealed class MessagePhotos
{
    private readonly Dictionary<string, PreparedPicture> _pictures = [];
    private readonly List<OrderCommand> _commands = [];

    private MessagePhotos()
    {
    }

    /// <summary>Why one of them is not kept, and with it nothing of the message; null where all are.</summary>
    public Refusal? Refusal { get; private init; }

    /// <summary>Cleans what the message holds.</summary>
    /// <param name="message">The message.</param>
    /// <param name="order">The order as it stands; null where the message places it.</param>
    /// <param name="hub">Where the hub is reached: a photo of the order that is there is one that the hub told of itself.</param>
    public static MessagePhotos Of(IncomingMessage message, Order? order, PublicAddress hub)
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
    /// All that the message asks, in the order in which it is decided: the order itself, then its photos, then what happened. So a
    /// "done" finds the photos that came with it.
    /// </summary>
    public IReadOnlyList<OrderCommand> With(IReadOnlyList<OrderCommand> commands)
    {
        if (_commands.Count == 0) return commands;
        var first = commands.TakeWhile(c => c is PlaceOrder or ReplaceOrder or AmendOrder).ToList();
        return [.. first, .. _commands, .. commands.Skip(first.Count)];
    }

    /// <summary>The pictures that these events tell of.</summary>
    public IReadOnlyList<(PhotoAdded Added, PreparedPicture Picture)> ToldBy(IReadOnlyList<RecordedEvent> events) =>
        [.. events.Select(e => e.Event).OfType<PhotoAdded>().Where(a => _pictures.ContainsKey(a.PhotoId)).Select(a => (a, _pictures[a.PhotoId]))];
}

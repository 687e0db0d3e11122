using System.Text.Json;
using Hub.Application.Evidence;
using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Formats.Canonical;

/// <summary>The JSON of photos, as the evidence routes answer it.</summary>
public static class PhotosViewBuilder
{
    /// <summary>One photo.</summary>
    public static void Write(Utf8JsonWriter writer, OrderId order, Photo photo, PublicAddress hub, PhotoLink? link) =>
        JsonSerializer.Serialize(writer, View(order, photo, hub, link), PayloadJson.Default.PhotoView);

    /// <summary>The photos of an order.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="order">The order.</param>
    /// <param name="photos">Those to show, each with links where it has any.</param>
    /// <param name="awaited">Those to show that are still to be fetched.</param>
    /// <param name="fetches">How far the fetching of them is, as far as it is known.</param>
    /// <param name="rejected">Those to show that were given up.</param>
    /// <param name="hub">Where the hub is reached.</param>
    public static void WriteList(
        Utf8JsonWriter writer, Order order, IReadOnlyList<(Photo Photo, PhotoLink? Link)> photos, IReadOnlyList<AwaitedPhoto> awaited,
        IReadOnlyList<AgendaItem> fetches, IReadOnlyList<RejectedPhoto> rejected, PublicAddress hub) =>
        JsonSerializer.Serialize(
            writer,
            new PhotosView
            {
                OrderId = order.Id.Value,
                Photos = [.. photos.Select(p => View(order.Id, p.Photo, hub, p.Link))],
                Awaited = awaited.Count == 0 ? null : [.. awaited.Select(a => View(a, fetches.FirstOrDefault(f => f.Item == a.Announced.PhotoId)))],
                Rejected = rejected.Count == 0 ? null : [.. rejected.Select(View)],
                Missing = PhotoRules.MissingOf(order) is { Count: > 0 } missing ? ContractViewBuilder.Missing(missing) : null,
            },
            PayloadJson.Default.PhotosView);

    /// <summary>What a look at a photo's proof found.</summary>
    public static void WriteProof(Utf8JsonWriter writer, Photo photo, ProofState state, string? foundSha256) =>
        JsonSerializer.Serialize(
            writer,
            new ProofView
            {
                PhotoId = photo.Id, State = WireNames.Proof[state], Sha256 = photo.Picture.Sha256, FoundSha256 = foundSha256,
                OriginalSha256 = photo.Picture.OriginalSha256,
                ReceivedAt = photo.ReceivedAt, AddedBy = By(photo.By), Deleted = Deletion(photo.Deleted),
            },
            PayloadJson.Default.ProofView);

    internal static PhotoView View(OrderId order, Photo photo, PublicAddress hub, PhotoLink? link) => new()
    {
        Id = photo.Id,
        Moment = WireNames.Moment[photo.Added.Moment],
        LineNumber = photo.Added.LineNumber,
        Remark = photo.Added.Remark,
        TakenAt = photo.Added.TakenAt,
        ReceivedAt = photo.ReceivedAt,
        AddedBy = By(photo.By),
        Sha256 = photo.Picture.Sha256,
        OriginalSha256 = photo.Picture.OriginalSha256,
        MediaType = photo.Picture.MediaType,
        Size = photo.Picture.Size,
        Width = photo.Picture.Width,
        Height = photo.Picture.Height,
        Note = photo.Picture.Note,
        Href = hub.OfPhoto(order, photo.Id),
        Link = link?.Picture,
        ThumbnailLink = link?.Thumbnail,
        LinksUntil = link?.Until,
        Deleted = Deletion(photo.Deleted),
    };

    private static AwaitedPhotoView View(AwaitedPhoto awaited, AgendaItem? fetch) => new()
    {
        Id = awaited.Announced.PhotoId,
        Moment = WireNames.Moment[awaited.Announced.Moment],
        LineNumber = awaited.Announced.LineNumber,
        Remark = awaited.Announced.Remark,
        AnnouncedBy = By(awaited.By),
        Since = awaited.Since,
        Failures = fetch?.Failures,
        NextAttemptAt = fetch?.DueAt,
        Note = fetch?.Note,
    };

    private static RejectedPhotoView View(RejectedPhoto rejected) => new()
    {
        Id = rejected.Rejected.PhotoId,
        Moment = WireNames.Moment[rejected.Awaited.Announced.Moment],
        LineNumber = rejected.Awaited.Announced.LineNumber,
        Remark = rejected.Awaited.Announced.Remark,
        AnnouncedBy = By(rejected.Awaited.By),
        Code = rejected.Rejected.Code,
        Reason = rejected.Rejected.Reason,
        At = rejected.At,
    };

    private static DeletionView? Deletion(DeletedPhoto? deleted) => deleted is null ? null : new DeletionView
    {
        Cause = WireNames.Deletion[deleted.Cause], Reason = deleted.Reason, DecidedBy = deleted.DecidedBy, By = By(deleted.By), At = deleted.At,
    };

    private static ActorView By(Actor by) => new() { Role = WireNames.Role[by.Role], Partner = by.PartnerId };
}

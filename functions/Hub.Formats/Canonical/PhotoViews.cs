using System.Text.Json;
using Hub.Core.Evidence;
using Hub.Core.Orders;

namespace Hub.Formats.Canonical;

/// <summary>A link that is good for minutes.</summary>
/// <param name="Picture">To the picture.</param>
/// <param name="Thumbnail">To its thumbnail.</param>
/// <param name="Until">When both end.</param>
public sealed record PhotoLink(string Picture, string Thumbnail, DateTimeOffset Until);

/// <summary>A photo as the canonical JSON shows it.</summary>
internal sealed record PhotoView
{
    public required string Id { get; init; }

    public required string Moment { get; init; }

    public string? LineNumber { get; init; }

    public string? Remark { get; init; }

    public DateTimeOffset? TakenAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required SayerView AddedBy { get; init; }

    public required string Sha256 { get; init; }

    public required string OriginalSha256 { get; init; }

    public required string MediaType { get; init; }

    public required long Size { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Where it is, for as long as the hub keeps it: to be asked with a key.</summary>
    public required string Href { get; init; }

    /// <summary>The picture, without a key, until <see cref="LinksUntil"/>.</summary>
    public string? Link { get; init; }

    public string? ThumbnailLink { get; init; }

    public DateTimeOffset? LinksUntil { get; init; }

    public DeletionView? Deleted { get; init; }
}

internal sealed record DeletionView
{
    public required string Cause { get; init; }

    public required string Reason { get; init; }

    public string? DecidedBy { get; init; }

    public required SayerView By { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>A photo that the hub is still to fetch.</summary>
internal sealed record AwaitedPhotoView
{
    public required string Id { get; init; }

    public required string Moment { get; init; }

    public string? LineNumber { get; init; }

    public string? Remark { get; init; }

    public required SayerView AnnouncedBy { get; init; }

    public required DateTimeOffset Since { get; init; }

    public int? Failures { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    public string? Note { get; init; }
}

/// <summary>A photo that the hub gave up.</summary>
internal sealed record RejectedPhotoView
{
    public required string Id { get; init; }

    public required string Moment { get; init; }

    public string? LineNumber { get; init; }

    public string? Remark { get; init; }

    public required SayerView AnnouncedBy { get; init; }

    public required string Code { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>How many photos are missing of a line, or of the order as a whole where there is no line.</summary>
internal sealed record MissingPhotosView
{
    public string? LineNumber { get; init; }

    public required int Before { get; init; }

    public required int After { get; init; }
}

internal sealed record PhotosView
{
    public required Guid OrderId { get; init; }

    public required IReadOnlyList<PhotoView> Photos { get; init; }

    public IReadOnlyList<AwaitedPhotoView>? Awaited { get; init; }

    public IReadOnlyList<RejectedPhotoView>? Rejected { get; init; }

    public IReadOnlyList<MissingPhotosView>? Missing { get; init; }
}

internal sealed record ProofView
{
    public required string PhotoId { get; init; }

    public required string State { get; init; }

    /// <summary>Hash of the picture that is kept, as the order's event tells it.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Hash of the picture that the store has now.</summary>
    public string? FoundSha256 { get; init; }

    public required string OriginalSha256 { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required SayerView AddedBy { get; init; }

    public DeletionView? Deleted { get; init; }
}

/// <summary>The JSON of photos, as the evidence routes answer it.</summary>
public static class CanonicalPhotos
{
    /// <summary>One photo.</summary>
    public static void Write(Utf8JsonWriter writer, OrderId order, Photo photo, PublicAddress hub, PhotoLink? link) =>
        JsonSerializer.Serialize(writer, View(order, photo, hub, link), CanonicalJson.Default.PhotoView);

    /// <summary>The photos of an order.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="order">The order.</param>
    /// <param name="photos">Those to show, each with links where it has any.</param>
    /// <param name="awaited">Those to show that are still to be fetched.</param>
    /// <param name="fetches">How the fetching of them stands, as far as it is known.</param>
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
                Missing = PhotoRules.MissingOf(order) is { Count: > 0 } missing ? ContractViews.Missing(missing) : null,
            },
            CanonicalJson.Default.PhotosView);

    /// <summary>What a look at a photo's proof found.</summary>
    public static void WriteProof(Utf8JsonWriter writer, Photo photo, ProofState state, string? foundSha256) =>
        JsonSerializer.Serialize(
            writer,
            new ProofView
            {
                PhotoId = photo.Id, State = Words.Proof[state], Sha256 = photo.Picture.Sha256, FoundSha256 = foundSha256, OriginalSha256 = photo.Picture.OriginalSha256,
                ReceivedAt = photo.ReceivedAt, AddedBy = By(photo.By), Deleted = Deletion(photo.Deleted),
            },
            CanonicalJson.Default.ProofView);

    internal static PhotoView View(OrderId order, Photo photo, PublicAddress hub, PhotoLink? link) => new()
    {
        Id = photo.Id,
        Moment = Words.Moment[photo.Added.Moment],
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
        Href = hub.OfPhoto(order, photo.Id),
        Link = link?.Picture,
        ThumbnailLink = link?.Thumbnail,
        LinksUntil = link?.Until,
        Deleted = Deletion(photo.Deleted),
    };

    private static AwaitedPhotoView View(AwaitedPhoto awaited, AgendaItem? fetch) => new()
    {
        Id = awaited.Announced.PhotoId,
        Moment = Words.Moment[awaited.Announced.Moment],
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
        Moment = Words.Moment[rejected.Awaited.Announced.Moment],
        LineNumber = rejected.Awaited.Announced.LineNumber,
        Remark = rejected.Awaited.Announced.Remark,
        AnnouncedBy = By(rejected.Awaited.By),
        Code = rejected.Rejected.Code,
        Reason = rejected.Rejected.Reason,
        At = rejected.At,
    };

    private static DeletionView? Deletion(DeletedPhoto? deleted) => deleted is null ? null : new DeletionView
    {
        Cause = Words.Deletion[deleted.Cause], Reason = deleted.Reason, DecidedBy = deleted.DecidedBy, By = By(deleted.By), At = deleted.At,
    };

    private static SayerView By(Sayer by) => new() { Role = Words.Role[by.Role], Partner = by.PartnerId };
}

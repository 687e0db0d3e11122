using Hub.Application.Evidence;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Formats.Canonical;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Hub.Functions.Endpoints;

/// <summary>Shows photos to whom it concerns: the order's ERP, its contractor, and the administrator.</summary>
public sealed class PhotoReading(
    Access door, OrderLookup lookup, IEvidenceStore store, IEvidenceAgenda agenda, ShowThumbnail thumbnails, VerifyPhoto verify, PhotoLinks links, PublicAddress hub)
{
    private static readonly Fault Deleted = new(410, "photo-deleted", "Photo deleted", "The photo was deleted; its hashes, the reason and who decided stand in the list of photos.");
    private static readonly Fault NoThumbnail = new(404, "no-thumbnail", "No thumbnail", "No thumbnail can be made of this picture.");

    /// <summary>All photos, deleted ones too; links with those that are there.</summary>
    public Task<IResult> ListAsync(HttpRequest request, string orderId) => door.CallerAsync(request, async asker =>
    {
        var cancel = request.HttpContext.RequestAborted;
        if (await lookup.FindAsync(asker, orderId, cancel) is not { } found) return ErrorFormat.Problem.Answer(request, Fault.NotFound);
        var until = links.Until;
        var photos = new List<(Photo, PhotoLink?)>();
        foreach (var photo in found.Order.Photos.Received.Where(p => MaySee(asker, p.By)))
            photos.Add((photo, photo.Deleted is null ? await LinkAsync(found.Order.Id, photo, until, cancel) : null));
        var awaited = found.Order.Photos.Awaited.Where(p => MaySee(asker, p.By)).ToList();
        var rejected = found.Order.Photos.Rejected.Where(p => MaySee(asker, p.Awaited.By)).ToList();
        var fetches = awaited.Count == 0 ? [] : await agenda.OfStreamAsync(found.Order.Id, AgendaKind.Fetch, cancel);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return OrderReading.Json(w => PhotosViewBuilder.WriteList(w, found.Order, photos, awaited, fetches, rejected, hub));
    });

    /// <summary><c>?size=thumb</c> for the thumbnail; 302 to a link that is good for minutes.</summary>
    public Task<IResult> GetAsync(HttpRequest request, string orderId, string photoId) => OneAsync(request, orderId, photoId, async (order, photo, cancel) =>
    {
        var asked = new QueryParameters(request);
        var thumbnail = IsThumbnail(asked);
        if (asked.Refusal is { } wrong) return wrong;
        if (photo.Deleted is not null) return ErrorFormat.Problem.Answer(request, Deleted);
        var key = new EvidenceKey(order.Id, photo.Picture.Sha256, thumbnail);
        var link = thumbnail ? links.Path(key, links.Until) : await links.ToAsync(key, links.Until, cancel);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Redirect(link);
    });

    /// <summary>200 whatever is found: that it was looked at is the answer.</summary>
    public Task<IResult> VerifyAsync(HttpRequest request, string orderId, string photoId) => OneAsync(request, orderId, photoId, async (order, photo, cancel) =>
    {
        var (state, sha256) = await verify.VerifyAsync(order.Id, photo, cancel);
        return OrderReading.Json(w => PhotosViewBuilder.WriteProof(w, photo, state, sha256));
    });

    /// <summary>The picture of a link of the hub's own, whole or in ranges.</summary>
    public Task<IResult> GetLinkedAsync(HttpRequest request, string orderId, string sha256) => door.AnybodyAsync(request, ErrorFormat.Problem, async () =>
    {
        var cancel = request.HttpContext.RequestAborted;
        var asked = new QueryParameters(request);
        var thumbnail = IsThumbnail(asked);
        if (asked.Refusal is { } wrong) return wrong;
        if (links.Check(orderId, sha256, thumbnail, asked.Text("until"), asked.Text("signature")) is not { } key)
            return ErrorFormat.Problem.Answer(request, new Fault(403, "link", "Link not good", "The link has ended or is not whole. Ask for the photo again: the answer has a new link."));
        var content = thumbnail ? await thumbnails.OpenAsync(key, cancel) : await store.OpenAsync(key, 0, null, cancel);
        if (content is null) return ErrorFormat.Problem.Answer(request, thumbnail && await IsThereAsync(key, cancel) ? NoThumbnail : Fault.NotFound);
        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "private, max-age=600";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Stream(new EvidenceStream(store, key, content), content.MediaType, enableRangeProcessing: true,
            entityTag: new EntityTagHeaderValue($"\"{key.Sha256}{(thumbnail ? "-thumb" : "")}\""));
    });

    private Task<IResult> OneAsync(HttpRequest request, string orderId, string photoId, Func<Order, Photo, CancellationToken, Task<IResult>> show) => door.CallerAsync(request, async asker =>
    {
        var cancel = request.HttpContext.RequestAborted;
        return await lookup.FindAsync(asker, orderId, cancel) is { } found && found.Order.Photos.Received.FirstOrDefault(p => p.Id == photoId && MaySee(asker, p.By)) is { } photo
            ? await show(found.Order, photo, cancel)
            : ErrorFormat.Problem.Answer(request, Fault.NotFound);
    });

    private async Task<bool> IsThereAsync(EvidenceKey key, CancellationToken cancel)
    {
        await using var picture = await store.OpenAsync(key with { IsThumbnail = false }, 0, 0, cancel);
        return picture is not null;
    }

    private async ValueTask<PhotoLink> LinkAsync(OrderId order, Photo photo, DateTimeOffset until, CancellationToken cancel)
    {
        var key = new EvidenceKey(order, photo.Picture.Sha256);
        var link = await links.ToAsync(key, until, cancel);
        return new PhotoLink(link.StartsWith('/') ? hub.Of(link) : link, hub.Of(links.Path(key with { IsThumbnail = true }, until)), until);
    }

    private static bool IsThumbnail(QueryParameters asked) => asked.Text("size") switch
    {
        null => false,
        "thumb" => true,
        _ => asked.Wrong("size", "thumb, or nothing for the picture itself.", false),
    };

    private static bool MaySee(Caller asker, Actor by) => asker.Partner is not { Role: PartnerRole.Contractor } contractor || PhotoRules.IsFor(contractor.Id, by);
}

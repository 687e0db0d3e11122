using Hub.Application.Evidence;
using Hub.Application.Reading;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Formats.Canonical;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Hub.Functions.Endpoints;

/// <summary>Photos of an order to see and to verify, for its two sides and the administrator.</summary>
public sealed class PhotoReadingEndpoints(
    Access access, FindOrder findOrder, IEvidenceStore store, IEvidenceAgenda agenda, ShowThumbnail thumbnails, VerifyPhoto verify,
    PhotoLinks links, LinkLimits limits, PublicAddress hub)
{
    private static readonly Fault Deleted =
        new(410, "photo-deleted", "Photo deleted", "The photo was deleted; its hashes, the reason and who decided stand in the list of photos.");
    private static readonly Fault NoThumbnail = new(404, "no-thumbnail", "No thumbnail", "No thumbnail can be made of this picture.");
    private static readonly Fault TooManyAtOnce = new(429, "too-many-at-once", "Too many pictures at once",
        $"{LinkLimits.MaxOfOrder} pictures of an order are given at the same time, and {LinkLimits.MaxTogether} of all.") { RetryAfter = 1 };
    private static readonly Fault BadLink =
        new(403, "link", "Link not good", "The link has ended or is not whole. Ask for the photo again: the answer has a new link.");

    /// <summary>All photos of an order, deleted ones too; those that are there with links that are good for minutes.</summary>
    [Function("Photos")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/orders/{orderId}/photos")] HttpRequest request,
        string orderId)
    {
        if ((await access.ViewerAsync(request)).Ends(out var answer, out var viewer)) return answer;
        var cancel = request.HttpContext.RequestAborted;
        if (await findOrder.FindAsync(viewer, RouteText.Of(request, orderId), cancel) is not { Order: var order }) return request.Refuse(Fault.NotFound);

        var until = links.Until;
        var photos = new List<(Photo, PhotoLink?)>();
        foreach (var photo in order.Photos.Received.Where(p => Visibility.SeesPhoto(viewer, p.By)))
            photos.Add((photo, photo.Deleted is null ? await LinkAsync(order.Id, photo, until, cancel) : null));
        var awaited = order.Photos.Awaited.Where(p => Visibility.SeesPhoto(viewer, p.By)).ToList();
        var rejected = order.Photos.Rejected.Where(p => Visibility.SeesPhoto(viewer, p.Awaited.By)).ToList();
        var fetches = awaited.Count == 0 ? [] : await agenda.OfStreamAsync(order.Id, AgendaKind.Fetch, cancel);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Json(w => PhotosViewBuilder.WriteList(w, order, photos, awaited, fetches, rejected, hub));
    }

    /// <summary>One photo, or with <c>?size=thumb</c> its thumbnail: 302 to a link that is good for minutes.</summary>
    [Function("Photo")]
    [QueryWords("size")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/orders/{orderId}/photos/{photoId}")] HttpRequest request,
        string orderId, string photoId)
    {
        if ((await access.ViewerAsync(request)).Ends(out var answer, out var viewer)) return answer;
        var cancel = request.HttpContext.RequestAborted;
        if (await FindPhotoAsync(request, viewer, orderId, photoId, cancel) is not var (order, photo)) return request.Refuse(Fault.NotFound);
        var parameters = new QueryParameters(request);
        var isThumbnail = IsThumbnail(parameters);
        if (parameters.Refusal is { } wrong) return wrong;
        if (photo.Deleted is not null) return request.Refuse(Deleted);

        var key = new EvidenceKey(order.Id, photo.Picture.Sha256, isThumbnail);
        var link = isThumbnail ? links.Path(key, links.Until) : await links.ToAsync(key, links.Until, cancel);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Redirect(link);
    }

    /// <summary>Compares the picture that is kept with what the order's event says of it; 200 whatever is found.</summary>
    [Function("PhotoVerify")]
    public async Task<IResult> Verify(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/orders/{orderId}/photos/{photoId}/verify")] HttpRequest request,
        string orderId, string photoId)
    {
        if ((await access.ViewerAsync(request)).Ends(out var answer, out var viewer)) return answer;
        var cancel = request.HttpContext.RequestAborted;
        if (await FindPhotoAsync(request, viewer, orderId, photoId, cancel) is not var (order, photo)) return request.Refuse(Fault.NotFound);
        var (state, sha256) = await verify.VerifyAsync(order.Id, photo, cancel);
        return Answers.Json(w => PhotosViewBuilder.WriteProof(w, photo, state, sha256));
    }

    /// <summary>The picture of a link of the hub's own, whole or in ranges, to whoever has the link: its signature is the permission.</summary>
    [Function("Evidence")]
    [QueryWords("until", "size", "signature")]
    public async Task<IResult> Evidence(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/evidence/{orderId}/{sha256}")] HttpRequest request,
        string orderId, string sha256)
    {
        var cancel = request.HttpContext.RequestAborted;
        var parameters = new QueryParameters(request);
        var isThumbnail = IsThumbnail(parameters);
        if (parameters.Refusal is { } wrong) return wrong;
        if (links.Check(orderId, sha256, isThumbnail, parameters.Text("until"), parameters.Text("signature")) is not { } key) return request.Refuse(BadLink);
        if (limits.TryEnter(key.OrderId.Value) is not { } turn) return request.Refuse(TooManyAtOnce);
        request.HttpContext.Response.RegisterForDispose(turn);
        var content = isThumbnail ? await thumbnails.OpenAsync(key, cancel) : await store.OpenAsync(key, 0, null, cancel);
        if (content is null) return request.Refuse(isThumbnail && await IsStoredAsync(key, cancel) ? NoThumbnail : Fault.NotFound);

        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "private, max-age=600";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Stream(new EvidenceStream(store, key, content), content.MediaType, enableRangeProcessing: true,
            entityTag: new EntityTagHeaderValue($"\"{key.Sha256}{(isThumbnail ? "-thumb" : "")}\""));
    }

    private async Task<(Order Order, Photo Photo)?> FindPhotoAsync(
        HttpRequest request, Viewer viewer, string orderId, string photoId, CancellationToken cancel) =>
        await findOrder.FindAsync(viewer, RouteText.Of(request, orderId), cancel) is { Order: var order }
        && order.Photos.Received.FirstOrDefault(p => p.Id == photoId && Visibility.SeesPhoto(viewer, p.By)) is { } photo
            ? (order, photo)
            : null;

    private async Task<bool> IsStoredAsync(EvidenceKey key, CancellationToken cancel)
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

    private static bool IsThumbnail(QueryParameters parameters)
    {
        if (parameters.Text("size") is not { } size) return false;
        if (size is not "thumb") parameters.Wrong("size", "thumb; without ?size the picture itself.");
        return true;
    }
}

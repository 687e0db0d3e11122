using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Application.Evidence;
using Hub.Application.Reading;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Keys;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Formats.Canonical;
using Hub.Functions.Http;
using Hub.Pictures;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Photos of an order that its two sides add, and that the corporation deletes.</summary>
public sealed class PhotoEndpoints(
    Access access, FindOrder findOrder, PictureUpload pictures, AddPhoto addPhoto, DeletePhoto deletePhoto, RecordRefusedPhoto recordRefused, PublicAddress hub)
{
    private static readonly Fault Encoded = new(415, "content-encoding", "Content encoding not taken", "Send the picture without Content-Encoding.");

    private static readonly Fault Form = new(415, "media-type", "Media type not taken",
        "The body must be the picture itself, and not a form with it (curl: --data-binary @file).");

    private static readonly Fault TooLarge = new(413, "too-large", "Photo too large",
        $"A photo may have {PictureLimits.Bytes / (1024 * 1024)} MiB ({PictureLimits.Bytes} bytes).");

    private static readonly Refusal Empty =
        new(RefusalKind.Invalid, PictureCodes.Format, "The body is empty: it must be the picture (curl: --data-binary @file).");

    /// <summary>
    /// Takes a photo in; the body is the picture: <c>?moment=before|after|damage&amp;line=&amp;remark=</c>. 201 with the photo, and the same again for the same
    /// photo. What is refused is recorded without its picture.
    /// </summary>
    [Function("PhotoPut")]
    [QueryWords("moment", "line", "remark")]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/orders/{orderId}/photos/{photoId}")] HttpRequest request,
        string orderId, string photoId)
    {
        if ((await access.PartnerAsync(request)).Ends(out var answer, out var partner)) return answer;
        var cancel = request.HttpContext.RequestAborted;
        if (await findOrder.FindAsync(new Viewer(partner), RouteText.Of(request, orderId), cancel) is not { Order: var order })
            return request.Refuse(Fault.NotFound);
        if (request.Headers.ContentEncoding.Count > 0) return request.Refuse(Encoded);
        if (request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) ?? false) return request.Refuse(Form);
        if (Photo(new QueryParameters(request), photoId).Ends(out answer, out var photo)) return answer;

        var by = partner.AsActor();
        // Before up to twenty megabytes are read in vain.
        if (await addPhoto.RefusalAsync(order, by, photo, cancel) is { } never) return await RefuseAsync(Fault.Of(never), null);

        using var received = await pictures.ReceiveAsync(request, partner.Id, cancel);
        if (received is null) return await RefuseAsync(TooLarge, null);
        if (received.Picture.Length == 0) return await RefuseAsync(Fault.Of(Empty), received.Picture);
        // Not cancelled with the request: what is begun is finished, also where the sender is gone.
        switch (await addPhoto.AddAsync(order.Id, by, photo, received.Picture, CancellationToken.None))
        {
            case PhotoAnswer.Done done:
                request.HttpContext.Response.Headers.Location = hub.OfPhoto(done.Order.Id, done.Photo.Id);
                return Answers.Json(w => PhotosViewBuilder.Write(w, done.Order.Id, done.Photo, hub, link: null), 201);
            case PhotoAnswer.Refused refused:
                return await RefuseAsync(Fault.Of(refused.Refusal), received.Picture);
            case var other:
                throw new InvalidOperationException($"{other.GetType().Name} is no answer to a photo that is put.");
        }

        async Task<IResult> RefuseAsync(Fault fault, OriginalPicture? picture)
        {
            var refused = new RefusedPhoto(
                partner.Id, order.Id, photoId, fault.Detail, request.ContentType, picture?.Sha256 ?? "", picture?.Length ?? request.ContentLength ?? 0);
            return request.Refuse(fault with { ReceiptId = await recordRefused.RecordAsync(refused, CancellationToken.None) });
        }
    }

    /// <summary>Deletes a photo for privacy; 200 with what remains of it, the first time and again.</summary>
    [Function("PhotoDelete")]
    [Audited("photo.delete", "orderId", "photoId")]
    public async Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/orders/{orderId}/photos/{photoId}/deletion")] HttpRequest request,
        string orderId, string photoId)
    {
        if ((await access.ViewerAsync(request)).Ends(out var answer, out var viewer)) return answer;
        var cancel = request.HttpContext.RequestAborted;
        if (await findOrder.FindAsync(viewer, RouteText.Of(request, orderId), cancel) is not { Order: var order }) return request.Refuse(Fault.NotFound);
        AuditedRequest.IsOn(request, $"{order.Id.Value}", photoId);
        if (DeletePhoto.RefusalFor(viewer.Actor) is { } notAllowed) return request.Refuse(Fault.Of(notAllowed));
        if ((await RequestBodies.JsonAsync(request, DeletionJson.Default.DeletionRequest)).Ends(out answer, out var body)) return answer;
        if (DeletionRequest.ErrorsOf(body) is { Count: > 0 } wrong) return request.Refuse(Fault.WrongDocument(wrong));

        var deleted = new PhotoDeleted(photoId, PhotoDeletion.Privacy, body!.Reason!.Trim(), body.DecidedBy!.Trim());
        return await deletePhoto.DeleteAsync(order.Id, viewer.Actor, deleted, CancellationToken.None) switch
        {
            PhotoAnswer.Done done => Answers.Json(w => PhotosViewBuilder.Write(w, done.Order.Id, done.Photo, hub, link: null)),
            PhotoAnswer.Refused refused => request.Refuse(Fault.Of(refused.Refusal)),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no answer to a deletion."),
        };
    }

    private static ValueOrAnswer<PhotoToAdd> Photo(QueryParameters parameters, string photoId)
    {
        var moment = parameters.Choice<PhotoMoment>("moment");
        if (moment is null && parameters.Text("moment") is null) parameters.Wrong("moment", "Required: before, after or damage.");
        var line = KeyText.Given(parameters.Text("line", Limits.KeyLength));
        var remark = parameters.Text("remark", Limits.TextLength);
        return parameters.Refusal is { } wrong
            ? ValueOrAnswer<PhotoToAdd>.End(wrong)
            : ValueOrAnswer<PhotoToAdd>.Of(new PhotoToAdd(photoId, moment!.Value, line, remark) { LineMustExist = true });
    }
}

/// <summary>Body of a deletion.</summary>
/// <param name="Reason">Why, in words.</param>
/// <param name="DecidedBy">The role of who decided; not a person's name.</param>
internal sealed record DeletionRequest(string? Reason, string? DecidedBy)
{
    private const int LongestReason = 1_000;

    /// <summary>What is wrong with a body.</summary>
    public static IReadOnlyList<ReadError> ErrorsOf(DeletionRequest? body)
    {
        var errors = new List<ReadError>();
        if (string.IsNullOrWhiteSpace(body?.Reason) || body.Reason.Length > LongestReason)
            errors.Add(new ReadError("/reason", $"Why, in 1 to {LongestReason} characters."));
        if (string.IsNullOrWhiteSpace(body?.DecidedBy) || body.DecidedBy.Length > Limits.KeyLength)
            errors.Add(new ReadError("/decidedBy", $"The role of who decided, in 1 to {Limits.KeyLength} characters."));
        return errors;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DeletionRequest))]
internal sealed partial class DeletionJson : JsonSerializerContext;

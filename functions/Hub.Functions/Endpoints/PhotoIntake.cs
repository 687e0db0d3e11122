using System.Globalization;
using Hub.Application.Archive;
using Hub.Application.Evidence;
using Hub.Domain;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Formats.Canonical;
using Hub.Functions.Http;
using Hub.Pictures;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Takes photos in. What is refused is written down, so that the administrator can see it as he sees refused messages; its picture is not kept.</summary>
public sealed class PhotoIntake(Access door, OrderLookup lookup, AddPhoto add, PictureUpload pictures, PublicAddress hub, IMessageArchive archive, TimeProvider clock)
{
    /// <summary><c>?moment=before|after|damage&amp;line=&amp;remark=</c>; 201 with the photo, the same again for the same photo.</summary>
    public Task<IResult> PutAsync(HttpRequest request, string orderId, string photoId) => door.PartnerAsync(request, ErrorFormat.Problem, async partner =>
    {
        var cancel = request.HttpContext.RequestAborted;
        if (await lookup.FindAsync(new Caller(partner), orderId, cancel) is not { } found) return ErrorFormat.Problem.Answer(request, Fault.NotFound);
        if (request.Headers.ContentEncoding.Count > 0)
            return ErrorFormat.Problem.Answer(request, new Fault(415, "content-encoding", "Content encoding not taken", "Send the picture without Content-Encoding."));
        if (request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) ?? false)
            return ErrorFormat.Problem.Answer(request, new Fault(415, "media-type", "Media type not taken", "The body must be the picture itself, and not a form with it (curl: --data-binary @file)."));
        var asked = new QueryParameters(request);
        asked.Only("moment", "line", "remark");
        var photo = Photo(asked, photoId);
        if (asked.Refusal is { } wrong) return wrong;

        var by = partner.AsActor();
        if (await add.RefusalAsync(found.Order, by, photo!, cancel) is { } never) return await RefusedAsync(request, partner, found.Order.Id, photoId, Fault.Of(never), null);

        using var received = await pictures.ReceiveAsync(request, partner.Id, cancel);
        if (received is null)
        {
            return await RefusedAsync(request, partner, found.Order.Id, photoId,
                new Fault(413, "too-large", "Photo too large", $"A photo may have {PictureLimits.Bytes / (1024 * 1024)} MiB ({PictureLimits.Bytes} bytes)."), null);
        }
        if (received.Picture.Length == 0)
        {
            return await RefusedAsync(request, partner, found.Order.Id, photoId,
                Fault.Of(new Refusal(RefusalKind.Invalid, PictureCodes.Format, "The body is empty: it must be the picture (curl: --data-binary @file).")), received.Picture);
        }
        // From here on the sender's patience no longer counts, as with messages.
        return await add.AddAsync(found.Order.Id, by, photo!, received.Picture, CancellationToken.None) switch
        {
            PhotoAnswer.Done done => Taken(request, done),
            PhotoAnswer.Refused refused => await RefusedAsync(request, partner, found.Order.Id, photoId, Fault.Of(refused.Refusal), received.Picture),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no answer."),
        };
    });

    private IResult Taken(HttpRequest request, PhotoAnswer.Done done)
    {
        request.HttpContext.Response.Headers.Location = hub.OfPhoto(done.Order.Id, done.Photo.Id);
        return OrderReading.Json(w => PhotosViewBuilder.Write(w, done.Order.Id, done.Photo, hub, link: null)).With(201);
    }

    private async Task<IResult> RefusedAsync(HttpRequest request, Partner partner, OrderId order, string photoId, Fault fault, OriginalPicture? picture)
    {
        var receipt = Guid.CreateVersion7(clock.GetUtcNow());
        await archive.StoreAsync(
            new ArchivedMessage
            {
                ReceiptId = receipt,
                PartnerId = partner.Id,
                // Not a name that a message may bear.
                MessageId = $"urn:ketenhub:photo:{photoId}",
                Hash = picture?.Sha256 ?? "",
                ContentType = request.ContentType,
                Request = $"Photo {order}/{photoId}",
                Body = ReadOnlyMemory<byte>.Empty,
                Size = picture?.Length ?? request.ContentLength ?? 0,
                ReceivedAt = clock.GetUtcNow(),
                Outcome = MessageOutcome.Refused,
                Subject = order,
                Reason = fault.Detail,
            },
            CancellationToken.None);
        return ErrorFormat.Problem.Answer(request, fault with { ReceiptId = receipt });
    }

    private static PhotoToAdd? Photo(QueryParameters asked, string photoId)
    {
        var moment = asked.Choice<PhotoMoment>("moment");
        if (moment is null && asked.Text("moment") is null) asked.Wrong<object?>("moment", "Required: before, after or damage.", null);
        var line = Short("line", Limits.KeyLength);
        var remark = Short("remark", Limits.TextLength);
        return moment is { } shown ? new PhotoToAdd(photoId, shown, line, remark) { LineMustExist = true } : null;

        string? Short(string name, int most) =>
            asked.Text(name) is { } text && text.Length > most ? asked.Wrong<string?>(name, string.Create(CultureInfo.InvariantCulture, $"At most {most} characters."), null) : asked.Text(name);
    }
}

using System.Text.Json;
using Hub.Application.Evidence;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera.Writing;

/// <summary>
/// Writes <c>informatieobjecten</c>: photos that the hub keeps, by their address there and never as bytes. All of them bear the hub's
/// mark, those of the ERP too: it is the hub's key that goes with them, and what comes back is no photo anew.
/// </summary>
internal sealed class PhotosBody(Utf8JsonWriter json, Order order, Connection connection, PublicAddress hub)
{
    /// <summary>Every photo of the order that was not deleted.</summary>
    public void Write() => Write(order.Photos.Received.Where(p => p.Deleted is null).ToList());

    /// <summary>The photo that an event added; nothing for any other event.</summary>
    public void Write(OrderEvent? happened)
    {
        if (happened is PhotoAdded added) Write(order.Photos.Received.Where(p => p.Id == added.PhotoId && p.Deleted is null).ToList());
    }

    private void Write(List<Photo> photos)
    {
        if (photos.Count == 0) return;
        json.WriteStartArray("informatieobjecten");
        foreach (var photo in photos) Write(photo);
        json.WriteEndArray();
    }

    private void Write(Photo photo)
    {
        var (added, picture) = (photo.Added, photo.Picture);
        var moment = CodeMaps.Moments.For(added.Moment, connection);
        var format = CodeMaps.PictureFormats.For(picture.MediaType, connection);
        json.WriteStartObject();
        json.WriteString("id", photo.Id);
        json.WriteString("idGegevensbeheerder", MemberNames.HubMark);
        json.Code("soort", CodeMaps.Documents.For(CodeMaps.Photo, connection));
        json.Code("onderwerp", moment);
        json.Code("subonderwerp", added.LineNumber);
        json.WriteString("titel", Title(moment, added.LineNumber));
        json.Text("beschrijving", added.Remark);
        json.Moment("registratiedatum", photo.ReceivedAt);
        json.Moment("ontvangstdatum", photo.ReceivedAt);
        json.WriteNumber("bestandsgrootte", picture.Size);
        json.WriteString("bestandslocatie", hub.OfPhoto(order.Id, photo.Id));
        json.WriteString("bestandsnaam", format is null ? photo.Id : $"{photo.Id}.{format.Code}");
        json.Code("formaat", format);
        json.Code("vertrouwelijkheid", CodeMaps.Confidentiality.For(CodeMaps.Photo, connection));
        json.WriteEndObject();
    }

    /// <summary>For a person who sees a list of documents: <c>Foto na, regel 2</c>.</summary>
    private static string Title(CodeEntry<PhotoMoment>? moment, string? line)
    {
        var what = moment is null ? "Foto" : $"Foto {moment.Name.ToLowerInvariant()}";
        return line is null ? what : $"{what}, regel {line}";
    }
}

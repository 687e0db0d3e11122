using Hub.Application.Deliveries;
using Hub.Application.Reading;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Formats.Dico.Codes;

namespace Hub.Formats.Dico.Writing;

/// <summary>
/// Writes the photos of an order as attachments: where they are to be had, and never themselves. A contractor gets those that it may see
/// and did not add itself. A photo of a line goes with the line, any other with the message, and so does one of a line that is not written.
/// </summary>
internal sealed class PhotoWriter
{
    private readonly DocumentWriter _document;
    private readonly OutgoingOrderMessage _outbound;
    private readonly ILookup<string, Photo> _onLines;
    private readonly IReadOnlyList<Photo> _others;

    /// <summary>The photos for the recipient; <paramref name="lines"/> are the numbers of the lines that are written.</summary>
    public PhotoWriter(DocumentWriter document, OutgoingOrderMessage outbound, IEnumerable<string> lines)
    {
        (_document, _outbound) = (document, outbound);
        var written = lines.ToHashSet();
        var photos = outbound.Order.Photos.Received
            .Where(p => p.Deleted is null && Visibility.SeesPhoto(new Viewer(outbound.Recipient), p.By) && p.By.PartnerId != outbound.Recipient.Id)
            .ToLookup(p => p.Added.LineNumber is { } line && written.Contains(line));
        _onLines = photos[true].ToLookup(p => p.Added.LineNumber!);
        _others = [.. photos[false]];
    }

    /// <summary>Writes those of the order as a whole.</summary>
    public void WriteOfOrder() => Write(_others);

    /// <summary>Writes those of a line.</summary>
    public void WriteOfLine(string number) => Write(_onLines[number]);

    private void Write(IEnumerable<Photo> photos)
    {
        foreach (var photo in photos) _document.Group(ElementNames.Attachment, () => Content(photo));
    }

    private void Content(Photo photo)
    {
        var connection = _outbound.Recipient.Connection;
        var type = CodeMaps.PhotoTypes.CodeOf(connection.DicoGeneration is not DicoGeneration.A)!;
        var ending = CodeMaps.FileTypes.CodeOf(photo.Picture.MediaType);
        _document.Value(ElementNames.Url, _outbound.Hub.OfPhoto(_outbound.Order.Id, photo.Id));
        _document.Value(ElementNames.DocumentType, connection.FromStandard("documentType", type));
        _document.Value(ElementNames.FileType, ending);
        _document.Value(ElementNames.FileName, ending is null ? photo.Id : $"{photo.Id}.{ending}");
        Characteristic("Moment", CodeMaps.Moments.CodeOf(photo.Added.Moment));
        Characteristic("Remark", photo.Added.Remark);
    }

    private void Characteristic(string name, string? value) =>
        _document.GroupIf(!string.IsNullOrWhiteSpace(value), ElementNames.AttachmentCharacteristics, () =>
        {
            _document.Value(ElementNames.AttributeName, name);
            _document.Value(ElementNames.AttributeValue, value);
        });
}

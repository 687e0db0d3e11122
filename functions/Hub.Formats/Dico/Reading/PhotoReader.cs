using System.Security.Cryptography;
using System.Text;
using Hub.Application.Intake;
using Hub.Domain;
using Hub.Domain.Keys;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Formats.Dico.Codes;

namespace Hub.Formats.Dico.Reading;

/// <summary>
/// Reads the photos among the attachments of a message, of its order and of its lines.
/// <list type="bullet">
/// <item>A photo is what DocumentType calls one (PHO); under OTA, which older lists have for it, and without a type also what neither
/// FileType nor the ending of FileName calls something else than a picture that the hub takes. Every other attachment is passed over.</item>
/// <item>Its id is made of the picture, or of the address that is given in its place: contractors send the same photo with every
/// status, and it stays one.</item>
/// <item>What it shows is its characteristic Moment, or Fotomoment (<see cref="CodeMaps.Moments"/>). Without one the message decides: with
/// completed work come photos of after it, with a request for extra work photos of damage, and with anything else photos of before
/// the work.</item>
/// <item>Its remark is its characteristic Remark, or Opmerking. FileName is none: it may name who took the photo, or of whom.</item>
/// </list>
/// </summary>
internal sealed class PhotoReader(Fields fields, Connection connection)
{
    private static readonly string[] MomentNames = ["Moment", "Fotomoment"];
    private static readonly string[] RemarkNames = ["Remark", "Opmerking"];

    // Longer is a word after a full stop, and no ending.
    private const int LongestEnding = 5;

    /// <summary>The photos in the order of the document; <paramref name="commands"/> are what the message reports beside them.</summary>
    public IReadOnlyList<IncomingPhoto> Read(Element root, IReadOnlyList<OrderCommand> commands)
    {
        var usual = Usual([.. commands.OfType<Report>().Select(r => r.Fact)]);
        var photos = new List<IncomingPhoto>();
        var ids = new HashSet<string>();
        var count = 0;
        foreach (var (at, line) in Attachments(root, null).Where(a => IsPhoto(a.At)))
        {
            if (++count > Limits.PhotosPerMessage)
            {
                fields.Fail(at.Place, $"Ten hoogste {Limits.PhotosPerMessage} foto's worden verwacht in een bericht.");
                break;
            }
            if (Photo(at, line, usual) is { } photo && ids.Add(photo.PhotoId)) photos.Add(photo);
        }
        return photos;
    }

    private static PhotoMoment Usual(IReadOnlyList<OrderEvent> reported) =>
        reported.Any(e => e is WorkCompleted) ? PhotoMoment.After
        : reported.Any(e => e is ExtraWorkRequested) ? PhotoMoment.Damage
        : PhotoMoment.Before;

    private static IEnumerable<(Element At, string? Line)> Attachments(Element parent, string? line)
    {
        foreach (var child in parent.Children.Where(c => c.Namespace == parent.Namespace))
        {
            var within = child.Name switch
            {
                ElementNames.Attachment => [(child, line)],
                ElementNames.InstructionData when parent.Name == ElementNames.MaintenanceStatus => Attachments(child, null),
                ElementNames.InstructionLine when parent.Name == ElementNames.InstructionData => Attachments(child, KeyText.Given(Text(child, ElementNames.LineNumber))),
                _ => [],
            };
            foreach (var attachment in within) yield return attachment;
        }
    }

    private bool IsPhoto(Element at)
    {
        var given = Text(at, ElementNames.DocumentType);
        var type = given is null ? null : CodeMaps.PhotoTypes.Find(connection.ToStandard("documentType", KeyText.Of(given)));
        if (given is not null && type is null) return false;
        return type is { Value: true } || (MayBePicture(Text(at, ElementNames.FileType)) && MayBePicture(Ending(Text(at, ElementNames.FileName))));
    }

    private static bool MayBePicture(string? type)
    {
        if (type is null) return true;
        var name = type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ? type["image/".Length..] : type.TrimStart('.');
        return CodeMaps.FileTypes.Any(t => t.Code.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private static string? Ending(string? name)
    {
        var ending = name is not null && name.LastIndexOf('.') is >= 0 and var point ? name[(point + 1)..] : "";
        return ending.Length is > 0 and <= LongestEnding && ending.All(char.IsAsciiLetterOrDigit) ? ending : null;
    }

    private IncomingPhoto? Photo(Element at, string? line, PhotoMoment usual)
    {
        var address = fields.Value(at, ElementNames.Url);
        var file = fields.Find(at, ElementNames.AttachedData);
        var moment = Moment(at) ?? usual;
        if (file?.Data?.Error is { } error)
        {
            fields.Fail(file.Place, error);
            return null;
        }
        var bytes = file?.Data?.Bytes ?? ReadOnlyMemory<byte>.Empty;
        if (address is null == bytes.IsEmpty)
        {
            fields.Fail(at.Place, "Van een foto wordt URL of AttachedData verwacht, gevuld, en niet beide.");
            return null;
        }
        if (address is not null && !IsAddress(address.Text))
        {
            fields.Fail(address.Place, $"Een volledig adres wordt verwacht, http of https, zonder gebruikersnaam, van ten hoogste {Limits.UrlLength} tekens.");
            return null;
        }
        var hash = SHA256.HashData(address is null ? bytes.Span : Encoding.UTF8.GetBytes(address.Text));
        return new IncomingPhoto
        {
            PhotoId = PhotoRules.IdFor("dico", Convert.ToHexStringLower(hash)),
            Moment = moment,
            LineNumber = line,
            Remark = Characteristics(at, RemarkNames).FirstOrDefault() is { } remark ? fields.FreeTextOf(remark) : null,
            Data = address is null ? bytes : (ReadOnlyMemory<byte>?)null,
            Url = address?.Text,
            Place = at.Place,
        };
    }

    private PhotoMoment? Moment(Element at)
    {
        PhotoMoment? found = null;
        foreach (var value in Characteristics(at, MomentNames))
        {
            var row = CodeMaps.Moments.FirstOrDefault(m => m.Code.Equals(value.Text, StringComparison.OrdinalIgnoreCase));
            if (row is null) fields.Fail(value.Place, $"Een van {CodeMaps.Moments.Listed()} wordt verwacht.");
            else if (found is { } first && first != row.Value) fields.Fail(value.Place, "Van een foto wordt één moment verwacht.");
            else found = row.Value;
        }
        return found;
    }

    // The values, filled, of the characteristics with one of these names.
    private static IEnumerable<Element> Characteristics(Element at, string[] names) =>
        at.All(ElementNames.AttachmentCharacteristics)
            .Where(c => names.Contains(Text(c, ElementNames.AttributeName), StringComparer.OrdinalIgnoreCase))
            .SelectMany(c => c.All(ElementNames.AttributeValue).Where(v => v.HasText));

    private static bool IsAddress(string text) =>
        text.Length <= Limits.UrlLength && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.Host.Length > 0
            && uri.UserInfo.Length == 0;

    // What decides whether it is a photo at all is no error: what is none was never looked into.
    private static string? Text(Element at, string name) => at.All(name).FirstOrDefault() is { HasText: true } found ? found.Text : null;
}

using System.Security.Cryptography;
using System.Text;
using Hub.Application.Intake;
using Hub.Domain;
using Hub.Domain.Keys;
using Hub.Domain.Orders;
using Hub.Formats.Vera.Codes;
using Hub.Pictures;

namespace Hub.Formats.Vera.Reading;

/// <summary>
/// Reads the photos of a message: its <c>informatieobjecten</c> of kind <c>FOT</c>, in the document's order. Other kinds are passed
/// over, as is what bears the hub's mark: the hub sent it, and it comes back. A photo's name and its file's are not kept, for they may
/// name people.
/// </summary>
internal static class PhotoReader
{
    /// <summary>The photos. Errors are noted on the nodes; a faulty photo is left out.</summary>
    public static IReadOnlyList<IncomingPhoto> Read(Node order)
    {
        var photos = new List<IncomingPhoto>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var found = 0;
        foreach (var item in order.Objects("informatieobjecten"))
        {
            if (item.IsHubsOwn() || item.Code("soort") is not { } kind || CodeMaps.Documents.Find(kind, item.Connection) is null) continue;
            if (found++ == Limits.PhotosPerMessage)
            {
                order.AddError("informatieobjecten", $"ten hoogste {Limits.PhotosPerMessage} foto's in een bericht");
                break;
            }
            if (Photo(item) is not { } photo) continue;
            if (!ids.Add(photo.PhotoId))
                item.AddError("een foto die geen ander informatieobject is: met een eigen sleutel of, zonder sleutel, een ander beeld");
            photos.Add(photo);
        }
        return photos;
    }

    private static IncomingPhoto? Photo(Node item)
    {
        var errors = item.ErrorCount;
        var data = item.Bytes("bestand", PictureLimits.Bytes);
        var url = Url(item);
        if (item.ErrorCount == errors && (data is null) == (url is null))
            item.AddError("de foto zelf (bestand) of waar die staat (bestandslocatie), een van beide");
        var line = Line(item);
        var remark = item.Text("beschrijving");
        var key = item.Keys(Limits.TextLength).Preferred(item.Connection);
        var moment = Moment(item);
        if (item.ErrorCount > errors) return null;

        return new IncomingPhoto
        {
            PhotoId = PhotoRules.IdFor("vera", key ?? Convert.ToHexStringLower(SHA256.HashData(data ?? Encoding.UTF8.GetBytes(url!)))),
            Moment = moment,
            LineNumber = line,
            Remark = remark,
            // A bare null would become an empty memory, which is a value.
            Data = data is null ? default(ReadOnlyMemory<byte>?) : data,
            Url = url,
            Place = item.Pointer,
        };
    }

    // Named as tasks are. One that names nothing would be of the whole order, and not of the task that its sender meant.
    private static string? Line(Node item)
    {
        if (item.Object("subonderwerp") is not { } subject) return null;
        var before = subject.ErrorCount;
        var keys = subject.Keys();
        if (!keys.Any && subject.ErrorCount == before) subject.AddError("code", "de sleutel (code, idExtern of id) van een taak van de order");
        return keys.PreferredCode(item.Connection);
    }

    private static string? Url(Node item)
    {
        const string member = "bestandslocatie";
        if (item.Text(member) is not { } text) return null;
        if (text.Length <= Limits.UrlLength && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
            && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.Host.Length > 0 && url.UserInfo.Length == 0)
            return text;
        item.AddError(member, $"een volledig adres, http of https, zonder gebruikersnaam, van ten hoogste {Limits.UrlLength} tekens");
        return null;
    }

    /// <summary>
    /// What it shows: by <c>onderwerp.code</c>, else by the whole <c>titel</c>, else by its first word (<c>voor - keuken</c>), in any
    /// case. Without any of them, damage: what an ERP sends with an order is what is to be repaired.
    /// </summary>
    private static PhotoMoment Moment(Node item)
    {
        var title = KeyText.Given(item.Text("titel"));
        return Known(item.Object("onderwerp")?.Key("code")) ?? Known(title) ?? Known(FirstWord(title)) ?? PhotoMoment.Damage;

        PhotoMoment? Known(string? text) => text is null ? null
            : CodeMaps.Moments.Find(text, item.Connection)?.Value;
    }

    private static string? FirstWord(string? title) => title is null ? null : string.Concat(title.TakeWhile(char.IsLetter));
}

using System.Text;
using System.Text.Json;
using Hub.Testing.Pictures;

namespace Hub.EndToEnd.Tests.Support;

/// <summary>How partners bring and fetch photos.</summary>
internal static class PhotoCalls
{
    /// <summary>A photo with all metadata that a JPEG can hold; others than each other by their comment, which does not stay.</summary>
    public static byte[] Jpeg(string sample = "baseline.jpg") => JpegBuilder.Full(sample);

    public static Task<Reply> PutPhotoAsync(this Caller caller, string order, string photo, byte[] picture, string query = "?moment=after") =>
        caller.SendAsync(HttpMethod.Put, $"api/v1/orders/{order}/photos/{photo}{query}", picture, "image/jpeg");

    public static async Task<JsonElement> PhotosAsync(this Caller caller, string order) =>
        (await caller.GetAsync($"api/v1/orders/{order}/photos")).Expect(200).Json;

    public static async Task<JsonElement> PhotoAsync(this Caller caller, string order, string photo) =>
        (await caller.PhotosAsync(order)).GetProperty("photos").EnumerateArray().Single(p => p.GetProperty("id").GetString() == photo);

    /// <summary>Follows the redirect of a photo, without a key.</summary>
    public static async Task<Reply> LookAsync(this Caller caller, string order, string photo, string query = "", params (string Name, string Value)[] headers)
    {
        var led = (await caller.GetAsync($"api/v1/orders/{order}/photos/{photo}{query}")).Expect(302);
        return await new Caller(caller.Hub, null).GetAsync(led.Headers["Location"], headers);
    }

    /// <summary>An attachment of a MaintenanceStatus, with the picture or its address.</summary>
    public static string Attachment(byte[]? picture = null, string? url = null, string? moment = null) =>
        $"<Attachment>{(url is null ? "" : $"<URL>{url}</URL>")}{(picture is null ? "" : $"<AttachedData>{Convert.ToBase64String(picture)}</AttachedData>")}<DocumentType>PHO</DocumentType>"
        + (moment is null
            ? ""
            : $"<AttachmentCharacteristics><AttributeName>Moment</AttributeName><AttributeValue>{moment}</AttributeValue></AttachmentCharacteristics>")
        + "</Attachment>";

    /// <summary>A MaintenanceStatus with attachments on the order.</summary>
    public static string StatusWith(string number, string gln, string status, string attachments, string? messageNumber = null) =>
        Given.Status(number, gln, status, messageNumber: messageNumber)
            .Replace($"<Status>{status}</Status>", $"<Status>{status}</Status>{attachments}", StringComparison.Ordinal);

    /// <summary>True where a text that was planted as metadata stands in the bytes.</summary>
    public static bool HasPlanted(byte[] bytes) => bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(ExifBuilder.Mark)) >= 0;
}

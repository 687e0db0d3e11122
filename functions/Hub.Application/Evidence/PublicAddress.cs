using Hub.Domain.Orders;

namespace Hub.Application.Evidence;

/// <summary>Where partners reach the hub, as they are told it.</summary>
/// <param name="find">Gives the absolute address, http or https; asked at each use, for a hub on a free port knows its own only when it listens.</param>
public sealed class PublicAddress(Func<Uri> find)
{
    /// <summary>An address that is known.</summary>
    public PublicAddress(Uri address)
        : this(() => address)
    {
    }

    /// <summary>
    /// The address of a photo, for as long as the hub keeps it. It gives nothing by itself: who asks there shows a key, and gets a
    /// link that is good for minutes.
    /// </summary>
    public string OfPhoto(OrderId order, string photoId) => Of($"/api/v1/orders/{order}/photos/{photoId}");

    /// <summary>The path of a picture, to which a link of the hub's own leads.</summary>
    public static string PathOf(EvidenceKey key) => $"/api/v1/evidence/{key.OrderId}/{key.Sha256}";

    /// <summary>True for an address of the hub's own.</summary>
    public bool IsOwn(string url) => url.StartsWith(Of("/"), StringComparison.OrdinalIgnoreCase);

    /// <summary>True for an address by which the hub tells of a photo of this order, deleted ones too: the photo's, or a link to its picture.</summary>
    public bool IsOfPhoto(Order order, string url)
    {
        if (!IsOwn(url)) return false;
        var address = url.AsSpan(0, url.IndexOf('?') is var query and >= 0 ? query : url.Length);
        foreach (var photo in order.Photos.Received)
        {
            if (address.Equals(OfPhoto(order.Id, photo.Id), StringComparison.OrdinalIgnoreCase)
                || address.Equals(Of(PathOf(new EvidenceKey(order.Id, photo.Picture.Sha256))), StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    /// <summary>The address of a path, which begins with a slash.</summary>
    public string Of(string path) => find().AbsoluteUri.TrimEnd('/') + path;
}

using Hub.Core.Orders;

namespace Hub.Core.Evidence;

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

    /// <summary>The address of a path, which begins with a slash.</summary>
    public string Of(string path) => find().AbsoluteUri.TrimEnd('/') + path;
}

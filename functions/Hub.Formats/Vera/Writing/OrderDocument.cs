using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Application.Evidence;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Formats.Vera.Codes;

namespace Hub.Formats.Vera.Writing;

/// <summary>
/// Writes an order as VERA's Onderhoudsorder, as the hub serves it to the ERP: <c>GET /{id}</c>, lists, and the answer to POST.
/// What the ERP sent is written as it sent it; what the hub added is marked (<see cref="MemberNames.HubMark"/>), so that the
/// same document read as a PUT is no change. Photos are listed in <c>informatieobjecten</c>, the ERP's own too, each by its address at the
/// hub; deleted ones are not. <c>id</c> is the ERP's where it sent one, else the hub's order id, which always
/// is in the extra attribute <c>ketenhubId</c> too.
/// </summary>
public static class OrderDocument
{
    // Texts stay readable: the body is JSON for a machine, never put into a page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="erp">Who reads it: its connection decides which key names the order and which codes are its own.</param>
    /// <param name="contractor">The order's contractor; null where there is none.</param>
    /// <param name="hub">Where partners reach the hub: photos are written by their address there.</param>
    /// <param name="saysAssigned">True where it also says whether a contractor has the order, and why not: in the answer to a message about it, and where it is read by itself.</param>
    public static byte[] Write(Order order, Partner erp, Partner? contractor, PublicAddress hub, bool saysAssigned = false) =>
        Bytes(json => new OrderBody(json, order, erp, contractor, null, hub) { SaysAssigned = saysAssigned }.WriteWhole());

    /// <summary>The whole order, as an element of a list that the caller writes.</summary>
    public static void WriteTo(Utf8JsonWriter json, Order order, Partner erp, Partner? contractor, PublicAddress hub) =>
        new OrderBody(json, order, erp, contractor, null, hub).WriteWhole();

    /// <summary>A list of orders (<c>GET /onderhoudsorders</c>), in the given order.</summary>
    /// <param name="orders">Each with its contractor, or null where there is none.</param>
    /// <param name="erp">Who reads it.</param>
    /// <param name="hub">Where partners reach the hub.</param>
    public static byte[] WriteList(IEnumerable<(Order Order, Partner? Contractor)> orders, Partner erp, PublicAddress hub) => Bytes(json =>
    {
        json.WriteStartArray();
        foreach (var (order, contractor) in orders) WriteTo(json, order, erp, contractor, hub);
        json.WriteEndArray();
    });

    internal static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, Options)) write(json);
        return buffer.WrittenSpan.ToArray();
    }
}

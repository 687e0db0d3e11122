using System.Security.Cryptography;
using System.Text;
using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>
/// The hub's own key of an order: a UUIDv5 (RFC 9562) of the ERP and its order number, so that the order's stream is
/// known before the order exists and the same order always lands in the same place.
/// </summary>
public readonly record struct OrderId(Guid Value)
{
    // The name space of Ketenhub's order ids; never to be changed, every stored order hangs on it.
    private static readonly byte[] Namespace = Guid.Parse("6f2f9c1e-7b1d-5c0a-9a39-2f3f5d1c8e77").ToByteArray(bigEndian: true);

    /// <summary>The id of the order that <paramref name="erpId"/> calls <paramref name="number"/>.</summary>
    public static OrderId For(string erpId, string number) => new(Uuid5($"{erpId}\n{number}"));

    /// <summary>Reads the 36-character form; false where the text is not a UUID.</summary>
    public static bool TryParse(string? text, out OrderId id)
    {
        var read = Guid.TryParseExact(text, "D", out var value);
        id = new OrderId(value);
        return read;
    }

    /// <summary>A name-based UUID in the hub's name space: the same name gives the same id, on every machine.</summary>
    public static Guid Uuid5(string name)
    {
        var text = Encoding.UTF8.GetBytes(name);
        Span<byte> hash = stackalloc byte[20];
        byte[] input = [.. Namespace, .. text];
        // SHA-1 is what version 5 is defined with; it names things here, it protects nothing.
#pragma warning disable CA5350
        SHA1.HashData(input, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>The order of a stream; null where the stream is of another kind.</summary>
    public static OrderId? Of(StreamId stream) => stream.Kind is StreamId.Order ? new OrderId(stream.Id) : null;

    /// <summary>The order's stream.</summary>
    public StreamId ToStreamId() => new(StreamId.Order, Value);

    /// <summary>An order's id also names its stream.</summary>
    public static implicit operator StreamId(OrderId id) => id.ToStreamId();

    /// <summary>The order of a stream.</summary>
    /// <exception cref="InvalidOperationException">The stream is of another kind.</exception>
    public static explicit operator OrderId(StreamId stream) => Of(stream) ?? throw new InvalidOperationException($"Stream {stream} is not of an order.");

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}

using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Application.Streams;

/// <summary>Events of orders, in the JSON of <see cref="OrderEventJson"/>.</summary>
public sealed class OrderEventCodec : IEventCodec
{
    /// <inheritdoc/>
    public string Kind => StreamId.Order;

    /// <inheritdoc/>
    public byte[] Write(IStreamEvent e) => OrderEventJson.Write((OrderEvent)e);

    /// <inheritdoc/>
    public IStreamEvent Read(ReadOnlySpan<byte> json) => OrderEventJson.Read(json);
}

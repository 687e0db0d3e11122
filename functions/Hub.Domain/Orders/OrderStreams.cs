using Hub.Domain.Streams;

namespace Hub.Domain.Orders;

/// <summary>Streams of orders.</summary>
public static class OrderStreams
{
    /// <summary>The order that the stream tells of, or null where it is empty.</summary>
    /// <exception cref="InvalidOperationException">The stream is not an order's.</exception>
    public static Order? Fold(this EventStream stream) => Order.Fold(stream.Events);

    extension(RecordedEvent recorded)
    {
        /// <summary>The event of an order's stream.</summary>
        public OrderEvent OrderEvent => (OrderEvent)recorded.Event;
    }
}

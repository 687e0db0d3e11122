using System.Text.Json.Serialization;
using Hub.Domain.Orders;

namespace Hub.Application.Contacts;

/// <summary>
/// The contact record of each order, apart from the event stream so that erasing it breaks nothing. Each record has a
/// day on which the retention sweep looks at it: then it is erased, or kept longer where its order is still open.
/// </summary>
public interface IContacts
{
    /// <summary>Keeps the contact of an order in the place of an earlier one; durable when it returns.</summary>
    Task SaveAsync(OrderId order, ResidentContact contact, DateTimeOffset reviewAt, CancellationToken cancel);

    /// <summary>The contact of an order, or null where there is none or it was erased.</summary>
    ValueTask<ResidentContact?> FindAsync(OrderId order, CancellationToken cancel);

    /// <summary>Erases the contact of an order; true where there was one.</summary>
    Task<bool> EraseAsync(OrderId order, CancellationToken cancel);

    /// <summary>Has the sweep look again at another time.</summary>
    Task PostponeAsync(OrderId order, DateTimeOffset reviewAt, CancellationToken cancel);

    /// <summary>Orders whose contact the sweep must look at, longest due first.</summary>
    ValueTask<IReadOnlyList<OrderId>> DueAsync(DateTimeOffset now, int max, CancellationToken cancel);
}

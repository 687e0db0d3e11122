namespace Hub.Application.Reading;

/// <summary>Read models, kept up to date by a follower of the log.</summary>
public interface IViews
{
    /// <summary>Writes rows, each only where it is newer than the one there. Durable when it returns.</summary>
    Task PutAsync(IReadOnlyList<OrderSummary> orders, CancellationToken cancel);

    /// <summary>A page of orders.</summary>
    ValueTask<OrderPage> ListAsync(OrderQuery query, CancellationToken cancel);
}

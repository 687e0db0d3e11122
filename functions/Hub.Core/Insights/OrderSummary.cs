using Hub.Core.Orders;

namespace Hub.Core.Insights;

/// <summary>One row of the list of orders: no personal data, no free text.</summary>
public sealed record OrderSummary
{
    /// <summary>The order.</summary>
    public required OrderId OrderId { get; init; }

    /// <summary>Version of the stream that this row was folded from; a newer row wins.</summary>
    public required int Version { get; init; }

    /// <summary>The ERP that placed it.</summary>
    public required string ErpId { get; init; }

    /// <summary>Order number.</summary>
    public required string Number { get; init; }

    /// <summary>The ERP's keys.</summary>
    public ErpKeys Keys { get; init; } = new();

    /// <summary>Kind of work.</summary>
    public required OrderKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required OrderStatus Status { get; init; }

    /// <summary>Its phase in the shared process.</summary>
    public required AortaPhase Phase { get; init; }

    /// <summary>The contractor.</summary>
    public string? ContractorId { get; init; }

    /// <summary>The contract.</summary>
    public string? ContractNumber { get; init; }

    /// <summary>Dwelling key.</summary>
    public string? DwellingId { get; init; }

    /// <summary>Complex.</summary>
    public string? Complex { get; init; }

    /// <summary>Area.</summary>
    public string? Area { get; init; }

    /// <summary>Urgency.</summary>
    public string? Urgency { get; init; }

    /// <summary>Why no contractor has it.</summary>
    public string? Unrouted { get; init; }

    /// <summary>Its deadlines and what it waits for.</summary>
    public OrderStanding Standing { get; init; } = OrderStanding.Nothing;

    /// <summary>When it was placed.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The row of an order.</summary>
    public static OrderSummary Of(Order order) => new()
    {
        OrderId = order.Id,
        Version = order.Version,
        ErpId = order.ErpId,
        Number = order.Content.Number,
        Keys = order.Content.Keys,
        Kind = order.Content.Kind,
        Status = order.Status,
        Phase = order.Phase,
        ContractorId = order.ContractorId,
        ContractNumber = order.ContractNumber,
        DwellingId = order.Content.DwellingId,
        Complex = order.Dwelling?.Complex ?? order.Content.Complex,
        Area = order.Dwelling?.Area,
        Urgency = order.Content.Urgency,
        Unrouted = order.Unrouted,
        Standing = OrderStanding.Of(order),
        PlacedAt = order.PlacedAt,
        ChangedAt = order.ChangedAt,
    };
}

/// <summary>Which orders to list; what is null does not narrow.</summary>
public sealed record OrderQuery
{
    /// <summary>Of this ERP.</summary>
    public string? ErpId { get; init; }

    /// <summary>With this contractor.</summary>
    public string? ContractorId { get; init; }

    /// <summary>Awarded under this contract.</summary>
    public string? ContractNumber { get; init; }

    /// <summary>In this status.</summary>
    public OrderStatus? Status { get; init; }

    /// <summary>Of this kind.</summary>
    public OrderKind? Kind { get; init; }

    /// <summary>In this area.</summary>
    public string? Area { get; init; }

    /// <summary>Placed at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Placed before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Number, dwelling or complex begins with this.</summary>
    public string? Text { get; init; }

    /// <summary>One of the ERP's keys is exactly this.</summary>
    public ErpKeys? Keys { get; init; }

    /// <summary>Only orders that no contractor has, with the reason.</summary>
    public bool UnroutedOnly { get; init; }

    /// <summary>Where the page before ended.</summary>
    public string? Cursor { get; init; }

    /// <summary>At most this many, 1 to 100.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>A page of orders, last placed first.</summary>
/// <param name="Items">The page.</param>
/// <param name="Cursor">For the next page; null at the end.</param>
public sealed record OrderPage(IReadOnlyList<OrderSummary> Items, string? Cursor);

/// <summary>Read models, folded from the log by the relay.</summary>
public interface IViews
{
    /// <summary>Writes rows, each only where it is newer than the one there. Durable when it returns.</summary>
    Task PutAsync(IReadOnlyList<OrderSummary> orders, CancellationToken cancel);

    /// <summary>A page of orders.</summary>
    ValueTask<OrderPage> ListAsync(OrderQuery query, CancellationToken cancel);
}

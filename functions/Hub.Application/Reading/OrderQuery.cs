using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Application.Reading;

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

    /// <summary>
    /// Number, dwelling, complex, street (in any case) or postal code (with or without its space) begins with this. Never a resident's contact, or free text.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>One of the ERP's keys is exactly this.</summary>
    public ErpKeys? Keys { get; init; }

    /// <summary>Only orders that no contractor has, with the reason.</summary>
    public bool UnroutedOnly { get; init; }

    /// <summary>Where the page before ended.</summary>
    public string? Cursor { get; init; }

    /// <summary>How long the page may take to read; null for as long as it takes.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>At most this many, 1 to 100.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>A page of orders, last placed first.</summary>
/// <param name="Items">The page.</param>
/// <param name="Cursor">For the next page; null at the end.</param>
public sealed record OrderPage(IReadOnlyList<OrderSummary> Items, string? Cursor);

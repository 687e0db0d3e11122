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

    /// <summary>Last changed at or after.</summary>
    public DateTimeOffset? ChangedFrom { get; init; }

    /// <summary>Last changed before.</summary>
    public DateTimeOffset? ChangedTo { get; init; }

    /// <summary>With an open deadline at or after.</summary>
    public DateTimeOffset? DueFrom { get; init; }

    /// <summary>With an open deadline before.</summary>
    public DateTimeOffset? DueTo { get; init; }

    /// <summary>EUR without VAT ordered, at least.</summary>
    public decimal? AmountFrom { get; init; }

    /// <summary>EUR without VAT ordered, at most.</summary>
    public decimal? AmountTo { get; init; }

    /// <summary>By what the list is sorted.</summary>
    public OrderSort Sort { get; init; }

    /// <summary>True for the lowest first: the order placed first, due first, or of the smallest amount.</summary>
    public bool IsAscending { get; init; }

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

/// <summary>By what orders are sorted; those that are equal in it in an order of the store's own, the same on every page.</summary>
public enum OrderSort
{
    /// <summary>When they were placed.</summary>
    Placed,

    /// <summary>When they last changed.</summary>
    Changed,

    /// <summary>When their first open deadline falls; those without one are left out.</summary>
    Due,

    /// <summary>What was ordered, in EUR.</summary>
    Amount,
}

/// <summary>A page of orders.</summary>
/// <param name="Items">The page.</param>
/// <param name="Cursor">For the next page; null at the end.</param>
public sealed record OrderPage(IReadOnlyList<OrderSummary> Items, string? Cursor);

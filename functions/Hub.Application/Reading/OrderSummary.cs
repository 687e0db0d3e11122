using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Application.Reading;

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

    /// <summary>Street of the dwelling, or as it was given; for searches.</summary>
    public string? Street { get; init; }

    /// <summary>Postal code of the dwelling, or as it was given; for searches.</summary>
    public string? PostalCode { get; init; }

    /// <summary>Urgency.</summary>
    public string? Urgency { get; init; }

    /// <summary>Why no contractor has it.</summary>
    public string? Unrouted { get; init; }

    /// <summary>Its deadlines and what it waits for.</summary>
    public ContractStatus Standing { get; init; } = ContractStatus.Nothing;

    /// <summary>
    /// EUR without VAT that was ordered, as far as prices are known; without extra work. Null in a row of an earlier version of the hub, until it is made anew.
    /// </summary>
    public decimal? Amount { get; init; }

    /// <summary>
    /// The first of its deadlines that are open, passed or not; null where none is. While the clock stands still it is the one as of when it stopped, though
    /// the deadline moves on.
    /// </summary>
    public DateTimeOffset? DueAt => Standing.Deadlines?.All.Where(d => d.MetAt is null).Select(d => (DateTimeOffset?)d.By).Min();

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
        ContractorId = order.Assignment.ContractorId,
        ContractNumber = order.Assignment.ContractNumber,
        DwellingId = order.Content.DwellingId,
        Complex = order.Dwelling?.Complex ?? order.Content.Complex,
        Area = order.Dwelling?.Area,
        Street = (order.Dwelling?.Address ?? order.Content.GivenAddress)?.Street,
        PostalCode = (order.Dwelling?.Address ?? order.Content.GivenAddress)?.PostalCode,
        Urgency = order.Content.Urgency,
        Unrouted = order.Routing.UnroutedReason,
        Standing = ContractStatus.Of(order),
        Amount = order.Money.Ordered,
        PlacedAt = order.PlacedAt,
        ChangedAt = order.ChangedAt,
    };
}

using System.Globalization;
using System.Text;
using Hub.Application.Reading;
using Hub.Domain.Orders;
using Hub.Domain.Work;

namespace Hub.Azure.Cosmos;

/// <summary>A row of the list of orders, in the partition of its order; one for each generation that is kept.</summary>
internal sealed record OrderRowDocument : Document
{
    // More cents than any order costs.
    private const decimal AmountOffset = 1_000_000_000_000_000m;

    /// <summary>The partition: the order's UUID.</summary>
    public required string OrderId { get; init; }

    /// <summary>The generation of rows; of all rows those of one generation answer.</summary>
    public required int Generation { get; init; }

    /// <summary>Place in the list: when the order was placed, and its id, so that no two have the same.</summary>
    public required string Position { get; init; }

    public required int Version { get; init; }

    public required string ErpId { get; init; }

    public required string Number { get; init; }

    public string? KeyId { get; init; }

    public string? KeyExternal { get; init; }

    public string? KeyCode { get; init; }

    public required OrderKind Kind { get; init; }

    public required OrderStatus Status { get; init; }

    public required AortaPhase Phase { get; init; }

    public string? ContractorId { get; init; }

    public string? ContractNumber { get; init; }

    public string? DwellingId { get; init; }

    public string? Complex { get; init; }

    public string? Area { get; init; }

    /// <summary>The area in the case in which it is compared.</summary>
    public string? AreaKey { get; init; }

    public string? Street { get; init; }

    /// <summary>The street in the case in which it is compared.</summary>
    public string? StreetKey { get; init; }

    public string? PostalCode { get; init; }

    public string? Urgency { get; init; }

    public string? Unrouted { get; init; }

    /// <summary>True where <see cref="Unrouted"/> says something; else null.</summary>
    public bool? IsUnrouted { get; init; }

    /// <summary>True where no contractor has it and one is looked for, or somebody must approve first; else null.</summary>
    public bool? IsWaiting { get; init; }

    /// <summary>True where its id is not made of its number in the one form of a key; else null.</summary>
    public bool? HasEarlierNumber { get; init; }

    /// <summary>The JSON of <see cref="ContractStatus"/>, as a text: it holds amounts.</summary>
    public string? Standing { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>EUR without VAT ordered.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Place in the list by when orders last changed, as <see cref="Position"/>.</summary>
    public string? ChangedPosition { get; init; }

    /// <summary>Place in the list by the first open deadline; null without one.</summary>
    public string? DuePosition { get; init; }

    /// <summary>Place in the list by amount.</summary>
    public string? AmountPosition { get; init; }

    public static string IdOf(int generation) => $"row-{generation}";

    /// <summary>How texts are compared that are found in any case of their letters.</summary>
    public static string? Fold(string? text) => text?.ToLowerInvariant();

    public static OrderRowDocument Of(OrderSummary o, int generation) => new()
    {
        Id = IdOf(generation),
        OrderId = o.OrderId.ToString(),
        Generation = generation,
        Position = $"{SortableMoment.Text(o.PlacedAt)}/{o.OrderId}",
        Version = o.Version,
        ErpId = o.ErpId,
        Number = o.Number,
        KeyId = o.Keys.Id,
        KeyExternal = o.Keys.ExternalId,
        KeyCode = o.Keys.Code,
        Kind = o.Kind,
        Status = o.Status,
        Phase = o.Phase,
        ContractorId = o.ContractorId,
        ContractNumber = o.ContractNumber,
        DwellingId = o.DwellingId,
        Complex = o.Complex,
        Area = o.Area,
        AreaKey = Fold(o.Area),
        Street = o.Street,
        StreetKey = Fold(o.Street),
        PostalCode = o.PostalCode,
        Urgency = o.Urgency,
        Unrouted = o.Unrouted,
        IsUnrouted = o.Unrouted is null ? null : true,
        IsWaiting = IsWaitingForContractor(o) ? true : null,
        HasEarlierNumber = new OrderName(o.OrderId, o.ErpId, o.Number).IsInOneForm ? null : true,
        Standing = ContractStatusJson.Write(o.Standing) is { } json ? Encoding.UTF8.GetString(json) : null,
        PlacedAt = o.PlacedAt,
        ChangedAt = o.ChangedAt,
        Amount = o.Amount,
        ChangedPosition = $"{SortableMoment.Text(o.ChangedAt)}/{o.OrderId}",
        DuePosition = o.DueAt is { } due ? $"{SortableMoment.Text(due)}/{o.OrderId}" : null,
        AmountPosition = o.Amount is { } amount ? $"{SortableAmount(amount)}/{o.OrderId}" : null,
    };

    /// <summary>An amount as a text that sorts as amounts do; those below zero too.</summary>
    public static string SortableAmount(decimal amount) => (decimal.Round(amount * 100, 0, MidpointRounding.AwayFromZero) + AmountOffset)
        .ToString("0000000000000000", CultureInfo.InvariantCulture);

    private static bool IsWaitingForContractor(OrderSummary o) =>
        o.ContractorId is null && (o.Status is OrderStatus.AwaitingApproval || (o.Status is OrderStatus.Registered && o.Unrouted is not null));

    public OrderSummary ToSummary() => new()
    {
        OrderId = new OrderId(Guid.Parse(OrderId)),
        Version = Version,
        ErpId = ErpId,
        Number = Number,
        Keys = new ErpKeys(KeyId, KeyExternal, KeyCode),
        Kind = Kind,
        Status = Status,
        Phase = Phase,
        ContractorId = ContractorId,
        ContractNumber = ContractNumber,
        DwellingId = DwellingId,
        Complex = Complex,
        Area = Area,
        Street = Street,
        PostalCode = PostalCode,
        Urgency = Urgency,
        Unrouted = Unrouted,
        Standing = ContractStatusJson.Read(Standing is null ? [] : Encoding.UTF8.GetBytes(Standing)),
        PlacedAt = PlacedAt,
        ChangedAt = ChangedAt,
        Amount = Amount,
    };
}

/// <summary>Version, generation and rebuild of a projection.</summary>
internal sealed record ProjectionDocument : Document
{
    /// <summary>The partition in which it lies, beside those of orders.</summary>
    public const string Partition = "projections";

    /// <summary>The partition.</summary>
    public string OrderId { get; init; } = Partition;

    public int Version { get; init; } = 1;

    /// <summary>The generation that answers.</summary>
    public int Generation { get; init; }

    /// <summary>The newest generation that there was: each rebuild has one of its own, so that what an earlier one left is never mixed in.</summary>
    public int LastGeneration { get; init; }

    public DateTimeOffset? RebuiltAt { get; init; }

    /// <summary>The rebuild that is going on, which makes <see cref="LastGeneration"/>; else null.</summary>
    public Rebuild? Rebuild { get; init; }

    /// <summary>The generation that takes the rows of a rebuild; null where none is going on.</summary>
    public int? Rebuilding => Rebuild is null ? null : LastGeneration;

    public bool IsAt(Rebuild at) => Rebuild is { } now && (now.Version, now.StartedAt, now.Cursor) == (at.Version, at.StartedAt, at.Cursor);

    public ProjectionState ToState() => new(Version, RebuiltAt, Rebuild);
}

/// <summary>Where a row lies.</summary>
internal sealed record RowPlace(string Id, string OrderId);

using Hub.Domain.Calendar;
using Hub.Domain.Dwellings;
using Hub.Domain.Keys;
using Hub.Domain.Work;

namespace Hub.Domain.Contracts;

/// <summary>A group of dwellings: by area, by complex or by a range of postal codes; exactly one of the three.</summary>
/// <param name="Area">Area of the register.</param>
/// <param name="Complex">Complex of the register.</param>
/// <param name="PostalCodes">First and last postal code, both included; four digits, or four digits and two letters.</param>
public sealed record ContractArea(string? Area = null, string? Complex = null, IReadOnlyList<string>? PostalCodes = null)
{
    /// <summary>Area of the register.</summary>
    public string? Area { get; init => field = KeyText.Given(value); } = KeyText.Given(Area);

    /// <summary>Complex of the register.</summary>
    public string? Complex { get; init => field = KeyText.Given(value); } = KeyText.Given(Complex);

    /// <summary>True where the work lies in this area.</summary>
    public bool Covers(Dwelling? dwelling, Address? address, string? complex)
    {
        if (Area is not null) return KeyText.Codes.Equals(Area, dwelling?.Area);
        if (Complex is not null) return Complex == (dwelling?.Complex ?? complex);
        return PostalCodes is [var first, var last] && (dwelling?.Address ?? address)?.PostalCode is { } code
            && string.CompareOrdinal(code, first) >= 0 && string.CompareOrdinal(code, last.Length == 4 ? last + "ZZ" : last) <= 0;
    }
}

/// <summary>Work that a contract covers. A lower rank is offered first; a second contractor has a higher one.</summary>
/// <param name="Kind">Order kind.</param>
/// <param name="Specialism">Specialism that a line must have, or null for all.</param>
/// <param name="Rank">1 is first.</param>
public sealed record ContractWork(OrderKind Kind, string? Specialism = null, int Rank = 1)
{
    /// <summary>Specialism that a line must have, or null for all.</summary>
    public string? Specialism { get; init => field = KeyText.Given(value); } = KeyText.Given(Specialism);
}

/// <summary>What was agreed with one contractor (<em>raamovereenkomst</em>), in one version.</summary>
public sealed record Contract
{
    /// <summary><see cref="MinimumCount"/> of a contract that names none.</summary>
    public const int UsualMinimumCount = 5;

    /// <summary>The longest that a contract may have photos kept, in years.</summary>
    public const int MaxPhotoYears = 30;

    /// <summary>The contract's number, its key.</summary>
    public required string Number { get; init; }

    /// <summary>The version: document and price list together; an order keeps the one that it was awarded under.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The version at which its price list was last imported; null while it has none.</summary>
    public int? PriceList { get; init; }

    /// <summary>Partner id of the contractor.</summary>
    public required string Contractor { get; init => field = KeyText.Of(value); }

    /// <summary>First day.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day; null while open-ended.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Where; empty is everywhere.</summary>
    public IReadOnlyList<ContractArea> Areas { get; init; } = [];

    /// <summary>What; empty is all work, at rank 1.</summary>
    public IReadOnlyList<ContractWork> Work { get; init; } = [];

    /// <summary>How many dwellings it is about, for figures a dwelling; null where that is not agreed.</summary>
    public int? Dwellings { get; init; }

    /// <summary>Lump sum and packages.</summary>
    public ContractPricing Pricing { get; init; } = ContractPricing.None;

    /// <summary>Who may decide on what amount, the lowest first; below the first nothing waits. Empty: the hub asks for no approval.</summary>
    public IReadOnlyList<Mandate> Mandates { get; init; } = [];

    /// <summary>Agreed times.</summary>
    public IReadOnlyList<ServiceLevel> ServiceLevels { get; init; } = [];

    /// <summary>The hours of a working day.</summary>
    public WorkingHours WorkingHours { get; init; } = WorkingHours.Usual;

    /// <summary>Photos that are asked.</summary>
    public IReadOnlyList<EvidenceRule> Evidence { get; init; } = [];

    /// <summary>Years that photos are kept after their order ended; null where the hub's setting holds.</summary>
    public int? PhotoYears { get; init; }

    /// <summary>Shares of orders that are checked.</summary>
    public IReadOnlyList<SamplingRule> Sampling { get; init; } = [];

    /// <summary>Targets by the key of the figure, such as <c>responseOnTime</c>.</summary>
    public IReadOnlyDictionary<string, KpiTarget> Targets { get; init; } = new Dictionary<string, KpiTarget>();

    /// <summary>What a quarter's score means in EUR, the lowest score first; empty where the contract has no bonus or malus.</summary>
    public IReadOnlyList<Incentive> Incentives { get; init; } = [];

    /// <summary>A figure on fewer orders than this is not shown.</summary>
    public int MinimumCount { get; init; } = UsualMinimumCount;

    /// <summary>
    /// The service level of an order: the one of its urgency, else the contract's default, else the one for every urgency; null where there is none. A contract
    /// of an earlier version may name no default: then an urgency that it does not name has the shortest level, for it may be an emergency that is misspelt.
    /// </summary>
    public ServiceLevel? ServiceLevelFor(OrderKind kind, string? urgency)
    {
        var levels = ServiceLevels.Where(s => s.Kind == kind).ToList();
        return levels.Find(s => s.Urgency is not null && KeyText.Codes.Equals(s.Urgency, urgency))
            ?? levels.Find(s => s.IsDefault)
            ?? levels.Find(s => s.Urgency is null)
            ?? (urgency is null ? null : levels.MinBy(s => s.Length));
    }

    /// <summary>True for an urgency that the contract does not name, where it names others for this kind of order.</summary>
    public bool IsUnknownUrgency(OrderKind kind, string? urgency) => urgency is not null
        && ServiceLevels.Any(s => s.Kind == kind && s.Urgency is not null)
        && !ServiceLevels.Any(s => s.Kind == kind && KeyText.Codes.Equals(s.Urgency, urgency));

    /// <summary>True on a day within the contract.</summary>
    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is not { } to || day <= to);

    /// <summary>The best rank at which the contract covers this work on this day, or null where it does not.</summary>
    public int? RankFor(OrderContent content, Dwelling? dwelling, DateOnly day)
    {
        if (!IsValidOn(day)) return null;
        if (Areas.Count > 0 && !Areas.Any(a => a.Covers(dwelling, content.GivenAddress, content.Complex))) return null;
        if (Work.Count == 0) return 1;
        var ranks = Work
            .Where(w => w.Kind == content.Kind && (w.Specialism is null || content.Lines.Any(l => KeyText.Codes.Equals(l.Specialism, w.Specialism))))
            .Select(w => w.Rank)
            .ToList();
        return ranks.Count == 0 ? null : ranks.Min();
    }
}

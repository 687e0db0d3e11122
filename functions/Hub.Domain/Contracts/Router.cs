using Hub.Domain.Dwellings;
using Hub.Domain.Keys;
using Hub.Domain.Partners;
using Hub.Domain.Work;

namespace Hub.Domain.Contracts;

/// <summary>Where an order goes.</summary>
public abstract record RoutingAnswer
{
    /// <summary>To this contractor, under this contract where there is one.</summary>
    public sealed record To(string ContractorId, Contract? Contract) : RoutingAnswer
    {
        /// <summary>Number of the contract.</summary>
        public string? ContractNumber => Contract?.Number;
    }

    /// <summary>To nobody, for a reason that a person can act on.</summary>
    /// <param name="Reason">In words.</param>
    /// <param name="Code">Stable key of the reason, for a format that words it itself.</param>
    /// <param name="Subject">The contract or the contractor that it is about; null where it is about none.</param>
    public sealed record Nowhere(string Reason, string Code, string? Subject = null) : RoutingAnswer;
}

/// <summary>Finds the contractor of an order among partners and contracts: deterministic and total.</summary>
public sealed class Router(IReadOnlyCollection<Partner> partners, IReadOnlyCollection<Contract> contracts)
{
    private readonly Dictionary<string, Partner> _contractors = partners.Where(p => p.Role is PartnerRole.Contractor).ToDictionary(p => p.Id);

    /// <summary>
    /// The order's named contractor, checked against the contract; else the contract that covers dwelling, kind,
    /// specialism and day at the lowest rank.
    /// </summary>
    /// <param name="content">What is asked.</param>
    /// <param name="dwelling">The register's row of the dwelling, where there is one.</param>
    /// <param name="refusedBy">Contractors that refused this order.</param>
    /// <param name="today">Used where the order has no date of its own.</param>
    public RoutingAnswer Route(OrderContent content, Dwelling? dwelling, IReadOnlyCollection<string> refusedBy, DateOnly today)
    {
        var day = content.OrderedOn ?? today;
        return content.Contractor.IsOpen
            ? Open(content, dwelling, refusedBy, day)
            : Named(content, dwelling, refusedBy, day);
    }

    /// <summary>The contractor that a reference names (by GLN, relation code, id or contract), or null.</summary>
    public Partner? FindContractor(ContractorReference named)
    {
        if (named.Gln is not null) return _contractors.Values.FirstOrDefault(p => p.Gln == named.Gln);
        if (named.Code is not null) return _contractors.Values.FirstOrDefault(p => p.RelationCode == named.Code);
        if (named.Id is not null) return _contractors.GetValueOrDefault(named.Id) ?? _contractors.Values.FirstOrDefault(p => p.RelationCode == named.Id);
        return named.ContractNumber is { } number && Find(number) is { } contract
            ? _contractors.GetValueOrDefault(contract.Contractor)
            : null;
    }

    /// <summary>
    /// What within a reference names another contractor than what stands before it, such as "contract RO-2"; null where all of it names one. A name that the
    /// hub does not know names nobody: an ERP sends all that it has, and the hub need not know each.
    /// </summary>
    public string? Contradiction(ContractorReference named)
    {
        string? Of(Func<Partner, bool> isNamed) => _contractors.Values.FirstOrDefault(isNamed)?.Id;
        (string What, string? Contractor)[] names =
        [
            ($"GLN {named.Gln}", named.Gln is null ? null : Of(p => p.Gln == named.Gln)),
            ($"code {named.Code}", named.Code is null ? null : Of(p => p.RelationCode == named.Code)),
            // Beside a code, an id that is another partner's code is a coincidence of two series of numbers.
            ($"id {named.Id}", named.Id is not { } id ? null : _contractors.ContainsKey(id) ? id : named.Code is null ? Of(p => p.RelationCode == id) : null),
            ($"contract {named.ContractNumber}", named.ContractNumber is null ? null : Find(named.ContractNumber)?.Contractor),
        ];
        var first = Array.Find(names, n => n.Contractor is not null).Contractor;
        return Array.Find(names, n => n.Contractor is not null && n.Contractor != first).What;
    }

    /// <summary>Every contract under which the order could come now: those whose price list a decision may need.</summary>
    public IEnumerable<Contract> Candidates(OrderContent content, Dwelling? dwelling, DateOnly today) =>
        contracts.Where(c => c.RankFor(content, dwelling, content.OrderedOn ?? today) is not null);

    // A contract that an earlier version took may have its number in another form.
    private Contract? Find(string number) => contracts.FirstOrDefault(c => KeyText.Same(c.Number, number));

    private RoutingAnswer Named(OrderContent content, Dwelling? dwelling, IReadOnlyCollection<string> refusedBy, DateOnly day)
    {
        var named = content.Contractor;
        if (FindContractor(named) is not { } contractor)
            return named.Gln is null && named.Code is null && named.Id is null
                ? UnknownContract(named.ContractNumber!)
                : new($"The contractor that the order names ({named.Gln ?? named.Code ?? named.Id}) is not known.", "contractor-unknown",
                    named.Gln ?? named.Code ?? named.Id);
        if (refusedBy.Contains(contractor.Id)) return new RoutingAnswer.Nowhere($"{contractor.Name} refused the order.", "contractor-refused", contractor.Name);

        if (named.ContractNumber is { } number)
        {
            if (Find(number) is not { } contract) return UnknownContract(number);
            if (contract.Contractor != contractor.Id)
                return new RoutingAnswer.Nowhere($"Contract {number} is not with {contractor.Name}.", "contract-of-another", number);
            return contract.RankFor(content, dwelling, day) is null
                ? new RoutingAnswer.Nowhere($"Contract {number} does not cover this work{On(content)}.", "contract-does-not-cover", number)
                : new RoutingAnswer.To(contractor.Id, contract);
        }

        var own = contracts.Where(c => c.Contractor == contractor.Id).ToList();
        // Without any contract there is nothing to check the name against: the corporation's choice counts.
        if (own.Count == 0) return new RoutingAnswer.To(contractor.Id, null);
        return Best(own, content, dwelling, day) switch
        {
            [] => new RoutingAnswer.Nowhere($"No contract of {contractor.Name} covers this work{On(content)}.", "no-contract-of-contractor", contractor.Name),
            [var one] => new RoutingAnswer.To(contractor.Id, one),
            var many => new RoutingAnswer.Nowhere(
                $"Contracts {Join(many)} of {contractor.Name} cover this work equally: the order must name one.", "contracts-equal", Join(many)),
        };
    }

    private RoutingAnswer Open(OrderContent content, Dwelling? dwelling, IReadOnlyCollection<string> refusedBy, DateOnly day)
    {
        var able = contracts.Where(c => _contractors.ContainsKey(c.Contractor) && !refusedBy.Contains(c.Contractor)).ToList();
        return Best(able, content, dwelling, day) switch
        {
            [] when refusedBy.Count > 0 => new RoutingAnswer.Nowhere("Every contractor whose contract covers this work refused it.", "all-refused"),
            [] => new RoutingAnswer.Nowhere($"No contract covers this work{On(content)}.", "no-contract"),
            [var one] => new RoutingAnswer.To(one.Contractor, one),
            var many => new RoutingAnswer.Nowhere($"Contracts {Join(many)} cover this work with equal rank.", "contracts-equal", Join(many)),
        };
    }

    private static List<Contract> Best(IEnumerable<Contract> candidates, OrderContent content, Dwelling? dwelling, DateOnly day)
    {
        var ranked = candidates
            .Select(c => (Contract: c, Rank: c.RankFor(content, dwelling, day)))
            .Where(c => c.Rank is not null)
            .ToList();
        return ranked.Count == 0 ? [] : [.. ranked.Where(c => c.Rank == ranked.Min(r => r.Rank)).Select(c => c.Contract)];
    }

    // A reason has the day only where it is the order's own: else the same reason would be another one every day.
    private static string On(OrderContent content) => content.OrderedOn is { } day ? $" on {day:yyyy-MM-dd}" : "";

    private static string Join(IEnumerable<Contract> contracts) => string.Join(" and ", contracts.Select(c => c.Number).Order(StringComparer.Ordinal));

    private static RoutingAnswer.Nowhere UnknownContract(string number) => new($"Contract {number} is not known.", "contract-unknown", number);
}

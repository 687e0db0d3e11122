using Hub.Application.Registry;
using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Dwellings;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;

namespace Hub.Application.Decisions;

/// <summary>Fetches what a decision may look at: dwellings, contracts and price lists.</summary>
public sealed class DecisionContextLoader(IDwellings dwellings, RegistryCache registry)
{
    /// <summary>The surroundings of a decision on these commands; with none, of routing the order anew.</summary>
    /// <param name="order">The order as it stands, or null where it is to come.</param>
    /// <param name="commands">What is to be decided.</param>
    /// <param name="now">The moment at which it will be recorded.</param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask<DecisionContext> LoadAsync(Order? order, IReadOnlyList<OrderCommand> commands, DateTimeOffset now, CancellationToken cancel)
    {
        var snapshot = await registry.GetAsync(cancel);
        var contents = commands.Select(c => c switch
        {
            PlaceOrder place => place.Content,
            ReplaceOrder replace => replace.Content,
            AmendOrder amend when order is not null => amend.Change.ApplyTo(order.Content),
            _ => null,
        }).Append(order?.Content).OfType<OrderContent>().ToList();

        var found = new Dictionary<string, Dwelling>();
        foreach (var id in contents.Select(c => c.DwellingId).OfType<string>().Distinct())
            if (await dwellings.FindAsync(id, cancel) is { } dwelling) found[id] = dwelling;

        var today = DutchTime.DayOf(now);
        var awardedUnder = order is { Assignment.ContractNumber: { } number, Assignment.Terms: { } terms }
            ? await registry.ContractAsync(number, terms.ContractVersion, cancel)
            : null;
        // Whichever row of the register the decision takes, the price list must be at hand.
        Dwelling?[] rows = [.. found.Values, order?.Dwelling, null];
        var candidates = contents.SelectMany(c => rows.SelectMany(row => snapshot.Router.Candidates(c, row, today)));
        var books = new Dictionary<(string, int), PriceBook>();
        foreach (var contract in candidates.Append(awardedUnder).OfType<Contract>())
            if (contract.PriceList is { } list && !books.ContainsKey((contract.Number, list)))
                books[(contract.Number, list)] = await registry.PriceBookAsync(contract.Number, list, cancel);
        return new DecisionContext(found, snapshot.Router) { AwardedUnder = awardedUnder, Books = books };
    }

    /// <summary>
    /// Records the contracts under which these events award the order, before they are appended to the log. False where the registry has changed since the
    /// context was loaded, so that a contract is gone or has become another: load again and decide again.
    /// </summary>
    public async ValueTask<bool> RecordAwardsAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        foreach (var recorded in events)
        {
            if (recorded.Event is OrderAwarded { ContractNumber: { } number, Terms: { } terms } award
                && !await registry.RecordAwardAsync(number, terms.ContractVersion, award.ContractorId, cancel)) return false;
        }
        return true;
    }
}

using Hub.Domain.Dwellings;

namespace Hub.Application.Registry;

/// <summary>
/// Compares a new register of dwellings with the one that is there, dwelling by dwelling. Beside dwellings it must not lose the columns by which orders find a
/// contract unasked: without areas, complexes and postal codes no contract covers a dwelling.
/// </summary>
public sealed class RegisterComparison
{
    private static readonly (string Name, Func<Dwelling, string?> Of)[] Columns =
        [("area", d => d.Area), ("complex", d => d.Complex), ("postalCode", d => d.Address.PostalCode)];

    private readonly (int Had, int Lost)[] _values = new (int, int)[Columns.Length];
    private int _before, _added, _changed, _removed, _total;

    /// <summary>Counts one dwelling.</summary>
    /// <param name="before">As it is; null where it is new.</param>
    /// <param name="after">As it is to be; null where it goes.</param>
    public void Add(Dwelling? before, Dwelling? after)
    {
        if (before is not null) _before++;
        if (after is not null) _total++;
        if (before is null) _added++;
        else if (after is null) _removed++;
        else if (before != after) _changed++;
        for (var i = 0; i < Columns.Length; i++)
        {
            if (before is null || Columns[i].Of(before) is null) continue;
            _values[i].Had++;
            if (after is not null && Columns[i].Of(after) is null) _values[i].Lost++;
        }
    }

    /// <summary>What the replacement changes, and what comes of it.</summary>
    public (RegisterChange Change, ReplacementOutcome Outcome) Judge(Replacement replacement)
    {
        var unasked = replacement with { Confirmed = null };
        var removals = Columns.Select((c, i) => new RegisterRemoval(c.Name, _values[i].Lost, _values[i].Had))
            .Prepend(new RegisterRemoval(RegisterRemoval.Dwellings, _removed, _before))
            .Where(r => !unasked.Allows(r.Of, r.Removed)).ToArray();
        var change = new RegisterChange(_added, _changed, _removed, _total) { Removals = removals };
        return (change, replacement.IsDryRun ? ReplacementOutcome.DryRun
            : removals.Length == 0 || change.ToConfirm == replacement.Confirmed ? ReplacementOutcome.Made
            : ReplacementOutcome.RemovesMany);
    }
}

using Hub.Application.Registry;
using Hub.Domain.Dwellings;
using Hub.Domain.Keys;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>The register of dwellings on SQLite.</summary>
public sealed class SqliteDwellings(HubDatabase database) : IDwellings
{
    internal const string Columns = "id, street, number, letter, suffix, postal_code, city, complex, area, type";

    // Ids as an earlier version stored them, by their one form; the next register brings all in that form.
    private volatile IReadOnlyDictionary<string, string>? _earlierIds;

    /// <inheritdoc/>
    public ValueTask<Dwelling?> FindAsync(string id, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var key = KeyText.Of(id);
        return Find(s, key) ?? ((_earlierIds ??= EarlierIds(s)).TryGetValue(key, out var stored) ? Find(s, stored) : null);
    }));

    internal static Dwelling? Find(PreparedStatements s, string id)
    {
        var row = s[$"SELECT {Columns} FROM dwellings WHERE id = ?"].Bind(id);
        return row.Step() ? Dwelling(row) : null;
    }

    private static Dictionary<string, string> EarlierIds(PreparedStatements s)
    {
        var earlier = new Dictionary<string, string>();
        var rows = s["SELECT id FROM dwellings WHERE id GLOB '*[^!-~]*'"];
        while (rows.Step())
            if (rows.Text(0) is var id && KeyText.Of(id) is var key && key != id) earlier.TryAdd(key, id);
        return earlier;
    }

    /// <inheritdoc/>
    public async Task<(RegisterChange Change, ReplacementOutcome Outcome)> ReplaceAsync(
        IReadOnlyList<Dwelling> dwellings, Replacement replacement, CancellationToken cancel)
    {
        // What is only asked does not hold up the writer.
        if (replacement.IsDryRun) return database.Read(s => Compare(s, dwellings).Comparison.Judge(replacement));
        return await database.WriteAsync(s => Replace(s, dwellings, replacement), cancel);
    }

    /// <inheritdoc/>
    public async Task<(RegisterChange Change, ReplacementOutcome Outcome)?> RestoreAsync(Replacement replacement, CancellationToken cancel)
    {
        if (replacement.IsDryRun)
            return database.Read<(RegisterChange, ReplacementOutcome)?>(
                s => Previous(s) is { } would ? Compare(s, would).Comparison.Judge(replacement) : null);
        return await database.WriteAsync<(RegisterChange, ReplacementOutcome)?>(
            s => Previous(s) is { } previous ? Replace(s, previous, replacement) : null, cancel);
    }

    private (RegisterChange Change, ReplacementOutcome Outcome) Replace(
        PreparedStatements s, IReadOnlyCollection<Dwelling> dwellings, Replacement replacement)
    {
        var (comparison, differing) = Compare(s, dwellings);
        var (change, outcome) = comparison.Judge(replacement);
        if (outcome is ReplacementOutcome.Made) Write(s, differing);
        return (change, outcome);
    }

    // What differs between the register and another, each dwelling as it is, with the key under which it is stored, and as it is to be.
    private static (RegisterComparison Comparison, List<Difference> Differing) Compare(PreparedStatements s, IReadOnlyCollection<Dwelling> dwellings)
    {
        var gone = All(s);
        var comparison = new RegisterComparison();
        var differing = new List<Difference>();
        foreach (var dwelling in dwellings)
        {
            gone.Remove(dwelling.Id, out var old);
            comparison.Add(old.Dwelling, dwelling);
            if (old.Dwelling != dwelling || old.StoredAs != dwelling.Id) differing.Add(new(old.StoredAs, old.Dwelling, dwelling));
        }
        foreach (var (storedAs, old) in gone.Values)
        {
            comparison.Add(old, null);
            differing.Add(new Difference(storedAs, old, null));
        }
        return (comparison, differing);
    }

    // Of the register before it is kept what differs: a hundred thousand rows stay where ten change.
    private void Write(PreparedStatements s, List<Difference> differing)
    {
        if (differing.Count == 0) return;
        _earlierIds = null;
        s["DELETE FROM dwellings_before"].Execute();
        foreach (var (storedAs, old, dwelling) in differing)
        {
            Bind(s[$"INSERT OR REPLACE INTO dwellings_before ({Columns}, was_there) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"], (old ?? dwelling)!.Id, old)
                .Bind(old is null ? 0 : 1).Execute();
            if (storedAs is not null && storedAs != dwelling?.Id) s["DELETE FROM dwellings WHERE id = ?"].Bind(storedAs).Execute();
            if (dwelling is not null)
                Bind(s[$"INSERT OR REPLACE INTO dwellings ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"], dwelling.Id, dwelling).Execute();
        }
    }

    internal static PreparedStatement Bind(PreparedStatement statement, string id, Dwelling? dwelling)
    {
        var a = dwelling?.Address;
        return statement.Bind(id).Bind(a?.Street).Bind(a?.HouseNumber).Bind(a?.HouseLetter).Bind(a?.Suffix).Bind(a?.PostalCode).Bind(a?.City)
            .Bind(dwelling?.Complex).Bind(dwelling?.Area).Bind(dwelling?.Type);
    }

    // By their keys in the one form, each with the text under which it is stored. Where an earlier version kept two forms of one key, the one that is in
    // the one form is that key's, and the other stands under its own text, which no new register names.
    internal static Dictionary<string, (string? StoredAs, Dwelling? Dwelling)> All(PreparedStatements s)
    {
        var rows = s[$"SELECT {Columns} FROM dwellings"];
        var stored = new List<(string StoredAs, Dwelling Dwelling)>();
        while (rows.Step()) stored.Add((rows.Text(0), Dwelling(rows)));
        var all = new Dictionary<string, (string? StoredAs, Dwelling? Dwelling)>(stored.Count);
        foreach (var (text, dwelling) in stored.OrderBy(d => d.StoredAs == d.Dwelling.Id ? 0 : 1))
            if (!all.TryAdd(dwelling.Id, (text, dwelling))) all[text] = (text, dwelling);
        return all;
    }

    internal static IReadOnlyCollection<Dwelling>? Previous(PreparedStatements s)
    {
        var all = All(s);
        var rows = s[$"SELECT {Columns}, was_there FROM dwellings_before"];
        var isKept = false;
        while (rows.Step())
        {
            isKept = true;
            if (rows.Int64(10) != 0) all[rows.Text(0)] = (null, Dwelling(rows));
            else all.Remove(rows.Text(0));
        }
        return isKept ? [.. all.Values.Select(d => d.Dwelling!)] : null;
    }

    private static Dwelling Dwelling(PreparedStatement row) => new(
        row.Text(0),
        new Address(row.TextOrNull(1), row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4), row.TextOrNull(5), row.TextOrNull(6)),
        row.TextOrNull(7), row.TextOrNull(8), row.TextOrNull(9));

    private sealed record Difference(string? StoredAs, Dwelling? Old, Dwelling? New);
}

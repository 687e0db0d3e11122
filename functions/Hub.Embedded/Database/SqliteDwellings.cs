using Hub.Application.Registry;
using Hub.Domain.Dwellings;
using Hub.Domain.Keys;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>The register of dwellings on SQLite.</summary>
public sealed class SqliteDwellings(HubDatabase database) : IDwellings
{
    private const string Columns = "id, street, number, letter, suffix, postal_code, city, complex, area, type";

    // Ids as an earlier version stored them, by their one form; the next register brings all in that form.
    private volatile IReadOnlyDictionary<string, string>? _earlierIds;

    /// <inheritdoc/>
    public ValueTask<Dwelling?> FindAsync(string id, CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var key = KeyText.Of(id);
        return Find(s, key) ?? ((_earlierIds ??= EarlierIds(s)).TryGetValue(key, out var stored) ? Find(s, stored) : null);
    }));

    private static Dwelling? Find(PreparedStatements s, string id)
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
    public Task<RegisterChange> ReplaceAsync(IReadOnlyList<Dwelling> dwellings, CancellationToken cancel) => database.WriteAsync(s =>
    {
        var before = new Dictionary<string, Dwelling>();
        var rows = s[$"SELECT {Columns} FROM dwellings"];
        while (rows.Step()) before[rows.Text(0)] = Dwelling(rows);
        _earlierIds = null;

        int added = 0, changed = 0;
        foreach (var d in dwellings)
        {
            if (before.Remove(d.Id, out var old))
            {
                if (old == d) continue;
                changed++;
            }
            else
            {
                added++;
            }
            var a = d.Address;
            s[$"INSERT OR REPLACE INTO dwellings ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"]
                .Bind(d.Id).Bind(a.Street).Bind(a.HouseNumber).Bind(a.HouseLetter).Bind(a.Suffix).Bind(a.PostalCode).Bind(a.City)
                .Bind(d.Complex).Bind(d.Area).Bind(d.Type).Execute();
        }
        foreach (var gone in before.Keys) s["DELETE FROM dwellings WHERE id = ?"].Bind(gone).Execute();
        return new RegisterChange(added, changed, before.Count, dwellings.Count);
    }, cancel);

    private static Dwelling Dwelling(PreparedStatement row) => new(
        row.Text(0),
        new Address(row.TextOrNull(1), row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4), row.TextOrNull(5), row.TextOrNull(6)),
        row.TextOrNull(7), row.TextOrNull(8), row.TextOrNull(9));
}

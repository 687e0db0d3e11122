using Hub.Application.Moving;
using Hub.Application.Registry;
using Hub.Embedded.Database;
using Hub.Sqlite;

namespace Hub.Embedded.Moving;

/// <summary>Partners with the versions that are kept.</summary>
internal sealed class EmbeddedPartners(HubDatabase database) : EmbeddedRecords<MovedPartner>(database)
{
    protected override List<MovedPartner> Page(PreparedStatements s, MovedPartner? after, int max)
    {
        var rows = s["SELECT id FROM partners WHERE id > ? ORDER BY id LIMIT ?"].Bind(after?.Id ?? "").Bind(max);
        var ids = new List<string>();
        while (rows.Step()) ids.Add(rows.Text(0));
        return [.. ids.Select(id => new MovedPartner(id, [.. s.PartnerVersions(id).OrderBy(v => v.Number).Select(MovedPartnerVersion.Of)]))];
    }

    protected override void Write(PreparedStatements s, long place, MovedPartner record)
    {
        foreach (var version in record.Versions)
        {
            if (version.ReplacedAt is { } replaced)
            {
                s["INSERT OR REPLACE INTO partner_versions (partner, version, body, put_at, replaced_at) VALUES (?, ?, ?, ?, ?)"]
                    .Bind(record.Id).Bind(version.Number).Bind(version.ToJson()).Bind(version.PutAt).Bind(replaced).Execute();
            }
            else
            {
                s["INSERT OR REPLACE INTO partners (id, body, version, put_at) VALUES (?, ?, ?, ?)"]
                    .Bind(record.Id).Bind(version.ToJson()).Bind(version.Number).Bind(version.PutAt).Execute();
            }
        }
    }
}

/// <summary>Keys of partners.</summary>
internal sealed class EmbeddedPartnerKeys(HubDatabase database) : EmbeddedRecords<PartnerKey>(database)
{
    protected override List<PartnerKey> Page(PreparedStatements s, PartnerKey? after, int max)
    {
        var rows = s["SELECT id, partner, hash, created_at, used_at FROM partner_keys WHERE id > ? ORDER BY id LIMIT ?"].Bind(after?.Id ?? "").Bind(max);
        var keys = new List<PartnerKey>();
        while (rows.Step()) keys.Add(new PartnerKey(rows.Text(0), rows.Text(1), rows.Text(2), rows.Time(3), rows.TimeOrNull(4)));
        return keys;
    }

    protected override void Write(PreparedStatements s, long place, PartnerKey record) =>
        s["INSERT OR REPLACE INTO partner_keys (id, partner, hash, created_at, used_at) VALUES (?, ?, ?, ?, ?)"]
            .Bind(record.Id).Bind(record.PartnerId).Bind(record.SecretHash).Bind(record.CreatedAt).Bind(record.LastUsedAt).Execute();
}

/// <summary>Contracts with all their versions, removed or not.</summary>
internal sealed class EmbeddedContracts(HubDatabase database) : EmbeddedRecords<MovedContract>(database, pageSize: 50)
{
    protected override List<MovedContract> Page(PreparedStatements s, MovedContract? after, int max)
    {
        var rows = s["""
            SELECT c.number, c.removed_at IS NOT NULL, a.contractor FROM contracts c LEFT JOIN contract_awards a ON a.number = c.number
            WHERE c.number > ? AND version = (SELECT max(version) FROM contracts WHERE number = c.number) ORDER BY c.number LIMIT ?
            """].Bind(after?.Number ?? "").Bind(max);
        var found = new List<(string Number, bool IsRemoved, string? AwardedTo)>();
        while (rows.Step()) found.Add((rows.Text(0), rows.Bool(1), rows.TextOrNull(2)));
        return [.. found.Select(c => new MovedContract(c.Number, c.IsRemoved, c.AwardedTo,
            [.. s.ContractVersions(c.Number).OrderBy(v => v.Version).Select(v => new MovedContractVersion(v.Version, v.Json, v.PutAt, v.PriceList))]))];
    }

    protected override void Write(PreparedStatements s, long place, MovedContract record)
    {
        foreach (var version in record.Versions)
        {
            // Only whether it was removed matters of the moment.
            DateTimeOffset? removed = record.IsRemoved && version == record.Versions[^1] ? version.PutAt : null;
            s["INSERT OR REPLACE INTO contracts (number, version, body, put_at, price_list, removed_at) VALUES (?, ?, ?, ?, ?, ?)"]
                .Bind(record.Number).Bind(version.Version).Bind(version.Document).Bind(version.PutAt).Bind((long?)version.PriceList).Bind(removed).Execute();
        }
        if (record.AwardedTo is { } contractor)
            s["INSERT OR REPLACE INTO contract_awards (number, contractor) VALUES (?, ?)"].Bind(record.Number).Bind(contractor).Execute();
    }
}

/// <summary>Price lists; one may have tens of thousands of lines, so a page is one.</summary>
internal sealed class EmbeddedPrices(HubDatabase database) : EmbeddedRecords<MovedPriceList>(database, pageSize: 1)
{
    protected override List<MovedPriceList> Page(PreparedStatements s, MovedPriceList? after, int max)
    {
        var row = s["SELECT contract, price_list FROM prices WHERE (contract, price_list) > (?, ?) ORDER BY contract, price_list LIMIT 1"]
            .Bind(after?.Contract ?? "").Bind(after?.PriceList ?? 0);
        if (!row.Step()) return [];
        var (contract, list) = (row.Text(0), row.Int32(1));
        return [MovedPriceList.Of(contract, list, s.Prices(contract, list))];
    }

    protected override void Write(PreparedStatements s, long place, MovedPriceList record)
    {
        s["DELETE FROM prices WHERE contract = ? AND price_list = ?"].Bind(record.Contract).Bind(record.PriceList).Execute();
        s.InsertPrices(record.Contract, record.PriceList, record.Lines);
    }
}

/// <summary>The two registers of dwellings. They are read and written whole: of the one before, the database keeps what differs.</summary>
internal sealed class EmbeddedDwellings(HubDatabase database) : EmbeddedRecords<MovedDwelling>(database, pageSize: int.MaxValue)
{
    protected override List<MovedDwelling> Page(PreparedStatements s, MovedDwelling? after, int max)
    {
        var all = MovedDwelling.Of(SqliteDwellings.All(s).Values.Select(d => d.Dwelling!), SqliteDwellings.Previous(s));
        return after is null ? [.. all] : [.. all.SkipWhile(d => d != after).Skip(1)];
    }

    protected override void Write(PreparedStatements s, long place, MovedDwelling record)
    {
        const string columns = SqliteDwellings.Columns;
        if (record is { Register: DwellingRegister.InForce, Dwelling: { } dwelling })
        {
            SqliteDwellings.Bind(s[$"INSERT OR REPLACE INTO dwellings ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"], dwelling.Id, dwelling).Execute();
        }
        else if (record.Dwelling is not { } before)
        {
            // The lines of the register before follow: what is not among them was not there.
            s[$"INSERT OR REPLACE INTO dwellings_before ({columns}, was_there) SELECT {columns}, 0 FROM dwellings"].Execute();
        }
        else if (SqliteDwellings.Find(s, before.Id) == before)
        {
            s["DELETE FROM dwellings_before WHERE id = ?"].Bind(before.Id).Execute();
        }
        else
        {
            var row = s[$"INSERT OR REPLACE INTO dwellings_before ({columns}, was_there) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"];
            SqliteDwellings.Bind(row, before.Id, before).Bind(1).Execute();
        }
    }
}

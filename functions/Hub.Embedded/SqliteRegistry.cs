using Hub.Core.Partners;

namespace Hub.Embedded;

/// <summary>Partners, keys and contracts on SQLite.</summary>
public sealed class SqliteRegistry(HubDatabase database) : IRegistry
{
    /// <inheritdoc/>
    public ValueTask<RegistryContent> LoadAsync(CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var partners = new List<Partner>();
        var rows = s["SELECT body FROM partners ORDER BY id"];
        while (rows.Step()) partners.Add(PartnerJson.Read(rows.Bytes(0)));

        var keys = new List<PartnerKey>();
        rows = s["SELECT id, partner, hash, created_at, used_at FROM partner_keys ORDER BY created_at, id"];
        while (rows.Step()) keys.Add(new PartnerKey(rows.Text(0), rows.Text(1), rows.Text(2), rows.Time(3), rows.TimeOrNull(4)));

        var contracts = new List<ContractRecord>();
        rows = s["SELECT number, version, body, put_at FROM contracts c WHERE version = (SELECT max(version) FROM contracts WHERE number = c.number) ORDER BY number"];
        while (rows.Step()) contracts.Add(new ContractRecord(rows.Text(0), (int)rows.Int64(1), rows.Text(2), rows.Time(3)));
        return new RegistryContent(partners, keys, contracts);
    }));

    /// <inheritdoc/>
    public Task SavePartnerAsync(Partner partner, CancellationToken cancel)
    {
        var body = PartnerJson.Write(partner);
        return database.WriteAsync(s => s["INSERT OR REPLACE INTO partners (id, body) VALUES (?, ?)"].Bind(partner.Id).Bind(body).Execute(), cancel);
    }

    /// <inheritdoc/>
    public Task AddKeyAsync(PartnerKey key, CancellationToken cancel) => database.WriteAsync(
        s => s["INSERT INTO partner_keys (id, partner, hash, created_at, used_at) VALUES (?, ?, ?, ?, ?)"]
            .Bind(key.Id).Bind(key.PartnerId).Bind(key.SecretHash).Bind(key.CreatedAt).Bind(key.LastUsedAt).Execute(), cancel);

    /// <inheritdoc/>
    public Task<bool> RemoveKeyAsync(string partnerId, string keyId, CancellationToken cancel) =>
        database.WriteAsync(s => s["DELETE FROM partner_keys WHERE partner = ? AND id = ?"].Bind(partnerId).Bind(keyId).Execute() > 0, cancel);

    /// <inheritdoc/>
    public Task RecordUseAsync(string keyId, DateTimeOffset at, CancellationToken cancel) =>
        database.WriteAsync(s => s["UPDATE partner_keys SET used_at = ? WHERE id = ?"].Bind(at).Bind(keyId).Execute(), cancel);

    /// <inheritdoc/>
    public Task<ContractRecord> SaveContractAsync(string number, string json, DateTimeOffset at, CancellationToken cancel) => database.WriteAsync(s =>
    {
        var last = s["SELECT version, body, put_at FROM contracts WHERE number = ? ORDER BY version DESC LIMIT 1"].Bind(number);
        var version = 1;
        if (last.Step())
        {
            // The same document again is no new version.
            if (last.Text(1) == json) return new ContractRecord(number, (int)last.Int64(0), json, last.Time(2));
            version = (int)last.Int64(0) + 1;
        }
        s["INSERT INTO contracts (number, version, body, put_at) VALUES (?, ?, ?, ?)"].Bind(number).Bind(version).Bind(json).Bind(at).Execute();
        return new ContractRecord(number, version, json, at);
    }, cancel);
}

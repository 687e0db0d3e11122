using Hub.Application.Registry;
using Hub.Domain.Contracts;
using Hub.Domain.Partners;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>Partners, keys and contracts on SQLite; partners as they are given, so that whoever gives them takes their secrets out.</summary>
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

        return new RegistryContent(partners, keys, s.Contracts());
    }));

    /// <inheritdoc/>
    public Task SavePartnerAsync(Partner partner, CancellationToken cancel)
    {
        var body = PartnerJson.Write(partner);
        return database.WriteAsync(s => s.SavePartner(partner.Id, body), cancel);
    }

    /// <inheritdoc/>
    public Task PutPartnerAsync(Partner partner, DateTimeOffset at, CancellationToken cancel)
    {
        var body = PartnerJson.Write(partner);
        return database.WriteAsync(s => s.PutPartner(partner.Id, body, at), cancel);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PartnerVersion>> PartnerVersionsAsync(string partnerId, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s => s.PartnerVersions(partnerId)));

    /// <inheritdoc/>
    public Task<RemovePartnerVersionResult> RemovePartnerVersionAsync(string partnerId, int version, CancellationToken cancel) =>
        database.WriteAsync(s => s.RemovePartnerVersion(partnerId, version), cancel);

    /// <inheritdoc/>
    public Task RemovePartnerVersionsAsync(DateTimeOffset replacedBefore, CancellationToken cancel) => database.WriteAsync(
        s => s["DELETE FROM partner_versions WHERE replaced_at < ?"].Bind(replacedBefore).Execute(), cancel);

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
    public Task<ContractRecord?> SaveContractAsync(string number, string contractorId, string json, DateTimeOffset at, CancellationToken cancel) =>
        database.WriteAsync(s => s.SaveContract(number, contractorId, json, at), cancel);

    /// <inheritdoc/>
    public Task<ContractRecord?> RestoreContractAsync(ContractRecord earlier, string contractorId, DateTimeOffset at, CancellationToken cancel) =>
        database.WriteAsync(s => s.RestoreContract(earlier, contractorId, at), cancel);

    /// <inheritdoc/>
    public Task<ContractRecord?> SavePricesAsync(string number, IReadOnlyList<PriceLine> lines, DateTimeOffset at, CancellationToken cancel) =>
        database.WriteAsync(s => s.SavePrices(number, lines, at), cancel);

    /// <inheritdoc/>
    public Task<RemoveContractResult> RemoveContractAsync(string number, DateTimeOffset at, CancellationToken cancel) =>
        database.WriteAsync(s => s.RemoveContract(number, at), cancel);

    /// <inheritdoc/>
    public Task<bool> RecordAwardAsync(string number, int version, string contractorId, CancellationToken cancel) =>
        database.WriteAsync(s => s.RecordAward(number, version, contractorId), cancel);

    /// <inheritdoc/>
    public ValueTask<ContractRecord?> FindContractAsync(string number, int version, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s => s.Contract(number, version)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ContractRecord>> ContractVersionsAsync(string number, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s => s.ContractVersions(number)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PriceLine>> FindPricesAsync(string number, int priceList, CancellationToken cancel) =>
        ValueTask.FromResult(database.Read(s => s.Prices(number, priceList)));
}

using Hub.Application.Registry;
using Hub.Domain.Partners;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>Partners and their earlier versions in the tables <c>partners</c> and <c>partner_versions</c>.</summary>
internal static class PartnerRows
{
    public static int SavePartner(this PreparedStatements s, string id, byte[] body) =>
        s["INSERT INTO partners (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body"].Bind(id).Bind(body).Execute();

    public static int PutPartner(this PreparedStatements s, string id, byte[] body, DateTimeOffset at)
    {
        var row = s["SELECT version, body FROM partners WHERE id = ?"].Bind(id);
        var last = row.Step() ? (int)row.Int64(0) : 0;
        if (last > 0 && row.Bytes(1).SequenceEqual(body)) return 0;
        s["INSERT INTO partner_versions (partner, version, body, put_at, replaced_at) SELECT id, version, body, put_at, ? FROM partners WHERE id = ?"]
            .Bind(at).Bind(id).Execute();
        s["DELETE FROM partner_versions WHERE partner = ? AND version <= ?"].Bind(id).Bind(last - PartnerVersion.MaxKept).Execute();
        return s["INSERT OR REPLACE INTO partners (id, body, version, put_at) VALUES (?, ?, ?, ?)"].Bind(id).Bind(body).Bind(last + 1).Bind(at).Execute();
    }

    public static IReadOnlyList<PartnerVersion> PartnerVersions(this PreparedStatements s, string id)
    {
        var versions = new List<PartnerVersion>();
        var rows = s["SELECT version, put_at, NULL, body FROM partners WHERE id = ?1 "
            + "UNION ALL SELECT version, put_at, replaced_at, body FROM partner_versions WHERE partner = ?1 ORDER BY version DESC"].Bind(id);
        while (rows.Step()) versions.Add(new PartnerVersion((int)rows.Int64(0), rows.TimeOrNull(1), rows.TimeOrNull(2), PartnerJson.Read(rows.Bytes(3))));
        return versions;
    }

    public static RemovePartnerVersionResult RemovePartnerVersion(this PreparedStatements s, string id, int version) =>
        s["SELECT 1 FROM partners WHERE id = ? AND version = ?"].Bind(id).Bind(version).Step() ? RemovePartnerVersionResult.InForce
        : s["DELETE FROM partner_versions WHERE partner = ? AND version = ?"].Bind(id).Bind(version).Execute() > 0 ? RemovePartnerVersionResult.Removed
        : RemovePartnerVersionResult.NotFound;
}

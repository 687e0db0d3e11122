using Hub.Application.Registry;
using Hub.Domain.Contracts;
using Hub.Domain.Work;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>Contracts, their versions and their price lists in the tables <c>contracts</c> and <c>prices</c>.</summary>
internal static class ContractRows
{
    private const string Columns = "number, version, body, put_at, price_list, removed_at";

    // Prices have at most four decimals.
    private const int PriceScale = 10_000;

    /// <summary>Every contract that stands, in its newest version.</summary>
    public static IReadOnlyList<ContractRecord> Contracts(this PreparedStatements s) =>
        All(s[$"SELECT {Columns} FROM contracts c WHERE version = (SELECT max(version) FROM contracts WHERE number = c.number) "
            + "AND removed_at IS NULL ORDER BY number"]);

    public static ContractRecord? Contract(this PreparedStatements s, string number, int version) =>
        All(s[$"SELECT {Columns} FROM contracts WHERE number = ? AND version = ?"].Bind(number).Bind(version)).FirstOrDefault();

    public static IReadOnlyList<ContractRecord> ContractVersions(this PreparedStatements s, string number) =>
        All(s[$"SELECT {Columns} FROM contracts WHERE number = ? ORDER BY version DESC"].Bind(number));

    public static IReadOnlyList<PriceLine> Prices(this PreparedStatements s, string number, int priceList)
    {
        var lines = new List<PriceLine>();
        var rows = s["SELECT code, description, unit, price, coverage, first_day, last_day FROM prices WHERE contract = ? AND price_list = ? ORDER BY line"]
            .Bind(number).Bind(priceList);
        while (rows.Step())
            lines.Add(new PriceLine(rows.Text(0), rows.Text(1), rows.Text(2), (decimal)rows.Int64(3) / PriceScale, (AgreementMethod)rows.Int64(4),
                Day(rows, 5), Day(rows, 6)));
        return lines;
    }

    public static ContractRecord? SaveContract(this PreparedStatements s, string number, string contractorId, string json, DateTimeOffset at)
    {
        if (AwardedTo(s, number) is { } awarded && awarded != contractorId) return null;
        var (last, isRemoved) = Last(s, number);
        if (last is not null && !isRemoved && last.Json == json) return last;
        return Add(s, new ContractRecord(number, (last?.Version ?? 0) + 1, json, at, isRemoved ? null : last?.PriceList));
    }

    public static ContractRecord? RestoreContract(this PreparedStatements s, ContractRecord earlier, string contractorId, DateTimeOffset at)
    {
        if (AwardedTo(s, earlier.Number) is { } awarded && awarded != contractorId) return null;
        var (last, isRemoved) = Last(s, earlier.Number);
        if (last is not null && !isRemoved && last.Json == earlier.Json && last.PriceList == earlier.PriceList) return last;
        return Add(s, earlier with { Version = (last?.Version ?? 0) + 1, PutAt = at });
    }

    public static ContractRecord? SavePrices(this PreparedStatements s, string number, IReadOnlyList<PriceLine> lines, DateTimeOffset at)
    {
        var (last, isRemoved) = Last(s, number);
        if (last is null || isRemoved) return null;
        if (last.PriceList is { } had && s.Prices(number, had).SequenceEqual(lines)) return last;
        var version = last.Version + 1;
        s.InsertPrices(number, version, lines);
        return Add(s, last with { Version = version, PutAt = at, PriceList = version });
    }

    /// <summary>Writes the lines of a price list that has none yet.</summary>
    public static void InsertPrices(this PreparedStatements s, string number, int priceList, IReadOnlyList<PriceLine> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var l = lines[i];
            s["INSERT INTO prices (contract, price_list, line, code, description, unit, price, coverage, first_day, last_day) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"]
                .Bind(number).Bind(priceList).Bind(i).Bind(l.Code).Bind(l.Description).Bind(l.Unit).Bind((long)(l.Price * PriceScale)).Bind((long)l.Coverage)
                .Bind((long?)l.From?.DayNumber).Bind((long?)l.To?.DayNumber).Execute();
        }
    }

    public static RemoveContractResult RemoveContract(this PreparedStatements s, string number, DateTimeOffset at)
    {
        var (last, isRemoved) = Last(s, number);
        if (last is null || isRemoved) return RemoveContractResult.NotFound;
        if (AwardedTo(s, number) is not null) return RemoveContractResult.InUse;
        s["UPDATE contracts SET removed_at = ? WHERE number = ? AND version = ?"].Bind(at).Bind(number).Bind(last.Version).Execute();
        return RemoveContractResult.Removed;
    }

    public static bool RecordAward(this PreparedStatements s, string number, int version, string contractorId)
    {
        if (AwardedTo(s, number) is not null) return true;
        var (last, isRemoved) = Last(s, number);
        if (last?.Version != version || isRemoved) return false;
        s["INSERT INTO contract_awards (number, contractor) VALUES (?, ?)"].Bind(number).Bind(contractorId).Execute();
        return true;
    }

    private static string? AwardedTo(PreparedStatements s, string number)
    {
        var row = s["SELECT contractor FROM contract_awards WHERE number = ?"].Bind(number);
        return row.Step() ? row.Text(0) : null;
    }

    private static (ContractRecord? Record, bool IsRemoved) Last(PreparedStatements s, string number)
    {
        var row = s[$"SELECT {Columns} FROM contracts WHERE number = ? ORDER BY version DESC LIMIT 1"].Bind(number);
        return row.Step() ? (Record(row), !row.IsNull(5)) : (null, false);
    }

    private static ContractRecord Add(PreparedStatements s, ContractRecord record)
    {
        s["INSERT INTO contracts (number, version, body, put_at, price_list) VALUES (?, ?, ?, ?, ?)"]
            .Bind(record.Number).Bind(record.Version).Bind(record.Json).Bind(record.PutAt).Bind((long?)record.PriceList).Execute();
        return record;
    }

    private static List<ContractRecord> All(PreparedStatement rows)
    {
        var all = new List<ContractRecord>();
        while (rows.Step()) all.Add(Record(rows));
        return all;
    }

    private static ContractRecord Record(PreparedStatement row) => new(row.Text(0), (int)row.Int64(1), row.Text(2), row.Time(3), (int?)row.Int64OrNull(4));

    private static DateOnly? Day(PreparedStatement row, int column) => row.Int64OrNull(column) is { } day ? DateOnly.FromDayNumber((int)day) : null;
}

using Hub.Application.Reading;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>The query of a page of orders, last placed first.</summary>
internal static class OrderListQuery
{
    // Behind every position, which begins with a digit.
    private const string Last = "~";

    public static QueryDefinition Of(OrderQuery query, int generation)
    {
        var where = new List<string> { "c.generation = @generation", "c.position < @before" };
        var values = new Dictionary<string, object?> { ["@generation"] = generation, ["@before"] = Before(query), ["@max"] = query.Limit + 1 };
        string? key = null;

        // Of the conditions that have a composite index, the first that is given leads the way.
        void Equal(string member, object? value, bool leads = false)
        {
            if (value is null) return;
            where.Add($"c.{member} = @{member}");
            values[$"@{member}"] = value;
            if (leads) key ??= member;
        }

        Equal("contractorId", query.ContractorId, leads: true);
        Equal("status", query.Status?.ToString(), leads: true);
        Equal("areaKey", OrderRowDocument.Fold(query.Area), leads: true);
        Equal("erpId", query.ErpId, leads: true);
        Equal("contractNumber", query.ContractNumber);
        Equal("kind", query.Kind?.ToString());
        Equal("keyId", query.Keys?.Id);
        Equal("keyExternal", query.Keys?.ExternalId);
        Equal("keyCode", query.Keys?.Code);
        Equal("isUnrouted", query.UnroutedOnly ? true : null);
        if (query.From is { } from)
        {
            where.Add("c.position >= @from");
            values["@from"] = SortableMoment.Text(from);
        }
        if (query.Text is { } text)
        {
            where.Add(
                "(STARTSWITH(c.number, @text) OR STARTSWITH(c.dwellingId, @text) OR STARTSWITH(c.complex, @text) OR STARTSWITH(c.streetKey, @street) "
                + "OR STARTSWITH(c.postalCode, @postalCode))");
            values["@text"] = text;
            values["@street"] = OrderRowDocument.Fold(text);
            values["@postalCode"] = text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        }

        var order = key is null ? "c.generation DESC, c.position DESC" : $"c.generation DESC, c.{key} DESC, c.position DESC";
        var sql = new QueryDefinition($"SELECT TOP @max * FROM c WHERE {string.Join(" AND ", where)} ORDER BY {order}");
        foreach (var (name, value) in values) sql.WithParameter(name, value);
        return sql;
    }

    // The cursor is the position of the last row of the page before. An end of the time that is asked lies at its first position.
    private static string Before(OrderQuery query)
    {
        var cursor = query.Cursor is { } text && text.Contains('/', StringComparison.Ordinal) && char.IsAsciiDigit(text[0]) ? text : Last;
        return query.To is { } to && string.CompareOrdinal(SortableMoment.Text(to), cursor) < 0 ? SortableMoment.Text(to) : cursor;
    }
}

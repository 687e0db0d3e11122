using Hub.Application.Reading;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>The query of a page of orders.</summary>
internal static class OrderListQuery
{
    // Behind every position, which begins with a digit, and behind all that begin with the text before it.
    private const string End = "~";

    private static readonly Dictionary<OrderSort, string> Members = new()
    {
        [OrderSort.Placed] = "position", [OrderSort.Changed] = "changedPosition", [OrderSort.Due] = "duePosition", [OrderSort.Amount] = "amountPosition",
    };

    public static QueryDefinition Of(OrderQuery query, int generation)
    {
        var (sortedBy, isUp) = (Members[query.Sort], query.IsAscending);
        var where = new List<string> { "c.generation = @generation", $"c.{sortedBy} {(isUp ? '>' : '<')} @last" };
        var values = new Dictionary<string, object?> { ["@generation"] = generation, ["@last"] = Last(query), ["@max"] = query.Limit + 1 };
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
        // An end lies at its first position; of amounts, which count themselves, at the last.
        void Range(string member, string? from, string? to)
        {
            if (from is not null) where.Add($"c.{member} >= @{member}From");
            if (to is not null) where.Add($"c.{member} < @{member}To");
            (values[$"@{member}From"], values[$"@{member}To"]) = (from, to);
        }

        Range("position", Text(query.From), Text(query.To));
        Range("changedPosition", Text(query.ChangedFrom), Text(query.ChangedTo));
        Range("duePosition", Text(query.DueFrom), Text(query.DueTo));
        Range("amountPosition", query.AmountFrom is { } least ? OrderRowDocument.SortableAmount(least) : null,
            query.AmountTo is { } most ? OrderRowDocument.SortableAmount(most) + End : null);
        if (query.Text is { } text)
        {
            where.Add(
                "(STARTSWITH(c.number, @text) OR STARTSWITH(c.dwellingId, @text) OR STARTSWITH(c.complex, @text) OR STARTSWITH(c.streetKey, @street) "
                + "OR STARTSWITH(c.postalCode, @postalCode))");
            values["@text"] = text;
            values["@street"] = OrderRowDocument.Fold(text);
            values["@postalCode"] = text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        }

        // Only by when orders were placed there is an index beneath another.
        var direction = isUp ? "ASC" : "DESC";
        var order = key is null || query.Sort is not OrderSort.Placed
            ? $"c.generation {direction}, c.{sortedBy} {direction}"
            : $"c.generation {direction}, c.{key} {direction}, c.position {direction}";
        var sql = new QueryDefinition($"SELECT TOP @max * FROM c WHERE {string.Join(" AND ", where)} ORDER BY {order}");
        foreach (var (name, value) in values.Where(v => v.Value is not null)) sql.WithParameter(name, value);
        return sql;
    }

    /// <summary>Where the next page goes on.</summary>
    public static string? PositionOf(OrderRowDocument row, OrderSort sort) => sort switch
    {
        OrderSort.Changed => row.ChangedPosition,
        OrderSort.Due => row.DuePosition,
        OrderSort.Amount => row.AmountPosition,
        _ => row.Position,
    };

    // The cursor is the position of the last row of the page before; all begin with a digit.
    private static string Last(OrderQuery query) =>
        query.Cursor is { } text && text.Contains('/', StringComparison.Ordinal) && char.IsAsciiDigit(text[0]) ? text : query.IsAscending ? "" : End;

    private static string? Text(DateTimeOffset? moment) => moment is { } at ? SortableMoment.Text(at) : null;
}

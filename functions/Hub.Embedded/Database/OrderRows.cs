using Hub.Domain.Orders;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>The number under which the rows of an order stand in this file.</summary>
internal static class OrderRows
{
    /// <summary>The order's number, or 0, which no order has.</summary>
    public static long NumberOf(this PreparedStatements s, OrderId order)
    {
        var row = s["SELECT no FROM streams WHERE order_id = ?"].Bind(order);
        return row.Step() ? row.Int64(0) : 0;
    }

    /// <summary>The order's number; a new one where it has none.</summary>
    public static long NumberFor(this PreparedStatements s, OrderId order)
    {
        if (s.NumberOf(order) is var known and > 0) return known;
        s["INSERT INTO streams (order_id) VALUES (?)"].Bind(order).Execute();
        return s.LastRowId;
    }
}

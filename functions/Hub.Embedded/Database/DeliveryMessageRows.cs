using Hub.Application.Deliveries;
using Hub.Domain.Streams;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>
/// The messages of deliveries. Some name a person: as contacts, they are only added to the table that holds them, and emptied where they lie.
/// </summary>
internal static class DeliveryMessageRows
{
    private const string TheOne = "no = ? AND recipient = ? AND version = ?";

    // Every so many messages the emptied rows before them are removed.
    private const int BetweenRemovals = 100;

    public static KeptMessage? DeliveryMessage(this PreparedStatements s, Delivery delivery)
    {
        var row = s[$"SELECT body FROM delivery_messages WHERE no = (SELECT message_no FROM deliveries WHERE {TheOne})"].Bind(s, delivery);
        return row.Step() ? KeptMessage.Parse(row.Bytes(0)) : null;
    }

    /// <summary>Keeps a message in the caller's transaction, in the place of the one that was read.</summary>
    public static KeepOutcome KeepDeliveryMessage(this PreparedStatements s, Delivery delivery, KeptMessage? read, byte[] body)
    {
        var pending = s[$"SELECT 1 FROM deliveries WHERE {TheOne} AND state = 0"].Bind(s, delivery);
        if (!pending.Step()) return KeepOutcome.NotPending;
        var kept = s.DeliveryMessage(delivery);
        if ((kept?.WrittenFor, kept?.NamesPerson) != (read?.WrittenFor, read?.NamesPerson)) return KeepOutcome.AnotherKept;
        if (kept is not null) Empty(s, delivery);
        if (s.AddDeliveryMessage(delivery, body) % BetweenRemovals == 0) s.RemoveEmptied("delivery_messages");
        return KeepOutcome.Kept;
    }

    /// <summary>Adds the message of a delivery that has none, in the caller's transaction.</summary>
    /// <returns>Its number.</returns>
    public static long AddDeliveryMessage(this PreparedStatements s, Delivery delivery, byte[] body)
    {
        s["INSERT INTO delivery_messages (body) VALUES (?)"].Bind(body).Execute();
        var no = s.LastRowId;
        s[$"UPDATE deliveries SET message_no = ? WHERE {TheOne}"].Bind(no).Bind(s, delivery).Execute();
        return no;
    }

    /// <summary>Erases the message of a delivery in the caller's transaction.</summary>
    public static void EraseDeliveryMessage(this PreparedStatements s, Delivery delivery)
    {
        Empty(s, delivery);
        s[$"UPDATE deliveries SET message_no = NULL WHERE {TheOne} AND message_no IS NOT NULL"].Bind(s, delivery).Execute();
    }

    /// <summary>Erases the messages about a stream that name a person, in the caller's transaction.</summary>
    /// <returns>How many.</returns>
    public static int EraseDeliveryMessages(this PreparedStatements s, StreamId stream)
    {
        const string naming = """
            SELECT m.no FROM deliveries d JOIN delivery_messages m ON m.no = d.message_no
            WHERE d.no = ? AND CAST(m.body AS TEXT) ->> '$.namesPerson'
            """;
        var rows = s[naming].Bind(s.NumberOf(stream));
        var found = new List<long>();
        while (rows.Step()) found.Add(rows.Int64(0));
        foreach (var no in found)
        {
            s["UPDATE delivery_messages SET body = x'' WHERE no = ?"].Bind(no).Execute();
            s["UPDATE deliveries SET message_no = NULL WHERE no = ? AND message_no = ?"].Bind(s.NumberOf(stream)).Bind(no).Execute();
        }
        return found.Count;
    }

    private static void Empty(PreparedStatements s, Delivery delivery) =>
        s[$"UPDATE delivery_messages SET body = x'' WHERE no = (SELECT message_no FROM deliveries WHERE {TheOne})"].Bind(s, delivery).Execute();

    private static PreparedStatement Bind(this PreparedStatement statement, PreparedStatements s, Delivery delivery) =>
        statement.Bind(s.NumberOf(delivery.Stream)).Bind(delivery.Recipient.ToString()).Bind(delivery.Version);
}

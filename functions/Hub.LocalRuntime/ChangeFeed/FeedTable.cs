using Hub.Sqlite;

namespace Hub.LocalRuntime;

/// <summary>The durable positions of change feeds: the statements on the table <c>feed</c>.</summary>
internal static class FeedTable
{
    public static long? Read(PreparedStatements s, string feed)
    {
        var row = s["SELECT position FROM feed WHERE feed = ?"].Bind(feed);
        return row.Step() ? row.Int64(0) : null;
    }

    public static int Write(PreparedStatements s, string feed, long position, long at) =>
        s["INSERT INTO feed (feed, position, updated) VALUES (?, ?, ?) "
            + "ON CONFLICT (feed) DO UPDATE SET position = excluded.position, updated = excluded.updated"]
            .Bind(feed).Bind(position).Bind(at).Execute();
}

using Hub.Application.Following;
using Hub.Application.Moving;
using Hub.Domain.Streams;
using Hub.Embedded.Database;
using Hub.Sqlite;

namespace Hub.Embedded.Moving;

/// <summary>
/// What the followers that act on the world have yet to process: what they noted, and of deliveries what lies behind their checkpoint in the log. Read models
/// are rebuilt, and what they have yet to process is not moved.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="followed">Up to which place of the log deliveries were enqueued.</param>
internal sealed class EmbeddedPending(HubDatabase database, long followed) : EmbeddedRecords<MovedPending>(database)
{
    protected override List<MovedPending> Page(PreparedStatements s, MovedPending? after, int max)
    {
        var rows = s["""
            SELECT follower, stream_id, min(version) FROM (
                SELECT follower, stream_id, version FROM pending_projections WHERE follower NOT IN (?1, ?7)
                UNION ALL
                SELECT ?2, s.stream_id, e.version FROM events e JOIN streams s ON s.no = e.no WHERE e.seq > ?3)
            WHERE (follower, stream_id) > (?4, ?5) GROUP BY follower, stream_id ORDER BY follower, stream_id LIMIT ?6
            """].Bind(ViewsFollower.FollowerName).Bind(DeliveriesFollower.FollowerName).Bind(followed).Bind(after?.Follower ?? "");
        rows = after is null ? rows.Bind(ReadOnlySpan<byte>.Empty) : rows.Bind(after.Stream);
        rows.Bind(max).Bind(FiguresFollower.FollowerName);
        var found = new List<MovedPending>();
        while (rows.Step()) found.Add(new MovedPending(rows.Text(0), rows.Stream(1), rows.Int32(2)));
        return found;
    }

    protected override void Write(PreparedStatements s, long place, MovedPending record) => s["""
        INSERT INTO pending_projections (follower, stream_id, version, seq, revision) VALUES (?, ?, ?, ?, random())
        ON CONFLICT (follower, stream_id) DO NOTHING
        """].Bind(record.Follower).Bind(record.Stream).Bind(record.FromVersion).Bind(place + 1).Execute();
}

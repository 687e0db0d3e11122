using Hub.Application.Archive;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>
/// How much of the disk the archived messages of one partner may take, so that it cannot fill what all share. Of messages that were not taken the oldest go
/// when a partner has more than its share. Of those that were taken all are kept: beyond a day's share only their beginning. While the disk is nearly full
/// nothing is kept of what was not taken but its record. Used on the writer's thread.
/// </summary>
internal sealed class ArchiveShares(
    Func<long> free, long maxNotTaken = ArchiveShares.MaxNotTaken, int maxRecords = ArchiveShares.MaxRecords, long maxTakenInDay = ArchiveShares.MaxTakenInDay)
{
    /// <summary>Bytes of the bodies of one partner's messages that were not taken.</summary>
    public const long MaxNotTaken = 64L * 1024 * 1024;

    /// <summary>Messages of one partner that were not taken.</summary>
    public const int MaxRecords = 20_000;

    /// <summary>Bytes of the bodies of one partner's messages that were taken in a day.</summary>
    public const long MaxTakenInDay = 256L * 1024 * 1024;

    /// <summary>Bytes of a message beyond the day's share that are kept.</summary>
    public const int Beginning = 4 * 1024;

    /// <summary>Bytes that the archive leaves free for orders: as many as pictures leave.</summary>
    public const long MinFreeBytes = Files.FileEvidenceStore.MinFreeBytes;

    private const int MaxAtOnce = 200;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    // Estimates, too high where something was erased since: above a limit the database is asked.
    private readonly Dictionary<string, (long Bytes, int Records)> _notTaken = [];
    private readonly Dictionary<string, long> _taken = [];
    private long _day;
    private long _looked = long.MinValue;
    private bool _isFull;

    /// <summary>What is to be kept of a message that is not archived yet; makes room for it.</summary>
    public ReadOnlyMemory<byte> Admit(PreparedStatements s, ArchivedMessage message)
    {
        if (message.Outcome is MessageOutcome.Accepted) return AdmitTaken(message);
        var body = IsFull() ? ReadOnlyMemory<byte>.Empty : message.Body;
        if (!_notTaken.TryGetValue(message.PartnerId, out var kept)) kept = Ask(s, message.PartnerId);
        kept = (kept.Bytes + body.Length, kept.Records + 1);
        if (kept.Bytes > maxNotTaken || kept.Records > maxRecords)
        {
            kept = Ask(s, message.PartnerId);
            // Some more than must go, so that not each message asks again.
            if (kept.Bytes + body.Length > maxNotTaken || kept.Records >= maxRecords) kept = RemoveOldest(s, message.PartnerId, kept);
            kept = (kept.Bytes + body.Length, kept.Records + 1);
        }
        _notTaken[message.PartnerId] = kept;
        return body;
    }

    private ReadOnlyMemory<byte> AdmitTaken(ArchivedMessage message)
    {
        // By the clock that does not jump.
        var day = Environment.TickCount64 / (24L * 60 * 60 * 1000);
        if (day != _day) _taken.Clear();
        _day = day;
        var bytes = _taken.GetValueOrDefault(message.PartnerId) + message.Body.Length;
        if (bytes > maxTakenInDay) return message.Body[..Math.Min(message.Body.Length, Beginning)];
        _taken[message.PartnerId] = bytes;
        return message.Body;
    }

    private bool IsFull()
    {
        var now = Environment.TickCount64;
        if (_looked != long.MinValue && now - _looked < BetweenLooks.TotalMilliseconds) return _isFull;
        _looked = now;
        try
        {
            return _isFull = free() < MinFreeBytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A disk that does not say how much it has is not known to be full; if it is broken, the write says so.
            return _isFull = false;
        }
    }

    private static (long Bytes, int Records) Ask(PreparedStatements s, string partner)
    {
        var row = s["""
            SELECT coalesce(sum(length(b.body)), 0), count(*) FROM messages m LEFT JOIN message_bodies b ON b.no = m.body_no
            WHERE partner = ? AND outcome > 0
            """].Bind(partner);
        row.Step();
        return (row.Int64(0), (int)row.Int64(1));
    }

    private (long Bytes, int Records) RemoveOldest(PreparedStatements s, string partner, (long Bytes, int Records) kept)
    {
        while (kept.Bytes > maxNotTaken * 9 / 10 || kept.Records > maxRecords * 9 / 10)
        {
            var rows = s["""
                SELECT seq, body_no, coalesce((SELECT length(body) FROM message_bodies b WHERE b.no = m.body_no), 0) FROM messages m
                WHERE partner = ? AND outcome > 0 ORDER BY seq LIMIT ?
                """].Bind(partner).Bind(MaxAtOnce);
            var oldest = new List<(long Seq, long? BodyNo, long Length)>();
            while (rows.Step()) oldest.Add((rows.Int64(0), rows.Int64OrNull(1), rows.Int64(2)));
            if (oldest.Count == 0) break;
            foreach (var (seq, body, length) in oldest)
            {
                if (kept.Bytes <= maxNotTaken * 9 / 10 && kept.Records <= maxRecords * 9 / 10) break;
                if (body is { } no) s["UPDATE message_bodies SET body = x'' WHERE no = ?"].Bind(no).Execute();
                s["DELETE FROM messages WHERE seq = ?"].Bind(seq).Execute();
                kept = (kept.Bytes - length, kept.Records - 1);
            }
        }
        s.RemoveEmptied("message_bodies");
        return kept;
    }
}

using Hub.Domain.Streams;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>The number under which the rows of a stream stand in this file.</summary>
internal static class StreamRows
{
    /// <summary>The stream's number, or 0, which no stream has.</summary>
    public static long NumberOf(this PreparedStatements s, StreamId stream)
    {
        var row = s["SELECT no FROM streams WHERE stream_id = ?"].Bind(stream);
        return row.Step() ? row.Int64(0) : 0;
    }

    /// <summary>The stream's number; a new one where it has none.</summary>
    public static long NumberFor(this PreparedStatements s, StreamId stream)
    {
        if (s.NumberOf(stream) is var known and > 0) return known;
        s["INSERT INTO streams (stream_id) VALUES (?)"].Bind(stream).Execute();
        return s.LastRowId;
    }
}

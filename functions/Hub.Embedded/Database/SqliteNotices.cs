using System.Globalization;
using Hub.Application.Notices;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>The states of notices on SQLite: a row for each subject.</summary>
public sealed class SqliteNotices(HubDatabase database) : INoticeStore
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NoticeState>> ListAsync(CancellationToken cancel) => ValueTask.FromResult(database.Read(s =>
    {
        var rows = s["SELECT body, revision FROM notices"];
        var states = new List<NoticeState>();
        while (rows.Step()) states.Add(NoticeState.Parse(rows.Bytes(0), rows.Int64(1).ToString(CultureInfo.InvariantCulture)));
        return (IReadOnlyList<NoticeState>)states;
    }));

    /// <inheritdoc/>
    public Task<NoticeState?> TrySaveAsync(NoticeState state, CancellationToken cancel)
    {
        var body = state.ToJson();
        var read = state.Tag is null ? 0 : long.Parse(state.Tag, CultureInfo.InvariantCulture);
        return database.WriteAsync(s =>
        {
            var written = state.Tag is null
                ? s["INSERT INTO notices (subject, revision, body) VALUES (?, 1, ?) ON CONFLICT (subject) DO NOTHING"]
                    .Bind(state.Subject.ToString()).Bind(body).Execute()
                : s["UPDATE notices SET revision = revision + 1, body = ? WHERE subject = ? AND revision = ?"]
                    .Bind(body).Bind(state.Subject.ToString()).Bind(read).Execute();
            return written == 1 ? state with { Tag = (read + 1).ToString(CultureInfo.InvariantCulture) } : null;
        }, cancel);
    }
}

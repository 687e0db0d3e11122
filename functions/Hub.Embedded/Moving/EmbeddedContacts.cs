using Hub.Application.Moving;
using Hub.Embedded.Database;
using Hub.Sqlite;

namespace Hub.Embedded.Moving;

/// <summary>Contacts of the database, by the day on which somebody looks at them.</summary>
internal sealed class EmbeddedContacts(HubDatabase database) : EmbeddedRecords<MovedContact>(database)
{
    protected override List<MovedContact> Page(PreparedStatements s, MovedContact? after, int max)
    {
        const string columns =
            "SELECT s.stream_id, c.review_at, b.body, c.saved_at FROM contacts c JOIN streams s ON s.no = c.no LEFT JOIN contact_bodies b ON b.no = c.body_no";
        var rows = after is null
            ? s[$"{columns} ORDER BY c.review_at, s.stream_id LIMIT ?"].Bind(max)
            : s[$"{columns} WHERE c.review_at >= ?1 AND (c.review_at, s.stream_id) > (?1, ?2) ORDER BY c.review_at, s.stream_id LIMIT ?3"]
                .Bind(after.ReviewAt).Bind(after.Subject).Bind(max);
        var found = new List<MovedContact>();
        while (rows.Step()) found.Add(MovedContact.Of(rows.Stream(0), rows.Time(1), rows.IsNull(2) ? null : rows.Blob(2), rows.TimeOrNull(3)));
        return found;
    }

    // What is there was written by this import: to save it again would leave a second, emptied body.
    protected override void Write(PreparedStatements s, long place, MovedContact record)
    {
        if (s["SELECT 1 FROM contacts WHERE no = ?"].Bind(s.NumberOf(record.Subject)).Step()) return;
        if (record.ToJson() is { } json) s.SaveContact(record.Subject, json, record.SavedAt, record.ReviewAt);
        else s.ReviewContact(record.Subject, record.ReviewAt);
    }
}

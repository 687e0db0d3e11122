using Hub.Domain.Figures;
using Hub.Sqlite;

namespace Hub.Embedded.Database;

/// <summary>The table <c>counted_deliveries</c> of one generation: each delivery as it was when it was counted.</summary>
internal sealed class CountedDeliveryRows(PreparedStatements s, int generation)
{
    private static readonly string[] Tables = ["counted_deliveries", "counted_deliveries_1"];

    private readonly string _table = Tables[generation];

    /// <summary>The fact of a delivery as it was counted; null where it was not yet.</summary>
    /// <param name="seq">The delivery's number.</param>
    /// <param name="now">Its fact as it is now: partner, stream and event never change.</param>
    public DeliveryFact? Find(long seq, DeliveryFact now)
    {
        var row = s[$"SELECT state, attempts, failures, created_at, first_attempt_at, done_at FROM {_table} WHERE seq = ?"].Bind(seq);
        return !row.Step() ? null : now with
        {
            State = (DeliveryOutcome)row.Int64(0), Attempts = row.Int32(1), Failures = row.Int32(2), CreatedAt = row.Time(3), FirstTriedAt = row.TimeOrNull(4),
            DoneAt = row.TimeOrNull(5),
        };
    }

    /// <summary>Notes the fact that is counted now.</summary>
    public void Write(long seq, DeliveryFact fact) => s[$"""
        INSERT INTO {_table} (seq, state, attempts, failures, created_at, first_attempt_at, done_at) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (seq) DO UPDATE SET state = excluded.state, attempts = excluded.attempts, failures = excluded.failures,
            created_at = excluded.created_at, first_attempt_at = excluded.first_attempt_at, done_at = excluded.done_at
        """]
        .Bind(seq).Bind((long)fact.State).Bind(fact.Attempts).Bind(fact.Failures).Bind(fact.CreatedAt).Bind(fact.FirstTriedAt).Bind(fact.DoneAt).Execute();

    /// <summary>Removes some rows; true where there may be more.</summary>
    public bool Remove(int most) => s[$"DELETE FROM {_table} WHERE seq IN (SELECT seq FROM {_table} LIMIT ?)"].Bind(most).Execute() == most;
}

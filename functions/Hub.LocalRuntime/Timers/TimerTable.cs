using Hub.Sqlite;

namespace Hub.LocalRuntime;

/// <summary>The durable status of timer functions: the statements on the table <c>timer</c>.</summary>
internal static class TimerTable
{
    public static TimerStatus? Read(PreparedStatements s, string function)
    {
        var row = s["SELECT last, next, updated FROM timer WHERE function = ?"].Bind(function);
        if (!row.Step()) return null;
        return new TimerStatus(row.Int64OrNull(0) is { } last ? At(last) : null, At(row.Int64(1)), At(row.Int64(2)));
    }

    public static int Write(PreparedStatements s, string function, TimerStatus status) =>
        s["INSERT INTO timer (function, last, next, updated) VALUES (?, ?, ?, ?) "
            + "ON CONFLICT (function) DO UPDATE SET last = excluded.last, next = excluded.next, updated = excluded.updated"]
            .Bind(function).Bind(status.Last?.ToUnixTimeMilliseconds()).Bind(status.Next.ToUnixTimeMilliseconds()).Bind(status.Updated.ToUnixTimeMilliseconds())
            .Execute();

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

/// <summary>What is remembered of a timer function.</summary>
/// <param name="Last">When it last ran; null when it never did.</param>
/// <param name="Next">When it is due.</param>
/// <param name="Updated">When this was written.</param>
internal sealed record TimerStatus(DateTimeOffset? Last, DateTimeOffset Next, DateTimeOffset Updated)
{
    public ScheduleStatus ToScheduleStatus() =>
        new() { Last = Last?.UtcDateTime ?? default, Next = Next.UtcDateTime, LastUpdated = Updated.UtcDateTime };
}

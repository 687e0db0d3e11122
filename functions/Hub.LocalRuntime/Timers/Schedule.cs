using System.Globalization;
using NCrontab;

namespace Hub.LocalRuntime;

/// <summary>When a timer function is due, in UTC: NCRONTAB, or an interval.</summary>
internal sealed class Schedule
{
    private readonly CrontabSchedule? _cron;
    private readonly TimeSpan _interval;

    private Schedule(CrontabSchedule? cron, TimeSpan interval)
    {
        _cron = cron;
        _interval = interval;
    }

    /// <summary>Reads <c>second minute hour day month weekday</c>, the same without the second (which is then 0), or <c>hh:mm:ss</c>.</summary>
    /// <returns>Null when the text is none of these.</returns>
    public static Schedule? TryParse(string text)
    {
        if (TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var interval))
            return interval > TimeSpan.Zero ? new Schedule(null, interval) : null;
        var seconds = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 5;
        var cron = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = seconds });
        return cron is null ? null : new Schedule(cron, TimeSpan.Zero);
    }

    /// <summary>The first moment after <paramref name="after"/> at which the function is due.</summary>
    public DateTimeOffset Next(DateTimeOffset after) =>
        _cron is null ? after + _interval : new DateTimeOffset(_cron.GetNextOccurrence(after.UtcDateTime), TimeSpan.Zero);
}

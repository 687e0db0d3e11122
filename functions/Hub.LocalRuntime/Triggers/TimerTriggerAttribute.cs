namespace Hub.LocalRuntime;

/// <summary>Starts a function by the clock, in UTC; on a parameter of type <see cref="TimerInfo"/>. A function never overlaps itself.</summary>
/// <param name="schedule">NCRONTAB with six fields (second minute hour day month weekday) or five (second 0), or an interval <c>hh:mm:ss</c>; <c>%Setting%</c>
/// takes it from the configuration.</param>
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>The schedule as written.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>Remember durably when the function ran, so that a run missed while the program was down is caught up once at the start. Default true.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Run once at every start. Default false.</summary>
    public bool RunOnStartup { get; set; }
}

/// <summary>What a timer function learns of its run.</summary>
public class TimerInfo
{
    /// <summary>The remembered times; null when the trigger has no monitor.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>The run comes later than its time, because the program was not running then.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>The remembered times of a timer function, in UTC.</summary>
public class ScheduleStatus
{
    /// <summary>When the function last ran; the default value when it never did.</summary>
    public DateTime Last { get; set; }

    /// <summary>When it is due next.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this status was written.</summary>
    public DateTime LastUpdated { get; set; }
}

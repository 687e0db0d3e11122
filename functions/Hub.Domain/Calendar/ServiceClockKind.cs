namespace Hub.Domain.Calendar;

/// <summary>How the time of a service level runs.</summary>
public enum ServiceClockKind
{
    /// <summary>Day and night, every day: an hour is an hour, a day is a calendar day.</summary>
    AroundTheClock,

    /// <summary>In working hours of working days only.</summary>
    WorkingDays,
}

namespace Hub.Domain.Calendar;

/// <summary>The hours of a working day, in Europe/Amsterdam.</summary>
/// <param name="From">Opening.</param>
/// <param name="Until">Closing, later on the same day.</param>
public sealed record WorkingHours(TimeOnly From, TimeOnly Until)
{
    /// <summary>07:30 to 16:30, where a contract names none.</summary>
    public static readonly WorkingHours Usual = new(new TimeOnly(7, 30), new TimeOnly(16, 30));
}

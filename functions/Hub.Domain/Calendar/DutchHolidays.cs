namespace Hub.Domain.Calendar;

/// <summary>
/// The days on which the sector does not work though they may be a Monday to Friday:
/// <list type="bullet">
/// <item>New Year's Day, <em>Nieuwjaarsdag</em>: 1 January.</item>
/// <item>Easter Monday, <em>Tweede Paasdag</em>.</item>
/// <item>King's Day, <em>Koningsdag</em>: 27 April, or the day before where that is a Sunday.</item>
/// <item>Liberation Day, <em>Bevrijdingsdag</em>: 5 May, in lustrum years (2025, 2030) only, as most collective agreements have it.</item>
/// <item>Ascension Day, <em>Hemelvaartsdag</em>.</item>
/// <item>Whit Monday, <em>Tweede Pinksterdag</em>.</item>
/// <item>Christmas Day and Boxing Day, <em>Eerste</em> and <em>Tweede Kerstdag</em>: 25 and 26 December.</item>
/// </list>
/// Easter and Whit Sunday always fall in the weekend, and Good Friday is a working day. The present rules hold for every
/// year, also for those before they came to be (King's Day: 2014).
/// </summary>
public static class DutchHolidays
{
    private static readonly Func<int, DateOnly?>[] Table =
    [
        year => new(year, 1, 1),                                              // New Year's Day
        year => Easter(year).AddDays(1),                                      // Easter Monday
        year => NotOnSunday(new(year, 4, 27)),                                // King's Day
        year => year % 5 == 0 ? new DateOnly(year, 5, 5) : null,              // Liberation Day
        year => Easter(year).AddDays(39),                                     // Ascension Day
        year => Easter(year).AddDays(50),                                     // Whit Monday
        year => new(year, 12, 25),                                            // Christmas Day
        year => new(year, 12, 26),                                            // Boxing Day
    ];

    /// <summary>The holidays of a year, 1 to 9999, in order; those that coincide (Ascension and Liberation Day, 2005) once.</summary>
    public static IReadOnlyList<DateOnly> In(int year) => [.. Table.Select(day => day(year)).OfType<DateOnly>().Distinct().Order()];

    /// <summary>Whether a day is a holiday, whatever day of the week it is.</summary>
    public static bool IsHoliday(DateOnly day) => Table.Any(rule => rule(day.Year) == day);

    private static DateOnly NotOnSunday(DateOnly day) => day.DayOfWeek is DayOfWeek.Sunday ? day.AddDays(-1) : day;

    /// <summary>Easter Sunday of the Gregorian calendar, by the anonymous computus (Meeus, Jones and Butcher).</summary>
    private static DateOnly Easter(int year)
    {
        var (golden, century, inCentury) = (year % 19, year / 100, year % 100);
        var epact = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var toSunday = (32 + (2 * (century % 4)) + (2 * (inCentury / 4)) - epact - (inCentury % 4)) % 7;
        var late = (golden + (11 * epact) + (22 * toSunday)) / 451;
        var days = epact + toSunday - (7 * late) + 114;
        return new DateOnly(year, days / 31, (days % 31) + 1);
    }
}

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
    private static readonly (string Name, Func<int, DateOnly?> Day)[] Table =
    [
        ("Nieuwjaarsdag", year => new(year, 1, 1)),
        ("Tweede Paasdag", year => Easter(year).AddDays(1)),
        ("Koningsdag", year => NotOnSunday(new(year, 4, 27))),
        ("Bevrijdingsdag", year => year % 5 == 0 ? new DateOnly(year, 5, 5) : null),
        ("Hemelvaartsdag", year => Easter(year).AddDays(39)),
        ("Tweede Pinksterdag", year => Easter(year).AddDays(50)),
        ("Eerste Kerstdag", year => new(year, 12, 25)),
        ("Tweede Kerstdag", year => new(year, 12, 26)),
    ];

    /// <summary>The holidays of a year, 1 to 9999, in order; those that coincide (Ascension and Liberation Day, 2005) once.</summary>
    public static IReadOnlyList<DateOnly> In(int year) => [.. NamedIn(year).Select(h => h.Day)];

    /// <summary>The holidays of a year with their names in Dutch, as <see cref="In"/>; two that coincide have one name.</summary>
    public static IReadOnlyList<(DateOnly Day, string Name)> NamedIn(int year) =>
        [.. Table.Where(h => h.Day(year) is not null).Select(h => (Day: h.Day(year)!.Value, h.Name)).DistinctBy(h => h.Day).OrderBy(h => h.Day)];

    /// <summary>Whether a day is a holiday, whatever day of the week it is.</summary>
    public static bool IsHoliday(DateOnly day) => Table.Any(holiday => holiday.Day(day.Year) == day);

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

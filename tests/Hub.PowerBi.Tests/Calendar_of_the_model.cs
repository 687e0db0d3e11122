using System.Globalization;
using Hub.Domain.Calendar;
using Hub.PowerBi.Tests.Model;
using Hub.PowerBi.Tests.Support;
using Hub.PowerBi.Tests.Twins;

namespace Hub.PowerBi.Tests;

/// <summary>Days and clocks of the model are those of the hub.</summary>
public sealed class Calendar_of_the_model
{
    [Fact]
    public void Holidays_are_those_with_which_the_hub_counts()
    {
        var table = TmdlReader.Tables.Single(t => t.Name == "Datum").Partition.Expression;
        var days = Enumerable.Range(DayTable.FirstYear, DayTable.LastYear - DayTable.FirstYear + 1).SelectMany(DutchHolidays.NamedIn).ToList();
        Assert.All(days, d => Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"{{#date({d.Day.Year}, {d.Day.Month}, {d.Day.Day}), \"{d.Name}\"}}"),
            table, StringComparison.Ordinal));
        Assert.Equal(days.Count, table.Split("{#date(").Length - 1);
    }

    [Fact]
    public void Names_of_holidays_are_their_own()
    {
        Assert.Equal(
            [
                "01-01 Nieuwjaarsdag", "04-21 Tweede Paasdag", "04-26 Koningsdag", "05-05 Bevrijdingsdag", "05-29 Hemelvaartsdag", "06-09 Tweede Pinksterdag",
                "12-25 Eerste Kerstdag", "12-26 Tweede Kerstdag",
            ],
            DutchHolidays.NamedIn(2025).Select(h => $"{h.Day.ToString("MM-dd", CultureInfo.InvariantCulture)} {h.Name}"));
        // In 2005 two fell on one day.
        Assert.Equal(7, DutchHolidays.NamedIn(2005).Count);
    }

    [Fact]
    public void Dutch_clocks_are_those_of_the_hub_at_every_change_of_summer_time()
    {
        for (var year = 2015; year <= DayTable.LastYear; year++)
            for (var at = new DateTime(year, 3, 24); at < new DateTime(year, 11, 2); at = at.AddMinutes(at.Month is 3 or 10 ? 20 : 60 * 24))
                Assert.Equal(DutchTime.LocalOf(new DateTimeOffset(at, TimeSpan.Zero)), FeedRow.InTheNetherlands(at));
    }

    // The formula of the table: the week of a day is that of its Thursday, and of its year.
    [Fact]
    public void Weeks_are_those_of_ISO_8601()
    {
        for (var day = new DateTime(DayTable.FirstYear, 1, 1); day.Year <= DayTable.LastYear; day = day.AddDays(1))
        {
            var thursday = day.AddDays(3 - (((int)day.DayOfWeek + 6) % 7));
            Assert.Equal((ISOWeek.GetYear(day), ISOWeek.GetWeekOfYear(day)), (thursday.Year, ((thursday.DayOfYear - 1) / 7) + 1));
        }
    }
}

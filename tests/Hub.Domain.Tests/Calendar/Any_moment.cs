using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Calendar;

namespace Hub.Domain.Tests.Calendar;

/// <summary>Whenever a time begins, however long it is and whatever the contract's hours: the clock keeps its promises.</summary>
public sealed class Any_moment
{
    private static readonly Gen<WorkingHours> Hours = Gen.Frequency(
        (2, Gen.Constant(WorkingHours.Usual)),
        (1, Gen.Constant(new WorkingHours(new(0, 0), new(23, 59)))),
        (1, Gen.Constant(new WorkingHours(new TimeOnly(1), TimeOnly.MaxValue))), // A length that no rounding leaves alone.
        (3, from opening in Gen.Choose(0, 1_400) from minutes in Gen.Choose(30, 1_439 - opening)
            select new WorkingHours(TimeOnly.MinValue.AddMinutes(opening), TimeOnly.MinValue.AddMinutes(opening + minutes))));

    private static readonly Gen<ServiceClock> InDays = Hours.Select(h => new ServiceClock(ServiceClockKind.WorkingDays, h));

    private static readonly Gen<ServiceClock> Either = Gen.OneOf(InDays, Gen.Constant(new ServiceClock(ServiceClockKind.AroundTheClock, WorkingHours.Usual)));

    // Any tick of many years; the edges of the usual day; and around the changes of the clock and the holidays.
    private static readonly Gen<DateTimeOffset> Moments = Gen.Frequency(
        (3, from day in Gen.Choose(0, 20_000) from second in Gen.Choose(0, 86_399) from tick in Gen.Choose(0, 9_999_999)
            select new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day).AddSeconds(second).AddTicks(tick)),
        (2, from day in Gen.Choose(0, 4_000) from edge in Gen.Elements(new TimeOnly(0, 0), new(7, 30), new(16, 30)) from tick in Gen.Choose(-1, 1)
            select Local.At(new DateOnly(2024, 1, 1).AddDays(day), edge).AddTicks(tick)),
        (1, from day in Gen.Elements("2026-03-28 12:00", "2026-10-24 12:00", "2026-04-03 12:00", "2025-12-24 12:00") from minutes in Gen.Choose(0, 4_000)
            select Local.At(day).AddMinutes(minutes)));

    private static readonly Gen<DateTimeOffset> Nonsense = Gen.Elements(
        DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new DateTimeOffset(1, 1, 1, 14, 0, 0, TimeSpan.FromHours(14)),
        new DateTimeOffset(9999, 12, 31, 9, 59, 59, TimeSpan.FromHours(-14)),
        new DateTimeOffset(1949, 12, 31, 23, 59, 59, TimeSpan.Zero), new DateTimeOffset(2500, 12, 31, 15, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(2501, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static readonly Gen<TimeSpan> Spans = Gen.Frequency(
        (1, Gen.Constant(TimeSpan.Zero)),
        (3, Gen.Choose(0, 300).Select(halves => TimeSpan.FromMinutes(30L * halves))),
        (3, from seconds in Gen.Choose(0, 36_000_000) from tick in Gen.Choose(0, 9_999_999)
            select TimeSpan.FromSeconds(seconds).Add(TimeSpan.FromTicks(tick))));

    private static readonly Gen<AgreedTime> Times =
        from days in Gen.Frequency((2, Gen.Constant(0)), (3, Gen.Choose(0, 30)), (1, Gen.Choose(0, 3_650)))
        from minutes in Gen.Frequency((2, Gen.Constant(0)), (2, Gen.Choose(0, 20).Select(h => 60 * h)), (1, Gen.Choose(0, 60_000)))
        select new AgreedTime(days, TimeSpan.FromMinutes(minutes));

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(1_000);

    [Fact]
    public void A_deadline_in_working_days_is_never_on_a_closed_day_and_always_within_hours() => Prop.ForAll(
        Arb.From(from hours in Hours from at in Moments from within in Times select (hours, at, within)),
        c =>
        {
            var wall = Local.Wall(new ServiceClock(ServiceClockKind.WorkingDays, c.hours).Deadline(c.at, c.within));
            Assert.True(WorkingCalendar.IsWorkingDay(DateOnly.FromDateTime(wall)));
            Assert.InRange(TimeOnly.FromDateTime(wall), c.hours.From, c.hours.Until);
        }).Check(Many);

    [Fact]
    public void Whole_working_days_end_at_closing_with_as_many_working_days_gone_by() => Prop.ForAll(
        Arb.From(from hours in Hours from at in Moments from days in Gen.Choose(1, 60) select (hours, at, days)),
        c =>
        {
            var begin = DateOnly.FromDateTime(Local.Wall(c.at));
            var wall = Local.Wall(new ServiceClock(ServiceClockKind.WorkingDays, c.hours).Deadline(c.at, AgreedTime.InDays(c.days)));
            Assert.Equal(c.hours.Until, TimeOnly.FromDateTime(wall));
            Assert.Equal(c.days, Enumerable.Range(1, DateOnly.FromDateTime(wall).DayNumber - begin.DayNumber)
                .Count(d => WorkingCalendar.IsWorkingDay(begin.AddDays(d))));
        }).Check(Many);

    [Fact]
    public void Time_that_is_added_lies_between() => Prop.ForAll(
        Arb.From(from clock in Either from at in Moments from time in Spans select (clock, at, time)),
        c => Assert.Equal(c.time, c.clock.Between(c.at, c.clock.Add(c.at, c.time)))).Check(Many);

    [Fact]
    public void Adding_twice_is_adding_the_sum() => Prop.ForAll(
        Arb.From(from clock in Either from at in Moments from one in Spans from other in Spans select (clock, at, one, other)),
        c => Assert.Equal(c.clock.Add(c.at, c.one + c.other), c.clock.Add(c.clock.Add(c.at, c.one), c.other))).Check(Many);

    [Fact]
    public void Time_between_adds_up_and_turns_its_sign_with_the_order() => Prop.ForAll(
        Arb.From(from clock in Either from a in Moments from b in Moments from c in Gen.Frequency((9, Moments), (1, Nonsense)) select (clock, a, b, c)),
        c =>
        {
            Assert.Equal(c.clock.Between(c.a, c.c), c.clock.Between(c.a, c.b) + c.clock.Between(c.b, c.c));
            Assert.Equal(c.clock.Between(c.a, c.b), -c.clock.Between(c.b, c.a));
        }).Check(Many);

    [Fact]
    public void Between_is_what_counting_day_by_day_gives() => Prop.ForAll(
        Arb.From(from hours in Hours from at in Moments from minutes in Gen.Choose(0, 90_000) select (hours, at, until: at.AddMinutes(minutes))),
        c =>
        {
            var worked = TimeSpan.Zero;
            for (var day = DateOnly.FromDateTime(Local.Wall(c.at)); day <= DateOnly.FromDateTime(Local.Wall(c.until)); day = day.AddDays(1))
            {
                if (!WorkingCalendar.IsWorkingDay(day)) continue;
                var (opening, closing) = (Local.At(day, c.hours.From), Local.At(day, c.hours.Until));
                var (begin, end) = (c.at > opening ? c.at : opening, c.until < closing ? c.until : closing);
                if (end > begin) worked += end - begin;
            }
            Assert.Equal(worked, new ServiceClock(ServiceClockKind.WorkingDays, c.hours).Between(c.at, c.until));
        }).Check(Many);

    [Fact]
    public void More_time_never_gives_an_earlier_deadline() => Prop.ForAll(
        Arb.From(
            from clock in Either from at in Moments from days in Gen.Choose(0, 40) from hours in Gen.Choose(0, 40) from more in Times
            select (clock, at, days, hours, more)),
        c =>
        {
            var less = new AgreedTime(c.days, TimeSpan.FromHours(c.hours));
            var more = new AgreedTime(Math.Min(c.days + c.more.Days, 3_650), less.Time + c.more.Time);
            Assert.True(c.clock.Deadline(c.at, less) <= c.clock.Deadline(c.at, more));
        }).Check(Many);

    [Fact]
    public void A_later_beginning_never_gives_an_earlier_deadline_in_working_days() => Prop.ForAll(
        Arb.From(from clock in InDays from at in Moments from minutes in Gen.Choose(0, 10_000) from within in Times select (clock, at, minutes, within)),
        c => Assert.True(c.clock.Deadline(c.at, c.within) <= c.clock.Deadline(c.at.AddMinutes(c.minutes), c.within))).Check(Many);

    [Fact]
    public void A_deadline_is_never_before_its_beginning() => Prop.ForAll(
        Arb.From(from clock in Either from at in Moments from within in Times select (clock, at, within)),
        c => Assert.True(c.clock.Deadline(c.at, c.within) >= c.at)).Check(Many);

    [Fact]
    public void A_nonsensical_moment_or_time_breaks_nothing() => Prop.ForAll(
        Arb.From(
            from clock in Either from a in Nonsense from b in Gen.OneOf(Moments, Nonsense)
            from within in Gen.OneOf(Times, Gen.Constant(new AgreedTime(3_650, TimeSpan.FromHours(9_999))))
            from time in Gen.OneOf(Spans, Gen.Constant(TimeSpan.MaxValue)) select (clock, a, b, within, time)),
        c =>
        {
            DateTimeOffset[] moments = [c.clock.Deadline(c.a, c.within), c.clock.Deadline(c.b, c.within), c.clock.Add(c.a, c.time), c.clock.Add(c.b, c.time)];
            Assert.All(moments, m => Assert.InRange(m.Year, 1950, 2500));
            Assert.Equal(c.clock.Between(c.a, c.b), -c.clock.Between(c.b, c.a));
        }).Check(Many);

    [Fact]
    public void A_nonsensical_day_breaks_nothing() => Assert.Equal(
        [new DateOnly(2500, 12, 31), new DateOnly(1950, 1, 2)],
        [WorkingCalendar.WorkingDayAfter(DateOnly.MaxValue, int.MaxValue), WorkingCalendar.WorkingDayAfter(DateOnly.MinValue, 1)]);
}

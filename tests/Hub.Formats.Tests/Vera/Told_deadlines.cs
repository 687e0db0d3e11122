using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Formats.Vera.Codes;
using Hub.Formats.Vera.Writing;
using static Hub.Formats.Tests.Support.VeraGiven;

namespace Hub.Formats.Tests.Vera;

/// <summary>The ERP hears until when things must be done, in words of its own that come back as nothing.</summary>
public sealed class Told_deadlines
{
    private static readonly OrderAwarded Awarded = new("vakwerk", "RO-2026-1", Terms: Terms);

    private static readonly string[] Names =
        [MemberNames.Extra.RespondBy, MemberNames.Extra.CompleteBy, MemberNames.Extra.LeadTimeBy, MemberNames.Extra.ClockStopped];

    [Fact]
    public void An_award_tells_all_deadlines()
    {
        var told = Told(Awarded);
        Assert.Equal(
            ("2026-03-03T09:30:00Z", "2026-03-16T15:30:00Z", "2026-03-23T15:30:00Z"),
            (told[MemberNames.Extra.RespondBy], told[MemberNames.Extra.CompleteBy], told[MemberNames.Extra.LeadTimeBy]));
    }

    [Fact]
    public void A_served_order_tells_them_too() => Assert.Equal(Deadlines(Told(Awarded)), Deadlines(Extras(Served(Awarded))));

    [Fact]
    public void More_time_that_was_agreed_moves_them() => Assert.Equal(
        "2026-04-01T14:30:00Z", Told(Awarded, new LeadTimeExtended(new DateOnly(2026, 4, 1)), new LeadTimeAgreed())[MemberNames.Extra.CompleteBy]);

    [Fact]
    public void Keys_move_the_day_of_delivery() =>
        Assert.Equal("2026-03-25T15:30:00Z", Told(Awarded, new KeysReceived(new DateOnly(2026, 3, 4)))[MemberNames.Extra.LeadTimeBy]);

    [Fact]
    public void A_clock_that_stands_says_why() =>
        Assert.Equal("NoAccess", Told(Awarded, new WorkStarted(), new WorkInterrupted(InterruptionReason.NoAccess))[MemberNames.Extra.ClockStopped]);

    [Fact]
    public void A_clock_that_runs_says_nothing() =>
        Assert.DoesNotContain(MemberNames.Extra.ClockStopped, Told(Awarded, new WorkStarted(), new WorkInterrupted(InterruptionReason.Weather)));

    [Fact]
    public void What_moves_no_deadline_tells_none() => Assert.Empty(Deadlines(Told(Awarded, new OrderAccepted())));

    [Fact]
    public void An_order_without_any_tells_none() => Assert.Empty(Deadlines(Extras(Written(Placed(Small), Erp(), new OrderAwarded("vakwerk")).Body)));

    [Fact]
    public void The_day_that_the_ERP_asks_stays_its_own() =>
        Assert.False(Json(Served(Awarded)).TryGetProperty("uitersteGereeddatum", out _));

    [Theory]
    [InlineData("REP", "aanmelden")]
    [InlineData("MUT", "vertrekken")]
    public void Every_message_tells_the_phase(string kind, string phase) => Assert.Equal(
        phase, Extras(Written(Placed(With($$""" "onderhoudSoort": { "code": "{{kind}}" } """)), Erp(), new OrderUnrouted("Geen contract")).Body)["fase"]);

    [Fact]
    public void Every_phase_has_a_word() => Assert.All(Enum.GetValues<AortaPhase>(), p => Assert.NotEmpty(CodeMaps.Phases[p]));

    private static Dictionary<string, string> Told(params OrderEvent[] events) => Extras(Written(Placed(Small), Erp(), events).Body);

    private static byte[] Served(params OrderEvent[] events) => OrderDocument.Write(After(Placed(Small), events).Order, Erp(), Contractor, HubAddress);

    private static IEnumerable<KeyValuePair<string, string>> Deadlines(Dictionary<string, string> extras) => extras.Where(e => Names.Contains(e.Key));
}

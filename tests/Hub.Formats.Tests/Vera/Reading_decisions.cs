using Hub.Application.Intake;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using static Hub.Formats.Tests.Support.VeraGiven;

namespace Hub.Formats.Tests.Vera;

/// <summary>What a PATCH decides and tells in extra attributes.</summary>
public sealed class Reading_decisions
{
    [Fact]
    public void A_status_is_asked_in_a_role() => Assert.Equal(
        [new ChangeStatus(OrderStatus.Awarded, "Goed", "opzichter")],
        Commands(""" "status": { "code": "GUN" } """, ("rol", "opzichter"), ("toelichting", "Goed")));

    [Fact]
    public void Extra_work_is_agreed_to_in_a_role() =>
        Assert.Equal([new Report(new ExtraWorkApproved(null, null, "opzichter"))], Commands(null, ("meerwerk", "akkoord"), ("rol", "opzichter")));

    [Fact]
    public void Extra_work_is_declined_in_a_role() =>
        Assert.Equal([new Report(new ExtraWorkDeclined("Te duur", "opzichter"))],
            Commands(null, ("meerwerk", "afgewezen"), ("rol", "opzichter"), ("toelichting", "Te duur")));

    [Fact]
    public void Extra_work_may_be_agreed_to_by_line() =>
        Assert.Equal(["8", "9.1"], Fact<ExtraWorkApproved>(null, ("meerwerk", "akkoord"), ("regels", "8, 9.1")).LineNumbers);

    [Fact]
    public void Lines_without_a_decision_say_nothing() =>
        Assert.Equal([new ChangeStatus(OrderStatus.Awarded)], Commands(""" "status": { "code": "GUN" } """, ("regels", "8,,9")));

    [Fact]
    public void More_time_is_agreed_to_as_the_contractor_asked() =>
        Assert.Equal([new Report(new LeadTimeAgreed(null, "Goed"))], Commands(null, ("uitstel", "akkoord"), ("toelichting", "Goed")));

    [Fact]
    public void A_day_beside_consent_to_more_time_is_until_when_and_no_change() => Assert.Equal(
        [new Report(new LeadTimeAgreed(new DateOnly(2026, 4, 2)))], Commands(""" "uitersteGereeddatum": "2026-04-02T00:00:00Z" """, ("uitstel", "akkoord")));

    [Fact]
    public void What_else_stands_beside_it_is_a_change() => Assert.Equal(
        [new AmendOrder(new OrderContentChange { Description = "Anders" }), new Report(new LeadTimeAgreed(new DateOnly(2026, 4, 2)))],
        Commands(""" "omschrijving": "Anders", "uitersteGereeddatum": "2026-04-02T00:00:00Z" """, ("uitstel", "akkoord")));

    [Fact]
    public void More_time_is_declined() =>
        Assert.Equal([new Report(new LeadTimeDeclined("Te laat"))], Commands(null, ("uitstel", "afgewezen"), ("toelichting", "Te laat")));

    [Fact]
    public void A_day_beside_a_refusal_of_more_time_is_a_change() => Assert.Equal(
        [new AmendOrder(new OrderContentChange { DueOn = new DateOnly(2026, 4, 2) }), new Report(new LeadTimeDeclined())],
        Commands(""" "uitersteGereeddatum": "2026-04-02T00:00:00Z" """, ("uitstel", "afgewezen")));

    [Fact]
    public void Keys_came_in() => Assert.Equal([new Report(new KeysReceived(new DateOnly(2026, 3, 4)))], Commands(null, ("sleutelsOntvangen", "2026-03-04")));

    [Fact]
    public void The_pre_inspection_was_held() =>
        Assert.Equal([new Report(new PreInspectionHeld("Schoon"))], Commands(null, ("voorinspectie", "gehouden"), ("toelichting", "Schoon")));

    [Fact]
    public void A_name_may_be_in_any_case() => Assert.Equal([new Report(new LeadTimeAgreed())], Commands(null, ("Uitstel", "akkoord")));

    [Theory]
    [InlineData("meerwerk", "ja", "akkoord of afgewezen")]
    [InlineData("uitstel", "Akkoord", "akkoord of afgewezen")]
    [InlineData("sleutelsOntvangen", "4-3-2026", "een dag zoals")]
    [InlineData("sleutelsOntvangen", "2026-02-30", "een dag zoals")]
    [InlineData("voorinspectie", "gepland", "gehouden")]
    public void A_wrong_value_is_a_fault_at_its_place(string name, string value, string expected)
    {
        var error = Assert.Single(Errors(Body(""" "omschrijving": "x" """, (name, value)), Operation.Patch, "OO-1"));
        Assert.Equal("/extra-attributen/0/waarde", error.Place);
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("akkoord", "8,,9", "gescheiden door komma's")]
    [InlineData("afgewezen", "8", "geen regels")]
    public void Lines_that_cannot_be_meant_are_a_fault(string decision, string lines, string expected)
    {
        var error = Assert.Single(Errors(Body(null, ("meerwerk", decision), ("regels", lines)), Operation.Patch, "OO-1"));
        Assert.Equal("/extra-attributen/1/waarde", error.Place);
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uitstel", "x")]
    [InlineData("bedrag", "geen")]
    [InlineData("sleutelsOntvangen", "morgen")]
    [InlineData("meerwerk", "akkoord")]
    public void A_POST_and_a_PUT_decide_nothing(string name, string value)
    {
        var body = With($$""" "extra-attributen": [ { "naam": "{{name}}", "waarde": "{{value}}" } ] """);
        Assert.IsType<PlaceOrder>(Assert.Single(Message(body).Commands));
        Assert.IsType<ReplaceOrder>(Assert.Single(Message(body, Operation.Put, "OO-1").Commands));
    }

    private static T Fact<T>(string? members, params (string Name, string Value)[] extras) where T : OrderEvent =>
        Assert.IsType<T>(Assert.IsType<Report>(Assert.Single(Commands(members, extras))).Fact);

    private static IReadOnlyList<OrderCommand> Commands(string? members, params (string Name, string Value)[] extras) =>
        Message(Body(members, extras), Operation.Patch, "OO-1").Commands;

    private static string Body(string? members, params (string Name, string Value)[] extras) =>
        $$"""{ {{members}}{{(members is null ? "" : ",")}} "extra-attributen": [ {{string.Join(", ", extras.Select(e => $$"""{ "naam": "{{e.Name}}", "waarde": "{{e.Value}}" }"""))}} ] }""";
}

using System.Text;
using Hub.Application.Intake;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using static Hub.Formats.Tests.Support.Examples;

namespace Hub.Formats.Tests.Canonical;

public sealed class Read_events
{
    [Fact]
    public void Source_and_id_together_are_the_identity() => Assert.Equal("urn:constructif m-1", ReadOne(Event()).MessageId);

    [Theory]
    [InlineData("2026-03-02t08:30:00z")]
    [InlineData("2026-03-02T09:30:00.0000000+01:00")]
    public void A_time_is_read_as_RFC_3339_has_it(string time) =>
        Assert.Equal(At, ReadOne(Event().Replace("2026-03-02T09:30:00+01:00", time, StringComparison.Ordinal)).OccurredAt);

    [Fact]
    public void A_leap_second_is_read() => Assert.Equal(
        new DateTimeOffset(2017, 1, 1, 0, 0, 0, TimeSpan.Zero),
        ReadOne(Event().Replace("2026-03-02T09:30:00+01:00", "2016-12-31T23:59:60Z", StringComparison.Ordinal)).OccurredAt);

    [Fact]
    public void The_time_is_when_it_happened() => Assert.Equal(At, ReadOne(Event()).OccurredAt);

    [Fact]
    public void The_correlation_is_kept() => Assert.Equal("c-1", ReadOne(Event(attributes: ",\"correlationid\":\"c-1\"")).CorrelationId);

    [Fact]
    public void The_subject_names_the_order() => Assert.Equal(new OrderReference.ByIdOrNumber("2026-004711"), ReadOne(Event()).Order);

    [Fact]
    public void A_placed_order_is_named_by_its_own_number() => Assert.Equal(
        new OrderReference.ByNumber("77"), ReadOne(Event("order.placed", """{"number":"77","kind":"repair"}""", "something-else")).Order);

    [Fact]
    public void A_placed_order_needs_no_subject() => Assert.Equal(
        new OrderReference.ByNumber("77"),
        ReadOne("""{"specversion":"1.0","id":"1","source":"/erp","type":"nl.ketenhub.order.placed.v1","data":{"number":"77","kind":"repair"}}""").Order);

    [Fact]
    public void The_resident_stays_out_of_the_order() => Assert.Equal(
        new ResidentContact("N", "1", "2", "e@example.org"),
        ReadOne(Event("order.placed",
            """{"number":"77","kind":"repair","resident":{"name":"N","phone":"1","secondPhone":"2","email":"e@example.org"}}""")).Contact);

    [Fact]
    public void An_amendment_changes_only_what_it_names() => Assert.Equal(
        new AmendOrder(new OrderContentChange { DueOn = new DateOnly(2026, 4, 1) }),
        Assert.Single(ReadOne(Event("order.amended", """{"dueOn":"2026-04-01"}""")).Commands));

    [Fact]
    public void Data_may_be_left_out_where_all_of_it_is_optional() =>
        Assert.Equal(new Report(new WorkStarted()), Assert.Single(ReadOne(Event(data: null)).Commands));

    [Fact]
    public void Unknown_members_are_ignored() =>
        Assert.Equal(new Report(new WorkStarted()), Assert.Single(ReadOne(Event(data: """{"new":[1]}""", attributes: ",\"newer\":1")).Commands));

    [Fact]
    public void A_blank_optional_text_is_absent() =>
        Assert.Equal(new Report(new WorkStarted()), Assert.Single(ReadOne(Event(data: """{"remark":" "}""")).Commands));

    [Fact]
    public void A_null_is_absent() =>
        Assert.Equal(new Report(new AppointmentCancelled()), Assert.Single(ReadOne(Event("appointment.cancelled", """{"byResident":null}""")).Commands));

    [Fact]
    public void Json_with_a_charset_is_json() => Assert.NotNull(ReadOne(Event(attributes: ",\"datacontenttype\":\"Application/JSON; charset=utf-8\"")));

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.IsType<ReadResult.Read>(Read(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(Event())).ToArray()));

    [Fact]
    public void Line_ends_may_stand_in_texts() => Assert.Equal(
        new Report(new WorkStarted("a\r\n\tb")), Assert.Single(ReadOne(Event(data: """{"remark":"a\r\n\tb"}""")).Commands));

    [Fact]
    public void A_batch_gives_its_events_in_order() => Assert.Equal(
        ["1", "2"],
        Assert.IsType<ReadResult.Read>(Read($"[{Event(subject: "1")},{Event(subject: "2")}]")).Messages
            .Select(m => Assert.IsType<OrderReference.ByIdOrNumber>(((IncomingOrderMessage)m).Order).Name));

    [Fact]
    public void An_event_of_a_batch_keeps_its_own_bytes() => Assert.Equal(
        Event(subject: "2"),
        Encoding.UTF8.GetString(Assert.IsType<ReadResult.Read>(Read($"[{Event()}, {Event(subject: "2")} ]")).Messages[1].Raw!.Value.Span));

    [Fact]
    public void A_single_event_is_its_body() => Assert.Null(ReadOne(Event()).Raw);

    [Fact]
    public void A_batch_holds_a_hundred_events() =>
        Assert.Equal(100, Assert.IsType<ReadResult.Read>(Read($"[{string.Join(',', Enumerable.Repeat(Event(), 100))}]")).Messages.Count);
}

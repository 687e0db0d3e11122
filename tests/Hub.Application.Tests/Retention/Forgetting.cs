using Hub.Application.Archive;
using Hub.Application.Audit;
using Hub.Application.Deliveries;
using Hub.Application.Retention;
using Hub.Application.Settings;
using Hub.Application.Tests.Support;
using Hub.Domain.Orders;
using Hub.Testing;
using Hub.Testing.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Application.Tests.Retention;

public sealed class Forgetting
{
    private static readonly ResidentContact Resident = new("A. Bewoner", "0612345678", Email: "a.bewoner@example.nl");

    private readonly FakeClock _clock = new(Given.Start.AddDays(100));
    private readonly MemoryErasures _erasures = new();
    private readonly MemoryContacts _contacts = new();
    private readonly MemoryArchive _archive = new();
    private readonly MemoryDeliveryStore _deliveries = new();
    private readonly MemoryLog _log = new();
    private readonly EraseContacts _forget;

    public Forgetting()
    {
        _forget = new EraseContacts(
            _erasures, _contacts, _archive, _deliveries, _log, new RetentionPeriods(TimeSpan.FromDays(90), TimeSpan.FromDays(365)), _clock,
            NullLogger<EraseContacts>.Instance);
        _contacts.All[Given.Id] = (Resident, Given.Start.AddDays(90));
        _archive.All.Add(new ArchivedMessage
        {
            ReceiptId = Guid.Empty, PartnerId = Given.ErpId, MessageId = "m-1", Hash = "h", Request = "Vera Post", Body = "resident"u8.ToArray(),
            ReceivedAt = Given.Start, Subject = Given.Id,
        });
    }

    [Fact]
    public async Task The_contact_of_an_order_that_ended_long_ago_is_erased()
    {
        _log.With(OrderStory.Closed());
        await _forget.SweepAsync(CancellationToken.None);
        Assert.Empty(_contacts.All);
    }

    [Fact]
    public async Task With_it_go_the_bodies_of_the_orders_messages()
    {
        _log.With(OrderStory.Closed());
        await _forget.SweepAsync(CancellationToken.None);
        Assert.Equal(0, _archive.All.Single().Body.Length);
    }

    [Fact]
    public async Task With_it_go_the_messages_to_partners_that_name_the_resident_and_no_others()
    {
        var (naming, other) = (Delivery(2), Delivery(3));
        await _deliveries.EnqueueAsync([naming, other], CancellationToken.None);
        await _deliveries.KeepMessageAsync(naming, null, Kept(namesPerson: true), CancellationToken.None);
        await _deliveries.KeepMessageAsync(other, null, Kept(namesPerson: false), CancellationToken.None);
        await _forget.EraseAsync(Given.Id, AuditActorKind.ManageKey, CancellationToken.None);
        Assert.Null(await _deliveries.FindMessageAsync(naming, CancellationToken.None));
        Assert.NotNull(await _deliveries.FindMessageAsync(other, CancellationToken.None));
    }

    private static Delivery Delivery(int version) => Hub.Application.Deliveries.Delivery.For(
        OrderStory.Closed().Events[version - 1], Recipient.OfPartner(Given.Alfa), Given.Start);

    private static KeptMessage Kept(bool namesPerson) => new(new OutboundMessage { ContentType = "text/plain", Body = "resident"u8.ToArray() }, "Canonical", namesPerson);

    [Fact]
    public async Task The_bodies_of_an_order_without_a_contact_go_when_a_contact_would()
    {
        _log.With(OrderStory.Closed());
        _contacts.All.Clear();
        _contacts.Reviews[Given.Id] = Given.Start.AddDays(90);
        await _forget.SweepAsync(CancellationToken.None);
        Assert.Equal(0, _archive.All.Single().Body.Length);
        Assert.Empty(_contacts.Reviews);
    }

    [Fact]
    public async Task More_than_one_bite_that_is_due_is_erased_in_one_sweep()
    {
        for (var i = 0; i < 1_200; i++) _contacts.All[OrderId.For("erp", $"{i}")] = (Resident, Given.Start);
        await _forget.SweepAsync(CancellationToken.None);
        Assert.Empty(_contacts.All);
    }

    [Theory]
    [InlineData("""{ "naam": "A. Bewoner" }""")]
    [InlineData("""{ "naam": "BEWONER, A." """)]
    [InlineData("tel +31 6 12 34 56 78")]
    [InlineData("""{ "tel": "\u0030612345678" }""")]
    [InlineData("a.bewoner(at)example.nl a&#46;&#66;ewoner@example.nl")]
    [InlineData("over order 4711, te vroeg")]
    public async Task With_a_contact_go_the_bodies_of_messages_without_an_order_that_name_the_person(string body)
    {
        _log.With(OrderStory.Closed());
        _archive.All.Add(Orphan(body, "somebody"));
        await _forget.SweepAsync(CancellationToken.None);
        Assert.Equal(0, _archive.All[1].Body.Length);
        Assert.Equal(("m-orphan", "why"), (_archive.All[1].MessageId, _archive.All[1].Reason));
    }

    [Theory]
    [InlineData("windows-1252", "Ren\u00e9e")]
    [InlineData("utf-16", "Ren\u00e9e")]
    [InlineData("utf-8", "RENEE")]
    public async Task A_name_is_found_in_any_encoding_with_and_without_accents(string encoding, string written)
    {
        _contacts.All[Given.Id] = (new ResidentContact("Ren\u00e9e"), Given.Start);
        var bytes = encoding is "windows-1252" ? System.Text.Encoding.Latin1.GetBytes(written)
            : encoding is "utf-16" ? System.Text.Encoding.Unicode.GetBytes(written) : System.Text.Encoding.UTF8.GetBytes(written);
        _archive.All.Add(Orphan("", "somebody") with { Body = bytes, Size = bytes.Length });
        await _forget.SweepAsync(CancellationToken.None);
        Assert.Equal(0, _archive.All[1].Body.Length);
    }

    [Fact]
    public async Task What_names_somebody_else_is_left_alone()
    {
        _log.With(OrderStory.Closed());
        _archive.All.Add(Orphan("""{ "naam": "B. Buurman", "tel": "0687654321", "order": "14711" }""", "somebody"));
        await _forget.SweepAsync(CancellationToken.None);
        await _forget.EraseAsync(Given.Id, AuditActorKind.ManageKey, CancellationToken.None);
        Assert.NotEqual(0, _archive.All[1].Body.Length);
    }

    [Fact]
    public async Task By_hand_go_also_the_unreadable_and_cut_off_messages_of_the_orders_parties()
    {
        _log.With(OrderStory.Started());
        _archive.All.Add(Orphan("????", Given.ErpId) with { Outcome = MessageOutcome.Unreadable });
        _archive.All.Add(Orphan("????", Given.Alfa) with { Size = 2_000_000 });
        _archive.All.Add(Orphan("????", "somebody") with { Outcome = MessageOutcome.Unreadable });
        await _forget.EraseAsync(Given.Id, AuditActorKind.ManageKey, CancellationToken.None);
        Assert.Equal([0, 0, 0, 4], _archive.All.Select(m => m.Body.Length));
    }

    [Fact]
    public async Task The_contact_of_an_open_order_is_kept_and_looked_at_later()
    {
        _log.With(OrderStory.Started());
        await _forget.SweepAsync(CancellationToken.None);
        Assert.Equal((Resident, Given.Start.AddDays(190)), _contacts.All[Given.Id]);
    }

    [Fact]
    public async Task The_contact_of_an_order_that_ended_lately_is_looked_at_when_its_time_has_come()
    {
        var story = OrderStory.Started();
        story.Record(Given.Corporation, new OrderCancelled(), Given.Start.AddDays(50));
        _log.With(story);
        await _forget.SweepAsync(CancellationToken.None);
        Assert.Equal(Given.Start.AddDays(140), _contacts.All[Given.Id].ReviewAt);
    }

    [Fact]
    public async Task A_contact_whose_order_never_came_is_erased()
    {
        await _forget.SweepAsync(CancellationToken.None);
        Assert.Empty(_contacts.All);
    }

    [Fact]
    public async Task What_is_not_due_is_left_alone()
    {
        _contacts.All[Given.Id] = (Resident, Given.Start.AddDays(101));
        await _forget.SweepAsync(CancellationToken.None);
        Assert.Single(_contacts.All);
    }

    [Fact]
    public async Task One_whose_data_cannot_be_erased_does_not_keep_the_others_and_is_tried_again()
    {
        var other = OrderId.For(Given.ErpId, "other");
        _contacts.All[other] = (Resident, Given.Start.AddDays(91));
        _archive.Unerasable = Given.Id;
        await _forget.SweepAsync(CancellationToken.None);
        Assert.Equal(_clock.GetUtcNow().AddHours(1), Assert.Single(_contacts.All).Value.ReviewAt);
        Assert.NotEqual(default, _archive.Purged);

        _archive.Unerasable = null;
        _clock.Advance(TimeSpan.FromHours(1));
        await _forget.SweepAsync(CancellationToken.None);
        Assert.Empty(_contacts.All);
    }

    [Fact]
    public async Task Old_messages_are_purged_by_their_own_terms()
    {
        await _forget.SweepAsync(CancellationToken.None);
        Assert.Equal((Given.Start.AddDays(100 - 365), Given.Start.AddDays(10)), _archive.Purged);
    }

    [Fact]
    public async Task An_administrator_erases_at_once()
    {
        Assert.True(await _forget.EraseAsync(Given.Id, AuditActorKind.ManageKey, CancellationToken.None));
        Assert.False(await _forget.EraseAsync(Given.Id, AuditActorKind.ManageKey, CancellationToken.None));
    }

    private static ArchivedMessage Orphan(string body, string partner) => new()
    {
        ReceiptId = Guid.NewGuid(), PartnerId = partner, MessageId = "m-orphan", Hash = "h", Request = "Vera Post", Body = System.Text.Encoding.UTF8.GetBytes(body),
        Size = body.Length, ReceivedAt = Given.Start.AddDays(99), Outcome = MessageOutcome.Refused, Reason = "why",
    };

    [Fact]
    public void A_contact_says_nothing_of_the_person_in_a_log() => Assert.Equal("ResidentContact (withheld)", Resident.ToString());
}

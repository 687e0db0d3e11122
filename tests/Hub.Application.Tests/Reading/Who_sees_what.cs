using FsCheck;
using FsCheck.Fluent;
using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Application.Streams;
using Hub.Domain.Figures;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.People;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Reading;

/// <summary>Whatever happens to an order, and whoever had it before: each viewer sees its own part and nothing else.</summary>
public sealed class Who_sees_what
{
    private static readonly Partner OtherErp = Given.Erp with { Id = "erp-2" };
    private static readonly Partner Bureau = Given.Erp with { Id = "bureau", Role = PartnerRole.SurveyBureau };

    private static readonly Viewer[] Everybody =
    [
        Viewer.Administrator, new(Given.Erp), new(OtherErp), new(Given.PartnerAlfa), new(Given.PartnerBeta), new(Bureau),
        .. Enum.GetValues<PersonRole>().Where(r => r is not PersonRole.Contractor).Select(r => Viewer.Of(Somebody(r))),
        Viewer.Of(Somebody(PersonRole.SocialCare, PersonRole.Inspector)), Viewer.Of(Person.AtThisMachine),
        Viewer.Of(Somebody(PersonRole.Contractor) with { Contractor = Given.PartnerAlfa }),
        Viewer.Of(Somebody(PersonRole.Contractor) with { Contractor = Given.PartnerBeta }),
    ];

    private static readonly string[] Contractors = [Given.Alfa, Given.Beta];

    private static Person Somebody(params PersonRole[] roles) => new() { TenantId = "t", ObjectId = "o", Roles = roles };

    // One thing that happens; the contractor is whoever has the order then.
    private static readonly Arbitrary<string[]> Histories = Arb.From(
        from many in Gen.Choose(0, 25)
        from steps in Gen.Elements("alfa", "beta", "appointment", "start", "photo", "announced", "corporation photo", "approval", "withdrawn", "amended", "question", "refused")
            .ListOf(many)
        select steps.ToArray());

    [Fact]
    public void An_order_exists_for_the_administrator_its_erp_and_the_contractor_that_has_it() => Always((viewer, history) =>
        Assert.Equal(IsCorporation(viewer) || (IsContractor(viewer) && viewer.Partner!.Id == history.Order.Assignment.ContractorId),
            Visibility.SeesOrder(viewer, history.Order)));

    [Fact]
    public void Whoever_has_a_role_for_social_signals_alone_sees_nothing_of_any_order() => Always((viewer, history) =>
    {
        if (viewer != Viewer.Nobody) return;
        Assert.False(Visibility.SeesOrder(viewer, history.Order));
        Assert.Null(Visibility.Narrow(viewer, new OrderQuery()));
        Assert.Empty(Visibility.Timeline(viewer, history.Events));
        Assert.Empty(Visibility.Refusals(viewer, history.Refused));
        Assert.False(Visibility.SeesMandates(viewer));
        Assert.All(history.Order.Photos.Received, p => Assert.False(Visibility.SeesPhoto(viewer, p.By)));
    });

    [Fact]
    public void A_person_sees_what_its_side_sees() => Assert.Equal(
        [Viewer.Corporation, Viewer.Corporation, Viewer.Corporation, Viewer.Corporation, Viewer.Nobody, new Viewer(Given.PartnerAlfa)],
        Enum.GetValues<PersonRole>().Select(r => Viewer.Of(Somebody(r) with { Contractor = r is PersonRole.Contractor ? Given.PartnerAlfa : null })));

    [Fact]
    public void The_corporation_sees_the_whole_timeline() => Always((viewer, history) =>
    {
        if (IsCorporation(viewer)) Assert.Equal(history.Events, Visibility.Timeline(viewer, history.Events));
    });

    [Fact]
    public void A_contractor_sees_of_the_time_before_its_award_only_what_the_corporation_asked() => Always((viewer, history) =>
    {
        if (!Has(viewer, history)) return;
        var award = history.Events.Last(e => e.Event is OrderAwarded).Version;
        Assert.All(Visibility.Timeline(viewer, history.Events), e => Assert.True(e.Version >= award || e.Event is OrderPlaced or OrderAmended, e.Event.Name));
        Assert.Equal(
            history.Events.Where(e => e.Version >= award && e.Event is not (ApprovalRequired or ApprovalWithdrawn)),
            Visibility.Timeline(viewer, history.Events).Where(e => e.Version >= award));
    });

    [Fact]
    public void A_contractor_never_sees_what_another_contractor_reported() => Always((viewer, history) =>
    {
        if (Has(viewer, history))
            Assert.All(Visibility.Timeline(viewer, history.Events),
                e => Assert.True(e.By.Role is not PartyRole.Contractor || e.By.PartnerId == viewer.Partner!.Id));
    });

    [Fact]
    public void No_contractor_sees_who_may_decide_on_what_amount() => Always((viewer, history) =>
    {
        Assert.Equal(!IsContractor(viewer) && viewer != Viewer.Nobody, Visibility.SeesMandates(viewer));
        if (Has(viewer, history)) Assert.DoesNotContain(Visibility.Timeline(viewer, history.Events), e => e.Event is ApprovalRequired or ApprovalWithdrawn);
    });

    [Fact]
    public void A_contractor_sees_its_own_photos_and_those_of_the_corporation_and_the_corporation_all() => Always((viewer, history) =>
    {
        foreach (var by in history.Order.Photos.Received.Select(p => p.By).Concat(history.Order.Photos.Awaited.Select(p => p.By)))
            Assert.Equal(viewer != Viewer.Nobody && (!IsContractor(viewer) || by.Role is PartyRole.Corporation || by.PartnerId == viewer.Partner!.Id),
                Visibility.SeesPhoto(viewer, by));
    });

    [Fact]
    public void A_contractor_sees_its_own_refused_messages_only() => Always((viewer, history) =>
    {
        var seen = Visibility.Refusals(viewer, history.Refused);
        if (IsContractor(viewer)) Assert.Equal(history.Refused.Where(r => r.PartnerId == viewer.Partner!.Id), seen);
        else if (viewer != Viewer.Nobody) Assert.Equal(history.Refused, seen);
    });

    [Fact]
    public void The_contact_goes_to_the_contractor_that_had_the_order_then_and_has_it_now() => Always((viewer, history) =>
    {
        if (viewer.Partner is not { } partner) return;
        for (var version = 1; version <= history.Events.Count; version++)
        {
            var then = Order.Fold(history.Events.Take(version))!;
            Assert.Equal(
                IsContractor(viewer) && then.Assignment.ContractorId == partner.Id && history.Order.Assignment.ContractorId == partner.Id,
                Visibility.SeesContact(partner, then, history.Order));
        }
    });

    [Fact]
    public void No_row_of_a_feed_tells_a_contractor_who_another_one_is_or_when_it_did_what() => Always((viewer, history) =>
    {
        var seen = Visibility.Figures(viewer, null);
        Assert.Equal(viewer == Viewer.Nobody || viewer.Partner == Bureau, seen is null);
        Assert.Equal(IsContractor(viewer) ? viewer.Partner!.Id : null, seen?.Contractor);
        // The store gives a contractor the orders that it has.
        if (!Has(viewer, history)) return;
        var order = OrderFacts.Of(history.Events);
        // Each event has an hour of its own.
        HashSet<DateTimeOffset> ofOthers = [.. history.Events.Where(e => e.Event is OrderAwarded award
            ? award.ContractorId != viewer.Partner!.Id
            : e.By.Role is PartyRole.Contractor && e.By.PartnerId != viewer.Partner!.Id).Select(e => e.OccurredAt)];
        Hides(Feeds.Facts, OrderFeed.Facts(viewer, order));
        Hides(Feeds.Appointments, OrderFeed.Appointments(viewer, order));
        Hides(Feeds.Steps, OrderFeed.Steps(viewer, order));
        Hides(Feeds.Photos, OrderFeed.Photos(viewer, order));

        void Hides<TRow>(Feed<TRow> feed, IEnumerable<TRow> rows) => Assert.All(rows, row => Assert.All(feed.Columns, column =>
        {
            var value = column.Read(row);
            Assert.True(value.Text is null || value.Text == viewer.Partner!.Id || !Contractors.Contains(value.Text), column.Name);
            Assert.True(value.Moment is not { } at || !ofOthers.Contains(at), $"{column.Name} is {value.Moment}");
        }));
    });

    [Fact]
    public void A_list_shows_a_partner_its_own_orders_whatever_it_asks_for()
    {
        var asked = new OrderQuery { ErpId = "another", ContractorId = "another", Area = "Noord" };

        Assert.Equal(asked, Visibility.Narrow(Viewer.Administrator, asked));
        Assert.Equal(asked with { ErpId = Given.ErpId }, Visibility.Narrow(new Viewer(Given.Erp), asked));
        Assert.Equal(asked with { ContractorId = Given.Alfa }, Visibility.Narrow(new Viewer(Given.PartnerAlfa), asked));
        Assert.Null(Visibility.Narrow(new Viewer(Bureau), asked));
    }

    private static void Always(Action<Viewer, History> holds) => Prop.ForAll(Histories, steps =>
    {
        var history = History.Of(steps);
        foreach (var viewer in Everybody) holds(viewer, history);
    }).QuickCheckThrowOnFailure();

    private static bool IsCorporation(Viewer viewer) => viewer.Partner is null ? viewer != Viewer.Nobody : viewer.Partner == Given.Erp;

    private static bool IsContractor(Viewer viewer) => viewer.Partner is { Role: PartnerRole.Contractor };

    private static bool Has(Viewer viewer, History history) => IsContractor(viewer) && Visibility.SeesOrder(viewer, history.Order);

    private sealed record History(IReadOnlyList<RecordedEvent> Events, Order Order, IReadOnlyList<Receipt> Refused)
    {
        public static History Of(string[] steps)
        {
            var story = OrderStory.Placed();
            var refused = new List<Receipt>();
            foreach (var (step, number) in steps.Select((s, i) => (s, i)))
            {
                var contractor = story.Order!.Assignment.ContractorId is { } id ? new Actor(PartyRole.Contractor, id) : null;
                _ = (step, contractor) switch
                {
                    ("alfa" or "beta", _) => story.Record(Actor.TheHub, new OrderAwarded(step, "C-1")),
                    ("photo", not null) => story.Record(contractor!, Given.Photo($"P-{number}")),
                    ("appointment", not null) => story.Record(contractor!, new AppointmentMade(new TimeWindow(story.Now.AddMinutes(30), story.Now.AddMinutes(150)))),
                    ("start", not null) => story.Record(contractor!, new WorkStarted()),
                    ("announced", not null) => story.Record(contractor!, Given.Announced($"P-{number}")),
                    ("corporation photo", _) => story.Record(Given.Corporation, Given.Photo($"P-{number}")),
                    ("approval", _) => story.Record(Actor.TheHub, new ApprovalRequired("Much.")),
                    ("withdrawn", _) => story.Record(Actor.TheHub, new ApprovalWithdrawn("Less.")),
                    ("amended", _) => story.Record(Given.Corporation, new OrderAmended(Given.Content(), Given.Home)),
                    ("question", not null) => story.Record(contractor!, new InformationRequested("Which colour?")),
                    ("refused", not null) => story.Record(contractor!, new OrderRefused("No time.")),
                    _ => story,
                };
                refused.Add(new Receipt(
                    contractor?.PartnerId ?? Given.ErpId, $"m-{number}", "", Guid.NewGuid(), Given.Id, 1,
                    new Refusal(RefusalKind.Invalid, "wrong", "Wrong."), Given.Start));
            }
            return new History(story.Events, story.Order!, refused);
        }
    }
}

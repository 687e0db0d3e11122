using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Evidence;

/// <summary>When both sides hear that photos are missing, and how that holds the order.</summary>
public sealed class Telling_what_is_missing
{
    private static readonly Contract OnePhoto = ContractStory.Usual with { Evidence = [new EvidenceRule(null, null, 0, 1)] };

    private static readonly OrderContent Priced = ContractStory.Repair(ContractStory.Line("1", "K-100"), ContractStory.Line("2", "E-200", 3));

    private static ContractStory Begun(OrderContent? content = null) => new ContractStory(OnePhoto).Start(content);

    private static ContractStory Done(OrderContent? content = null)
    {
        var story = Begun(content);
        story.Alfa(new WorkCompleted()).EventNames();
        return story;
    }

    private static ContractStory Sampled() => new ContractStory(OnePhoto with { Sampling = [new SamplingRule(OrderKind.Repair, 1)] }).Start();

    private static string[] Reject(ContractStory story, string id = "P-1") =>
        [.. PhotoDecisions.Reject(story.Order!, Awaited(story, id), new PhotoRejected(id, "photo-not-fetched", "none"), Given.Statement(Actor.TheHub, story.Now)).Select(e => e.Event.Name)];

    private static AwaitedPhoto Awaited(ContractStory story, string id) =>
        story.Order!.Photos.Awaited.FirstOrDefault(p => p.Announced.PhotoId == id) ?? new AwaitedPhoto(Given.Announced(id), Given.ContractorAlfa, story.Now);

    [Fact]
    public void What_is_missing_is_told_on_completion()
    {
        var story = Begun();
        Assert.Equal(["WorkCompleted", "PhotosMissing"], story.Alfa(new WorkCompleted()).EventNames());
        Assert.Equal([new MissingPhotos(null, 0, 1)], ((PhotosMissing)story.Events[^1].Event).Missing);
        Assert.Equal(Actor.TheHub, story.Events[^1].By);
    }

    [Fact]
    public void Where_nothing_is_missing_nothing_is_told()
    {
        var story = Begun();
        story.Alfa(Given.Photo()).EventNames();
        Assert.Equal(["WorkCompleted", "OrderClosed"], story.Alfa(new WorkCompleted()).EventNames());
    }

    [Fact]
    public void Before_completion_nothing_is_told() => Assert.DoesNotContain(Begun().Events, e => e.Event is PhotosMissing);

    [Fact]
    public void It_is_told_once()
    {
        var story = Done();
        Assert.Equal(["InformationRequested"], story.Corporation(new InformationRequested("Where are the photos?")).EventNames());
        Assert.Empty(story.Alfa(new WorkCompleted()).EventNames());
    }

    [Fact]
    public void Costs_that_are_mended_do_not_tell_it_again()
    {
        var story = Done(Priced);
        Assert.Equal(["WorkCompleted"], story.Alfa(new WorkCompleted(Lines: [ContractStory.Line("2", quantity: 3, price: 48.50m)])).EventNames());
    }

    [Fact]
    public void Some_of_what_is_missing_does_not_tell_it_again()
    {
        var story = new ContractStory(ContractStory.Usual with { Evidence = [new EvidenceRule(null, null, 0, 2)] }).Start();
        story.Alfa(new WorkCompleted()).EventNames();
        Assert.Equal(["PhotoAdded"], story.Alfa(Given.Photo()).EventNames());
    }

    [Fact]
    public void Missing_photos_hold_the_settling() => Assert.Equal([SettlementHold.Evidence], Settlement.Holds(Done().Order!));

    [Fact]
    public void The_contractor_cannot_close_over_them() => Assert.Equal("not-agreed", Done().Alfa(new OrderClosed()).RefusalCode());

    [Fact]
    public void A_late_photo_closes_a_lump_sum_order() => Assert.Equal(["PhotoAdded", "OrderClosed"], Done().Alfa(Given.Photo()).EventNames());

    [Fact]
    public void A_late_photo_lets_other_work_be_agreed() => Assert.Equal(["PhotoAdded", "WorkAgreed"], Done(Priced).Alfa(Given.Photo()).EventNames());

    [Fact]
    public void A_late_photo_of_the_corporation_does_so_too() => Assert.Equal(["PhotoAdded", "OrderClosed"], Done().Corporation(Given.Photo()).EventNames());

    [Fact]
    public void A_claim_that_waited_for_a_late_photo_is_settled()
    {
        var story = Begun(Priced);
        story.Alfa(new WorkCompleted(Lines: [ContractStory.Line("2", quantity: 3, price: 48.50m)])).EventNames();
        Assert.Equal(["PhotoAdded", "WorkAgreed", "CostsSettled"], story.Alfa(Given.Photo()).EventNames());
    }

    [Fact]
    public void After_rework_it_is_told_again()
    {
        var story = Done();
        story.Corporation(new OrderReopened("Leaks.")).EventNames();
        Assert.Equal(["WorkCompleted", "PhotosMissing"], story.Alfa(new WorkCompleted()).EventNames());
    }

    [Fact]
    public void While_a_photo_is_still_to_be_fetched_nothing_is_told_and_the_order_waits()
    {
        var story = Begun();
        story.Alfa(Given.Announced()).EventNames();
        Assert.Equal(["WorkCompleted"], story.Alfa(new WorkCompleted()).EventNames());
        Assert.Equal([SettlementHold.Evidence], Settlement.Holds(story.Order!));
    }

    [Fact]
    public void Where_what_is_still_to_be_fetched_cannot_be_enough_it_is_told_at_once()
    {
        var story = new ContractStory(OnePhoto with { Evidence = [new EvidenceRule(null, null, 1, 1)] }).Start();
        story.Alfa(Given.Announced()).EventNames();
        Assert.Equal(["WorkCompleted", "PhotosMissing"], story.Alfa(new WorkCompleted()).EventNames());
        Assert.Equal([new MissingPhotos(null, 1, 1)], ((PhotosMissing)story.Events[^1].Event).Missing);
    }

    [Fact]
    public void What_is_to_be_fetched_for_another_line_does_not_keep_it_from_being_told()
    {
        var story = new ContractStory(OnePhoto with { Evidence = [new EvidenceRule(null, null, 0, 1, PerLine: true)] }).Start(Priced);
        story.Alfa(Given.Photo() with { LineNumber = "1" }).EventNames();
        story.Alfa(Given.Announced("P-2") with { LineNumber = "1" }).EventNames();
        Assert.Equal(["WorkCompleted", "PhotosMissing"], story.Alfa(new WorkCompleted()).EventNames());
    }

    [Fact]
    public void A_photo_that_was_announced_anew_is_not_given_up_for_its_earlier_address()
    {
        var story = Begun();
        story.Alfa(Given.Announced()).EventNames();
        var earlier = Assert.Single(story.Order!.Photos.Awaited);
        story.Alfa(Given.Announced() with { Url = "https://alfa.example/photos/other.jpg" }).EventNames();
        Assert.Empty(PhotoDecisions.Reject(story.Order!, earlier, new PhotoRejected("P-1", "photo-not-fetched", "none"), Given.Statement(Actor.TheHub, story.Now)));
    }

    [Fact]
    public void The_photo_that_was_to_be_fetched_releases_the_order()
    {
        var story = Begun();
        story.Alfa(Given.Announced()).EventNames();
        story.Alfa(new WorkCompleted()).EventNames();
        Assert.Equal(["PhotoAdded", "OrderClosed"], story.Alfa(Given.Photo()).EventNames());
    }

    [Fact]
    public void When_the_last_that_was_to_be_fetched_is_given_up_it_is_told()
    {
        var story = Begun();
        story.Alfa(Given.Announced()).EventNames();
        story.Alfa(new WorkCompleted()).EventNames();
        Assert.Equal(["PhotoRejected", "PhotosMissing"], Reject(story));
    }

    [Fact]
    public void While_another_is_still_to_be_fetched_it_is_not()
    {
        var story = Begun();
        story.Alfa(Given.Announced("P-1")).EventNames();
        story.Alfa(Given.Announced("P-2")).EventNames();
        story.Alfa(new WorkCompleted()).EventNames();
        Assert.Equal(["PhotoRejected"], Reject(story));
    }

    [Fact]
    public void One_that_is_given_up_before_completion_tells_only_that()
    {
        var story = Begun();
        story.Alfa(Given.Announced()).EventNames();
        Assert.Equal(["PhotoRejected"], Reject(story));
    }

    [Fact]
    public void What_nobody_waits_for_is_not_given_up() => Assert.Empty(Reject(Done()));

    [Fact]
    public void Of_an_order_that_is_picked_for_a_check_it_is_told_too() =>
        Assert.Equal(["WorkCompleted", "PhotosMissing", "SamplePicked"], Sampled().Alfa(new WorkCompleted()).EventNames());

    [Fact]
    public void A_passed_inspection_does_not_make_up_for_them()
    {
        var story = Sampled();
        story.Alfa(new WorkCompleted()).EventNames();
        Assert.Equal(["InspectionPassed"], story.Corporation(new InspectionPassed()).EventNames());
        Assert.Equal(["PhotoAdded", "OrderClosed"], story.Alfa(Given.Photo()).EventNames());
    }

    [Fact]
    public void A_late_photo_does_not_make_up_for_the_inspection()
    {
        var story = Sampled();
        story.Alfa(new WorkCompleted()).EventNames();
        Assert.Equal(["PhotoAdded"], story.Alfa(Given.Photo()).EventNames());
        Assert.Equal(["InspectionPassed", "OrderClosed"], story.Corporation(new InspectionPassed()).EventNames());
    }

    [Fact]
    public void Of_a_turnover_it_is_told_and_holds_it_after_its_final_inspection()
    {
        var story = Begun(ContractStory.Turnover(ContractStory.Line("1", "MUT-1")));
        Assert.Equal(["WorkCompleted", "PhotosMissing"], story.Alfa(new WorkCompleted()).EventNames());
        Assert.Equal([SettlementHold.FinalInspection, SettlementHold.Evidence], Settlement.WorkHolds(story.Order!));
        story.Corporation(new InspectionPassed()).EventNames();
        Assert.Equal([SettlementHold.Evidence], Settlement.WorkHolds(story.Order!));
        Assert.Equal(["PhotoAdded"], story.Alfa(Given.Photo()).EventNames());
        Assert.Empty(Settlement.WorkHolds(story.Order!));
    }
}

using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Evidence;

/// <summary>How many photos are missing, by the contract's rule.</summary>
public sealed class Photos_that_are_asked
{
    private static readonly EvidenceRule OneEach = new(null, null, 1, 1);
    private static readonly EvidenceRule OneAfterPerLine = new(null, null, 0, 1, PerLine: true);

    private static readonly OrderContent Priced = ContractStory.Repair(ContractStory.Line("1", "K-100"), ContractStory.Line("2", "E-200", 3), ContractStory.Line("3", "R-1", 2));
    private static readonly OrderContent TwoLines = ContractStory.Repair(ContractStory.Line("1"), ContractStory.Line("2"));

    private static ContractStory Under(EvidenceRule rule, OrderContent? content = null) => new ContractStory(ContractStory.Usual with { Evidence = [rule] }).Start(content);

    private static ContractStory With(ContractStory story, params PhotoAdded[] photos)
    {
        foreach (var photo in photos) story.Alfa(photo).EventNames();
        return story;
    }

    private static IReadOnlyList<MissingPhotos> Missing(ContractStory story) => PhotoRules.MissingOf(story.Order!);

    private static IReadOnlyList<MissingPhotos> Missing(EvidenceRule rule, params PhotoAdded[] photos) => Missing(With(Under(rule), photos));

    private static PhotoAdded Before(string id, char picture, string? line = null) => Given.Photo(id, PhotoMoment.Before, picture, line);

    private static PhotoAdded After(string id, char picture, string? line = null) => Given.Photo(id, PhotoMoment.After, picture, line);

    [Fact]
    public void A_contract_without_a_rule_asks_none() => Assert.Empty(Missing(new ContractStory().Start()));

    [Fact]
    public void An_order_without_a_contract_is_asked_none() => Assert.Empty(PhotoRules.MissingOf(OrderStory.Completed().Order!));

    [Fact]
    public void All_that_are_asked_are_missing_at_first() => Assert.Equal([new MissingPhotos(null, 2, 3)], Missing(new EvidenceRule(null, null, 2, 3)));

    [Fact]
    public void Those_that_came_are_missing_no_more() =>
        Assert.Equal([new MissingPhotos(null, 1, 0)], Missing(new EvidenceRule(null, null, 2, 1), Before("P-1", 'a'), After("P-2", 'b')));

    [Fact]
    public void More_of_one_moment_do_not_make_up_for_the_other() => Assert.Equal([new MissingPhotos(null, 0, 1)], Missing(OneEach, Before("P-1", 'a'), Before("P-2", 'b')));

    [Fact]
    public void A_photo_of_damage_is_neither_before_nor_after() => Assert.Equal([new MissingPhotos(null, 1, 1)], Missing(OneEach, Given.Photo("P-1", PhotoMoment.Damage)));

    [Fact]
    public void A_photo_of_a_line_is_one_of_the_order() => Assert.Empty(Missing(OneEach, Before("P-1", 'a', "1"), After("P-2", 'b', "1")));

    [Fact]
    public void The_same_picture_counts_once() => Assert.Equal([new MissingPhotos(null, 0, 1)], Missing(new EvidenceRule(null, null, 0, 2), After("P-1", 'a'), After("P-2", 'a')));

    [Fact]
    public void The_same_picture_with_other_metadata_counts_once()
    {
        var again = After("P-2", 'a');
        again = again with { Picture = again.Picture with { OriginalSha256 = new string('0', 64) } };
        Assert.Equal([new MissingPhotos(null, 0, 1)], Missing(new EvidenceRule(null, null, 0, 2), After("P-1", 'a'), again));
    }

    [Fact]
    public void One_picture_does_not_prove_before_and_after() => Assert.Equal([new MissingPhotos(null, 0, 1)], Missing(OneEach, Before("P-1", 'a'), After("P-2", 'a')));

    [Theory]
    [InlineData(PhotoMoment.Before)]
    [InlineData(PhotoMoment.After)]
    public void A_picture_that_came_as_both_proves_the_one_that_no_other_does(PhotoMoment other) =>
        Assert.Empty(Missing(OneEach, Before("P-1", 'a'), After("P-2", 'a'), Given.Photo("P-3", other, 'b')));

    [Fact]
    public void A_deleted_photo_counts_as_the_one_that_it_was()
    {
        var story = With(Under(new EvidenceRule(null, null, 0, 1)), After("P-1", 'a'));
        var deletion = (Decision.Accepted)PhotoDecisions.Delete(story.Order!, new PhotoDeleted("P-1", PhotoDeletion.Privacy, "A face."), Given.Statement(Given.Corporation, story.Now));
        Assert.Empty(PhotoRules.MissingOf(deletion.Order!));
    }

    [Fact]
    public void A_photo_of_the_corporation_counts()
    {
        var story = Under(OneEach);
        story.Corporation(Before("P-1", 'a')).EventNames();
        Assert.Equal([new MissingPhotos(null, 0, 1)], Missing(story));
    }

    [Fact]
    public void A_photo_of_the_contractor_before_it_does_not_count()
    {
        var terms = Under(new EvidenceRule(null, null, 0, 1)).Order!.Assignment.Terms;
        var story = OrderStory.Accepted().Record(Given.ContractorAlfa, Given.Photo()).Record(Given.ContractorAlfa, new OrderRefused())
            .Record(Actor.TheHub, new OrderAwarded(Given.Beta, "RC-1", Terms: terms));
        Assert.Equal([new MissingPhotos(null, 0, 1)], PhotoRules.MissingOf(story.Order!));
    }

    [Fact]
    public void A_contractor_sees_its_own_photos_and_the_corporations_and_no_others()
    {
        Assert.True(PhotoRules.IsFor(Given.Alfa, Given.ContractorAlfa));
        Assert.True(PhotoRules.IsFor(Given.Alfa, Given.Corporation));
        Assert.False(PhotoRules.IsFor(Given.Beta, Given.ContractorAlfa));
    }

    [Fact]
    public void Where_each_line_must_have_them_each_line_is_named() =>
        Assert.Equal([new MissingPhotos("1", 0, 1), new MissingPhotos("2", 0, 1)], Missing(Under(OneAfterPerLine, TwoLines)));

    [Fact]
    public void A_photo_of_one_line_proves_nothing_of_another() =>
        Assert.Equal([new MissingPhotos("2", 0, 1)], Missing(With(Under(OneAfterPerLine, TwoLines), After("P-1", 'a', "1"), After("P-2", 'b', "1"))));

    [Fact]
    public void A_photo_of_the_order_proves_nothing_of_one_of_several_lines() => Assert.Equal(2, Missing(With(Under(OneAfterPerLine, TwoLines), After("P-1", 'a'))).Count);

    [Fact]
    public void Where_there_is_but_one_line_a_photo_of_the_order_is_one_of_that_line() => Assert.Empty(Missing(OneAfterPerLine, After("P-1", 'a')));

    [Fact]
    public void One_picture_may_show_two_lines() => Assert.Empty(Missing(With(Under(OneAfterPerLine, TwoLines), After("P-1", 'a', "1"), After("P-2", 'a', "2"))));

    [Fact]
    public void Only_lines_that_are_paid_as_the_rule_says_are_asked() =>
        Assert.Equal([new MissingPhotos("2", 0, 1)], Missing(Under(new EvidenceRule(AgreementMethod.UnitPrice, null, 0, 1, PerLine: true), Priced)));

    [Fact]
    public void An_order_that_has_no_line_paid_so_is_asked_none() =>
        Assert.Empty(Missing(Under(new EvidenceRule(AgreementMethod.UnitPrice, null, 0, 1), ContractStory.Repair(ContractStory.Line("1", "K-100")))));

    [Fact]
    public void A_rule_for_another_kind_asks_none() => Assert.Empty(Missing(new EvidenceRule(null, OrderKind.Turnover, 1, 1)));

    [Fact]
    public void Extra_work_that_was_agreed_is_asked_for_as_any_line()
    {
        var story = Under(OneAfterPerLine);
        story.Alfa(new ExtraWorkRequested("Beam.", [ContractStory.Line("101", "E-200", 2)])).EventNames();
        Assert.Contains(new MissingPhotos("101", 0, 1), Missing(story));
    }
}

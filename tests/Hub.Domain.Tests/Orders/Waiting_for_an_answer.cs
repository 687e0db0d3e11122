using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Orders;

public sealed class Waiting_for_an_answer
{
    [Fact]
    public void A_required_response_stops_completing()
    {
        var story = OrderStory.Started().Record(Given.ContractorAlfa, new ResponseRequired("Which colour?"));
        Assert.Equal("response-required", story.Report(Given.ContractorAlfa, new WorkCompleted()).RefusalCode());
    }

    [Fact]
    public void The_response_lets_completing_go_on()
    {
        var story = OrderStory.Started().Record(Given.ContractorAlfa, new ResponseRequired("Which colour?"));
        story.Report(Given.Corporation, new ResponseGiven("Green."));
        Assert.IsType<WorkCompleted>(story.Report(Given.ContractorAlfa, new WorkCompleted()).OnlyEvent());
    }

    [Fact]
    public void Nobody_answers_its_own_question()
    {
        var story = OrderStory.Started().Record(Given.ContractorAlfa, new ResponseRequired("Which colour?"));
        Assert.Equal("no-question", story.Report(Given.ContractorAlfa, new ResponseGiven("Green.")).RefusalCode());
    }

    [Fact]
    public void The_contractor_answers_what_the_corporation_asks()
    {
        var story = OrderStory.Started().Record(Given.Corporation, new ResponseRequired("When are you there?"));
        story.Report(Given.ContractorAlfa, new ResponseGiven("Tomorrow."));
        Assert.Null(story.Order!.Questions.ResponseRequired);
    }

    [Fact]
    public void Who_owes_a_response_gives_it_before_asking_for_one()
    {
        var story = OrderStory.Started().Record(Given.ContractorAlfa, new ResponseRequired("Which colour?"));
        Assert.Equal("response-required", story.Report(Given.Corporation, new ResponseRequired("When are you there?")).RefusalCode());
    }

    [Fact]
    public void A_free_answer_of_the_corporation_is_the_response_where_one_is_required()
    {
        var story = OrderStory.Started().Record(Given.ContractorAlfa, new ResponseRequired("Which colour?"));
        Assert.Equal(new ResponseGiven("Green."), story.Command(new AnswerQuestion("Green.")).OnlyEvent());
    }

    [Fact]
    public void A_free_answer_of_the_corporation_is_information_where_no_response_is_required() =>
        Assert.Equal(new InformationGiven("Green."), OrderStory.Started().Command(new AnswerQuestion("Green.")).OnlyEvent());

    [Fact]
    public void Information_that_is_asked_stops_nothing()
    {
        var story = OrderStory.Started().Record(Given.ContractorAlfa, new InformationRequested("Where is the stopcock?"));
        Assert.IsType<WorkCompleted>(story.Report(Given.ContractorAlfa, new WorkCompleted()).OnlyEvent());
    }

    [Fact]
    public void Information_given_by_the_one_who_asked_leaves_the_question_open()
    {
        var story = OrderStory.Started().Record(Given.ContractorAlfa, new InformationRequested("Where is the stopcock?"));
        story.Report(Given.ContractorAlfa, new InformationGiven("By the way."));
        Assert.NotNull(story.Order!.Questions.InformationRequested);
    }

    [Fact]
    public void Extra_work_that_waits_stops_completing()
    {
        var story = OrderStory.Started().Record(Given.ContractorAlfa, new ExtraWorkRequested("Rotten beam."));
        Assert.Equal("extra-work-pending", story.Report(Given.ContractorAlfa, new WorkCompleted()).RefusalCode());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Extra_work_that_is_decided_on_stops_completing_no_more(bool approved)
    {
        var story = OrderStory.Started().Record(Given.ContractorAlfa, new ExtraWorkRequested("Rotten beam."));
        story.Report(Given.Corporation, approved ? new ExtraWorkApproved() : new ExtraWorkDeclined());
        Assert.IsType<WorkCompleted>(story.Report(Given.ContractorAlfa, new WorkCompleted()).OnlyEvent());
    }

    [Fact]
    public void Only_the_extra_lines_that_were_approved_are_agreed_on()
    {
        var story = OrderStory.Started().Record(Given.ContractorAlfa, new ExtraWorkRequested("Rotten beam.", [Given.Line("8"), Given.Line("9")]));
        story.Report(Given.Corporation, new ExtraWorkApproved(LineNumbers: ["9"]));
        Assert.Equal(["9"], story.Order!.ExtraWork.AgreedLines.Select(l => l.Number));
    }

    [Fact]
    public void An_extra_line_that_nobody_asked_for_cannot_be_approved()
    {
        var story = OrderStory.Started().Record(Given.ContractorAlfa, new ExtraWorkRequested("Rotten beam.", [Given.Line("8")]));
        Assert.Equal("extra-work-line", story.Report(Given.Corporation, new ExtraWorkApproved(LineNumbers: ["7"])).RefusalCode());
    }

    [Fact]
    public void An_approval_that_waits_stops_completing()
    {
        var story = OrderStory.Started().Record(Actor.TheHub, new ApprovalRequired("Above the mandate."));
        Assert.Equal("approval-pending", story.Report(Given.ContractorAlfa, new WorkCompleted()).RefusalCode());
    }

    [Fact]
    public void A_quotation_is_not_judged_before_it_was_given() =>
        Assert.Equal("no-quotation", OrderStory.Quoting().Report(Given.Corporation, new QuotationAwarded()).RefusalCode());
}

using Hub.Domain.Calendar;
using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Domain.Tests.Orders;

/// <summary>A code that the contract does not know is not a code for nothing.</summary>
public sealed class What_the_contract_does_not_know
{
    private static readonly OrderContent Unknown = ContractStory.Repair(ContractStory.Line("1", "X-9", 2));

    [Fact]
    public void A_price_code_without_a_price_waits_for_the_lowest_role()
    {
        var story = new ContractStory();

        Assert.Equal(["OrderPlaced", "ApprovalRequired"], story.Place(Unknown).EventNames());
        var pending = story.Order!.Approval.Pending!;
        Assert.Equal((ContractStory.Agent, 0m, "Contract RC-1 has no price for X-9 (line 1), and the order names none: verhuurmakelaar decides."),
            (pending.Role, pending.Amount, pending.Reason.Replace(ContractStory.Usual.Number, "RC-1", StringComparison.Ordinal)));
        Assert.Equal(pending.Reason, story.Order.NotAssignedBecause);
    }

    [Fact]
    public void The_lines_own_price_counts_where_it_has_one() => Assert.Equal(["OrderPlaced", "OrderAwarded"],
        new ContractStory().Place(ContractStory.Repair(ContractStory.Line("1", "X-9", price: 100m))).EventNames());

    [Fact]
    public void Beside_an_amount_that_waits_anyway_the_higher_role_decides_on_both()
    {
        var story = new ContractStory();
        story.Place(ContractStory.Repair(ContractStory.Line("1", "X-9"), ContractStory.Line("2", price: 2_000m, agreement: AgreementMethod.FixedSum))).EventNames();
        Assert.Equal((ContractStory.Inspector, 2_000m), (story.Order!.Approval.Pending!.Role, story.Order.Approval.Pending.Amount));

        Assert.Equal(["OrderApproved", "OrderAwarded"], story.Corporation(new OrderApproved(null, ContractStory.Inspector)).EventNames());
    }

    [Fact]
    public void Who_has_a_mandate_lets_it_go_on_and_is_not_asked_again()
    {
        var story = new ContractStory();
        story.Place(Unknown).EventNames();

        Assert.Equal("role-missing", story.Corporation(new OrderApproved()).RefusalCode());
        Assert.Equal(["OrderApproved", "OrderAwarded"], story.Corporation(new OrderApproved(null, ContractStory.Agent)).EventNames());
        Assert.Equal(["OrderAmended"], story.Amend(new OrderContentChange { Remarks = "Bell twice." }).EventNames());
    }

    [Fact]
    public void Another_unknown_code_is_asked_for_anew()
    {
        var story = new ContractStory();
        story.Place(Unknown).EventNames();
        story.Corporation(new OrderApproved(null, ContractStory.Agent)).EventNames();

        Assert.Equal(["OrderAmended", "ApprovalRequired"], story.Amend(new OrderContentChange { Lines = [ContractStory.Line("1", "X-10", 2)] }).EventNames());
        Assert.Equal(["OrderAmended", "ApprovalWithdrawn"], story.Amend(new OrderContentChange { Lines = [ContractStory.Line("1", "E-200", 2)] }).EventNames());
    }

    [Fact]
    public void In_the_lump_sum_no_price_is_needed() => Assert.Equal(["OrderPlaced", "OrderAwarded"],
        new ContractStory().Place(Unknown with { Agreement = AgreementMethod.LumpSum }).EventNames());

    [Fact]
    public void A_price_that_does_not_hold_on_the_day_is_unknown_too()
    {
        var story = new ContractStory(prices: new PriceLine("X-9", "Beam", "PCE", 10m, AgreementMethod.UnitPrice, From: new DateOnly(2030, 1, 1)));
        Assert.Equal(["OrderPlaced", "ApprovalRequired"], story.Place(Unknown).EventNames());
    }

    [Theory]
    [InlineData("SPOED", 4, null)]
    [InlineData("sopad", 8, "sopad")]
    [InlineData(null, 8, null)]
    public void An_urgency_has_its_own_level_or_the_default_and_a_warning(string? urgency, int respondHours, string? warned)
    {
        var story = new ContractStory(Levels(isDefault: true));
        story.Place(ContractStory.Repair() with { Urgency = urgency }).EventNames();

        Assert.Equal(AgreedTime.InHours(respondHours), story.Order!.Assignment.Terms!.ServiceLevel!.RespondWithin);
        Assert.Equal(warned is null ? [] : [(OrderWarning.UrgencyUnknown, warned, "regulier")], story.Order.Warnings.Select(w => (w.Code, w.Subject, w.Instead)));
    }

    [Fact]
    public void Without_a_default_as_an_earlier_version_took_it_the_shortest_level_holds()
    {
        var story = new ContractStory(Levels(isDefault: false));
        story.Place(ContractStory.Repair() with { Urgency = "sopad" }).EventNames();

        Assert.Equal(("spoed", "sopad"), (story.Order!.Assignment.Terms!.ServiceLevel!.Urgency, story.Order.Warnings[0].Subject));
    }

    private static Contract Levels(bool isDefault) => ContractStory.Usual with
    {
        ServiceLevels =
        [
            new ServiceLevel { Kind = OrderKind.Repair, Urgency = "regulier", RespondWithin = AgreedTime.InHours(8), IsDefault = isDefault },
            new ServiceLevel { Kind = OrderKind.Repair, Urgency = "spoed", RespondWithin = AgreedTime.InHours(4) },
        ],
    };
}

using Hub.Application.Intake;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Work;
using Hub.Formats.Dico.Codes;
using Hub.Formats.Tests.Support;
using static Hub.Formats.Tests.Support.DicoGiven;

namespace Hub.Formats.Tests.Dico;

public sealed class Statuses
{
    private const OrderEvent? NoEvent = null;

    // The sector's list, written out once more: a slip in the reader's table must not pass because the test reads it too.
    private static readonly (string Code, string Uses, OrderEvent? Becomes)[] List =
    [
        ("ACC", "M M M", new OrderAccepted()),
        ("WEI", "M M M", new OrderRefused()),
        ("AFH", "M D E", new AppointmentMade(Morning)),
        ("UIT", "M - -", new WorkStarted()),
        ("OND", "- M -", new WorkInterrupted(InterruptionReason.Other)),
        ("ONH", "- - E", new WorkInterrupted(InterruptionReason.Other)),
        ("REX", "- - E", new WorkResumed()),
        ("THD", "- D E", new TemporarilyRestored()),
        ("BNT", "M D D", new WorkInterrupted(InterruptionReason.NoAccess)),
        ("BBT", "M D D", new WorkInterrupted(InterruptionReason.ResidentCallsBack)),
        ("AFN", "- D D", new WorkInterrupted(InterruptionReason.NoAppointment)),
        ("MIB", "M D D", new WorkInterrupted(InterruptionReason.Material)),
        ("OHD", "- D D", new WorkInterrupted(InterruptionReason.Material)),
        ("AFW", "M D D", new WorkInterrupted(InterruptionReason.Weather)),
        ("AFR", "M D D", new WorkInterrupted(InterruptionReason.AwaitingClient)),
        ("VBW", "M D D", new WorkInterrupted(InterruptionReason.ResidentRequest)),
        ("AVW", "- D D", new ExtraWorkRequested()),
        ("AWE", "- D D", new WorkInterrupted(InterruptionReason.OtherContractor)),
        ("VER", "M M E", new LeadTimeExtended()),
        ("REV", "- M M", new ResponseRequired()),
        ("REA", "- M M", new ResponseGiven()),
        ("VIN", "- M E", new InformationRequested()),
        ("AIN", "- M E", new InformationGiven()),
        ("VAN", "- M M", new CancellationRequested()),
        ("ANN", "M M M", new OrderCancelled()),
        ("QUA", "- - M", new QuotationAwarded()),
        ("QUR", "- D M", new QuotationDeclined()),
        ("GER", "M - -", new WorkCompleted()),
        ("TGE", "- M M", new WorkCompleted()),
        ("AGE", "- M M", new OrderClosed()),
        ("REG", "- M M", NoEvent),
        ("TFC", "M - -", NoEvent),
    ];

    public static TheoryData<string> Codes => [.. List.Select(r => r.Code)];

    public static TheoryData<string, DicoGeneration> Understood
    {
        get
        {
            var data = new TheoryData<string, DicoGeneration>();
            foreach (var row in List.Where(r => r.Code != "TFC"))
                foreach (var generation in Enum.GetValues<DicoGeneration>()) data.Add(row.Code, generation);
            return data;
        }
    }

    public static TheoryData<string, string> Details
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var row in List.Where(r => r.Uses.Contains('D')))
            {
                data.Add(row.Code, "OND");
                data.Add(row.Code, "ONH");
            }
            return data;
        }
    }

    [Fact]
    public void The_table_has_every_code_of_the_list_and_no_other() =>
        Assert.Equal(List.Select(r => r.Code), StatusTable.All.Select(r => r.Code));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_its_use_in_each_generation(string code)
    {
        var row = StatusTable.Find(code)!;
        Assert.Equal(Row(code).Uses, $"{Letter(row.A)} {Letter(row.B)} {Letter(row.C)}");
    }

    [Theory]
    [MemberData(nameof(Understood))]
    public void Every_code_is_read_as_a_status_from_a_contractor_of_any_generation(string code, DicoGeneration generation) =>
        Assert.Equal(Expected(code), Facts(StatusDocument.Saying(code, NeededBy(code)), Contractor(generation)));

    [Theory]
    [MemberData(nameof(Details))]
    public void A_detail_under_the_main_status_is_what_happened(string code, string main) =>
        Assert.Equal(Expected(code), Facts(StatusDocument.Under(main, code, NeededBy(code))));

    [Theory]
    [InlineData("AFW wachten op droog weer")]
    [InlineData("AFW - wachten op droog weer")]
    [InlineData("AFW-wachten op droog weer")]
    public void A_detail_may_be_followed_by_words(string description) =>
        Assert.Equal([new WorkInterrupted(InterruptionReason.Weather, "wachten op droog weer")], Facts(StatusDocument.Under("OND", description)));

    [Fact]
    public void Words_alone_under_the_main_status_are_another_reason() =>
        Assert.Equal([new WorkInterrupted(InterruptionReason.Other, "steiger ontbreekt")], Facts(StatusDocument.Under("OND", "steiger ontbreekt")));

    [Fact]
    public void FreeText_goes_before_the_words_of_StatusDescription() =>
        Assert.Equal([new OrderAccepted("komt goed")], Facts(StatusDocument.Under("ACC", "Geaccepteerd", "<FreeText>komt goed</FreeText>")));

    [Fact]
    public void Accepting_with_an_appointment_tells_both() =>
        Assert.Equal([new OrderAccepted(), new AppointmentMade(Morning)], Facts(StatusDocument.Under("ACC", "AFH", Appointment)));

    [Fact]
    public void The_status_code_repeated_in_its_description_says_nothing_more() =>
        Assert.Equal([new WorkInterrupted(InterruptionReason.NoAccess)], Facts(StatusDocument.Under("BNT", "BNT")));

    [Fact]
    public void Lines_give_the_status_where_the_order_has_none() =>
        Assert.Equal([new OrderAccepted()], Facts(new StatusDocument { Data = [Line(1, "ACC"), Line(2, "ACC")] }));

    [Fact]
    public void Lines_give_the_detail_where_the_order_is_interrupted_without_one() =>
        Assert.Equal([new WorkInterrupted(InterruptionReason.Material)], Facts(StatusDocument.Saying("OND", Line(1, "MIB"))));

    [Fact]
    public void The_same_thing_in_two_generations_is_no_contradiction() =>
        Assert.Equal([new WorkCompleted()], Facts(StatusDocument.Saying("TGE", Line(1, "GER"))));

    [Fact]
    public void A_line_that_says_otherwise_than_the_order_is_a_reading_error() =>
        Assert.Equal("/MaintenanceStatus/InstructionData/InstructionLine/Status (line 12)",
            Assert.Single(Errors(StatusDocument.Saying("TGE", Line(1, "WEI")))).Place);

    [Fact]
    public void Lines_that_contradict_each_other_are_a_reading_error() =>
        Assert.Equal(
            "/MaintenanceStatus/InstructionData/InstructionLine[2]/Status (line 12)",
            Assert.Single(Errors(new StatusDocument { Data = [Line(1, "ACC"), Line(2, "WEI")] })).Place);

    [Fact]
    public void A_detail_that_contradicts_the_status_is_a_reading_error() =>
        Assert.Equal("/MaintenanceStatus/InstructionData/StatusDescription (line 12)", Assert.Single(Errors(StatusDocument.Under("TGE", "AFW"))).Place);

    [Fact]
    public void An_unknown_detail_code_is_a_reading_error_with_the_list()
    {
        var error = Assert.Single(Errors(StatusDocument.Under("OND", "XQZ")));
        Assert.Equal("/MaintenanceStatus/InstructionData/StatusDescription (line 12)", error.Place);
        Assert.Contains("AFH, THD, BNT", error.Expected, StringComparison.Ordinal);
        Assert.DoesNotContain("XQZ", error.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_status_is_a_reading_error_with_the_list()
    {
        var error = Assert.Single(Errors(StatusDocument.Saying("XQZ")));
        Assert.Equal("/MaintenanceStatus/InstructionData/Status (line 11)", error.Place);
        Assert.Contains(StatusTable.Listed, error.Expected, StringComparison.Ordinal);
        Assert.DoesNotContain("XQZ", error.Expected, StringComparison.Ordinal);
        // What only the corporation says.
        Assert.DoesNotContain("QUA", error.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void TFC_is_refused_because_nobody_knows_its_meaning() =>
        Assert.Contains("TFC heeft er geen", Assert.Single(Errors(StatusDocument.Saying("TFC"))).Expected, StringComparison.Ordinal);

    [Fact]
    public void A_partners_own_code_goes_before_the_table() =>
        Assert.Equal([new WorkStarted()], Facts(StatusDocument.Saying("BEZ"), Contractor(codes: ("status", "BEZ", "UIT"))));

    [Fact]
    public void A_partners_own_code_is_known_as_a_detail_too() =>
        Assert.Equal(
            [new WorkInterrupted(InterruptionReason.Weather)],
            Facts(StatusDocument.Under("OND", "VRS"), Contractor(DicoGeneration.B, ("status", "VRS", "AFW"))));

    [Fact]
    public void Registered_confirms_receipt_and_says_nothing_of_the_order() => Assert.Empty(Message(StatusDocument.Saying("REG")).Commands);

    private static string Line(int number, string status) => $"<InstructionLine><LineNumber>{number}</LineNumber><Status>{status}</Status></InstructionLine>";

    private static (string Code, string Uses, OrderEvent? Becomes) Row(string code) => List.Single(r => r.Code == code);

    private static OrderEvent[] Expected(string code) => Row(code).Becomes is { } e ? [e] : [];

    private static string[] NeededBy(string code) => code == "AFH" ? [Appointment] : [];

    private static char Letter(CodeUse use) => use switch { CodeUse.Main => 'M', CodeUse.Detail => 'D', CodeUse.Event => 'E', _ => '-' };
}

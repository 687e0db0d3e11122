using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Domain.Orders;
using Hub.Formats.Dico.Writing;
using Hub.Formats.Vera.Writing;
using Hub.Testing.Orders;

namespace Hub.Formats.Tests.Dutch;

public sealed partial class Refusals_in_the_partners_words
{
    private static OrderStory Planned() => OrderStory.Accepted().Record(Given.ContractorAlfa, new AppointmentMade(Given.Visit()));

    private static Refusal Refused(Decision decision) => Assert.IsType<Decision.Refused>(decision).Refusal;

    [Fact]
    public void An_ERP_that_asks_for_a_status_reads_which_it_can_ask_for() => Assert.Equal(
        "Status AFG is niet mogelijk zolang de orderstatus PLN is; nu mogelijk: GEA.",
        ErrorBody.Sentence(Refused(Planned().Command(new ChangeStatus(OrderStatus.Closed)))));

    [Fact]
    public void It_reads_what_only_the_contractor_or_the_hub_can_bring_about() => Assert.Equal(
        "De orderstatus is PLN; de corporatie kan er geen status TEC van maken, dat volgt uit wat de opdrachtnemer of de hub doet; nu mogelijk: GEA.",
        ErrorBody.Sentence(Refused(Planned().Command(new ChangeStatus(OrderStatus.TechnicallyComplete)))));

    [Fact]
    public void It_reads_the_status_of_the_work_where_the_order_waits_for_an_answer() => Assert.StartsWith(
        "Status AFG is niet mogelijk zolang de orderstatus WOG (het werk zelf: INB) is; nu mogelijk: ",
        ErrorBody.Sentence(Refused(OrderStory.Started().Record(Given.ContractorAlfa, new ExtraWorkRequested()).Command(new ChangeStatus(OrderStatus.Closed)))),
        StringComparison.Ordinal);

    [Fact]
    public void A_contractor_with_DICO_reads_its_status_codes() => Assert.Equal(
        "AGE is niet mogelijk zolang de orderstatus 'gepland' is; nu mogelijk: VAN, ANN, ACC, WEI, AFH, UIT, ONH, REX, THD, REV, REA, VIN, AIN, VER, AVW, TGE.",
        ReceiptDocument.Sentence(Refused(Planned().Report(Given.ContractorAlfa, new OrderClosed()))));

    [Fact]
    public void A_contractor_with_DICO_reads_who_may_report_what_it_may_not() => Assert.StartsWith(
        "Alleen de corporatie mag akkoord van de inspectie melden; nu mogelijk: ",
        ReceiptDocument.Sentence(Refused(Planned().Report(Given.ContractorAlfa, new InspectionPassed()))), StringComparison.Ordinal);

    [Fact]
    public void A_rule_without_numbers_is_said_in_Dutch_alone() => Assert.Equal(
        "Gevraagd meerwerk wacht nog op antwoord van de opdrachtgever.",
        ReceiptDocument.Sentence(
            Refused(OrderStory.Started().Record(Given.ContractorAlfa, new ExtraWorkRequested()).Report(Given.ContractorAlfa, new WorkCompleted()))));

    [Fact]
    public void A_rule_with_numbers_keeps_them_in_brackets() => Assert.Equal(
        "Een prijs is kleiner dan nul, of te groot. (Line 1: the price must not be below zero.)",
        ErrorBody.Sentence(Refusal.Invalid("price", "Line 1: the price must not be below zero.")));

    [Fact]
    public void A_refusal_that_an_earlier_version_stored_keeps_its_sentence() => Assert.Equal(
        "OrderClosed is not possible: the order is Planned.",
        ErrorBody.Sentence(Refusal.WrongState("wrong-state", "OrderClosed is not possible: the order is Planned.")));

    [Fact]
    public void A_stored_refusal_is_worded_as_it_was()
    {
        var refusal = Refused(Planned().Command(new ChangeStatus(OrderStatus.Closed)));
        var stored = JsonSerializer.SerializeToUtf8Bytes(refusal, OrderEventJson.Default.Refusal);
        Assert.Equal(ErrorBody.Sentence(refusal), ErrorBody.Sentence(JsonSerializer.Deserialize(stored, OrderEventJson.Default.Refusal)!));
    }

    public static TheoryData<string> Codes => [.. CodesOfRules()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_rule_of_an_order_has_a_sentence_in_Dutch(string code)
    {
        // Those that name the event and the status have their sentences above.
        if (code is "wrong-state" or "status-not-for-corporation" or "not-yours-to-say" or "hub-says-that") return;
        Assert.NotEqual("English.", ErrorBody.Sentence(Refusal.WrongState(code, "English.")));
    }

    // The codes are in the source, where the rules are; nothing at run time has a list of them.
    private static IEnumerable<string> CodesOfRules([CallerFilePath] string from = "")
    {
        var orders = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, "..", "..", "..", "functions", "Hub.Domain", "Orders"));
        var source = string.Concat(Directory.EnumerateFiles(orders, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        return CodeOfARule().Matches(source).Select(m => m.Groups["code"].Value).Distinct().Order(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"(RefusalKind\.\w+, |Invalid\(|WrongState\(|NotAllowed\()""(?<code>[a-z-]+)""")]
    private static partial Regex CodeOfARule();
}

using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.Formats.Tests.Support;
using Hub.Formats.Vera.Codes;
using Hub.Testing.Vera;
using static Hub.Formats.Tests.Support.VeraGiven;

namespace Hub.Formats.Tests.Vera;

/// <summary>The code lists are VERA's, and every value of the hub has its code.</summary>
public sealed class Code_tables
{
    [Fact]
    public void Every_code_and_name_is_VERAs()
    {
        var wrong = Published(CodeMaps.Kinds).Concat(Published(CodeMaps.Statuses)).Concat(Published(CodeMaps.Agreements))
            .Concat(Published(CodeMaps.Units)).Concat(Published(CodeMaps.Causes)).Concat(Published(CodeMaps.Visits))
            .Concat(Published(CodeMaps.Tasks)).Concat(Published(CodeMaps.TaskDetails)).Concat(Published(CodeMaps.Spendings))
            .Concat(Published(CodeMaps.Documents)).Concat(Published(CodeMaps.Confidentiality));
        Assert.Equal(["MEETEENHEID;DAY;Dag", "MEETEENHEID;MLT;Milliliter", "MEETEENHEID;TNE;Ton"], wrong);
    }

    [Theory]
    [InlineData("ONDERHOUDSOORT")]
    [InlineData("ONDERHOUDSORDERSTATUS")]
    [InlineData("AFREKENWIJZESOORT")]
    [InlineData("DEFECTOORZAAK")]
    [InlineData("AFSPRAAKSTATUS")]
    [InlineData("ONDERHOUDSTAAKSTATUS")]
    [InlineData("ONDERHOUDSTAAKDETAILSTATUS")]
    public void Every_code_of_the_list_is_known(string list)
    {
        var known = list switch
        {
            "ONDERHOUDSOORT" => CodeMaps.Kinds.Rows.Select(r => r.Code),
            "ONDERHOUDSORDERSTATUS" => CodeMaps.Statuses.Rows.Select(r => r.Code),
            "AFREKENWIJZESOORT" => CodeMaps.Agreements.Rows.Select(r => r.Code),
            "DEFECTOORZAAK" => CodeMaps.Causes.Rows.Select(r => r.Code),
            "AFSPRAAKSTATUS" => CodeMaps.Visits.Rows.Select(r => r.Code),
            "ONDERHOUDSTAAKSTATUS" => CodeMaps.Tasks.Rows.Select(r => r.Code),
            _ => CodeMaps.TaskDetails.Rows.Select(r => r.Code),
        };
        Assert.Equal(OhdCodes.All.Where(r => r.List == list).Select(r => r.Code).Order(), known.Order());
    }

    [Fact]
    public void Every_status_has_a_code_and_back() => Assert.All(
        Enum.GetValues<OrderStatus>(),
        s => Assert.Equal(s, CodeMaps.Statuses.Find(CodeMaps.Statuses.For(s, Erp().Connection)!.Code, Erp().Connection)!.Value));

    [Fact]
    public void Every_moment_of_a_photo_has_a_code_and_back() => Assert.All(
        Enum.GetValues<PhotoMoment>(),
        m => Assert.Equal(m, CodeMaps.Moments.Find(CodeMaps.Moments.For(m, Erp().Connection)!.Code, Erp().Connection)!.Value));

    [Fact]
    public void Every_kind_has_a_code() => Assert.All(Enum.GetValues<OrderKind>(), k => Assert.NotNull(CodeMaps.Kinds.For(k, Erp().Connection)));

    [Fact]
    public void Every_agreement_has_a_code() =>
        Assert.All(Enum.GetValues<AgreementMethod>(), a => Assert.NotNull(CodeMaps.Agreements.For(a, Erp().Connection)));

    [Fact]
    public void Every_interruption_stands_in_the_table_with_a_known_code() => Assert.All(
        Enum.GetValues<InterruptionReason>(),
        r => Assert.True(CodeMaps.Interruptions[r] is not { } code || CodeMaps.TaskDetails.Find(code, Erp().Connection) is not null));

    [Fact]
    public void Every_status_says_how_far_the_tasks_are() =>
        Assert.All(Enum.GetValues<OrderStatus>(), s => Assert.True(CodeMaps.TaskStates.ContainsKey(s)));

    [Theory]
    [InlineData("REP", OrderKind.Repair)]
    [InlineData("MUT", OrderKind.Turnover)]
    [InlineData("INS", OrderKind.Inspection)]
    public void Each_kind_is_read(string code, OrderKind kind) =>
        Assert.Equal(kind, Placed(With($$""" "onderhoudSoort": { "code": "{{code}}" } """)).Kind);

    [Theory]
    [InlineData("AFK", AgreementMethod.LumpSum)]
    [InlineData("VPR", AgreementMethod.FixedSum)]
    [InlineData("NCE", AgreementMethod.UnitPrice)]
    [InlineData("NCR", AgreementMethod.TimeAndMaterials)]
    [InlineData("GAR", AgreementMethod.Warranty)]
    public void Each_agreement_is_read(string code, AgreementMethod agreement) =>
        Assert.Equal(agreement, Placed(With($$""" "afrekenwijze": { "code": "{{code}}" } """)).Agreement);

    [Theory]
    [InlineData("STU", "PCE")]
    [InlineData("UUR", "HUR")]
    [InlineData("MIN", "MIN")]
    [InlineData("MTR", "MTR")]
    [InlineData("M2", "MTK")]
    [InlineData("M3", "MTQ")]
    [InlineData("CM", "CMT")]
    [InlineData("MIL", "MMT")]
    [InlineData("LTR", "LTR")]
    [InlineData("KGR", "KGM")]
    [InlineData("GRM", "GRM")]
    public void Each_unit_is_read(string code, string unit)
    {
        var body = With($$""" "onderhoudstaken": [ { "omschrijving": "a", "voorcalculaties": [ { "meeteenheid": { "code": "{{code}}" } } ] } ] """);
        Assert.Equal(unit, Placed(body).Lines[0].Unit);
    }

    [Theory]
    [InlineData("REG", OrderStatus.Registered)]
    [InlineData("WOG", OrderStatus.AwaitingApproval)]
    [InlineData("OFF", OrderStatus.Quoting)]
    [InlineData("GUN", OrderStatus.Awarded)]
    [InlineData("PLN", OrderStatus.Planned)]
    [InlineData("INB", OrderStatus.InProgress)]
    [InlineData("TEC", OrderStatus.TechnicallyComplete)]
    [InlineData("STE", OrderStatus.InSample)]
    [InlineData("FIN", OrderStatus.Settling)]
    [InlineData("AFG", OrderStatus.Closed)]
    [InlineData("GEA", OrderStatus.Cancelled)]
    public void Each_status_may_be_asked_for(string code, OrderStatus status) => Assert.Equal(
        [new ChangeStatus(status)], Message($$"""{ "status": { "code": "{{code}}" } }""", Hub.Application.Intake.Operation.Patch, "OO-1").Commands);

    private static IEnumerable<string> Published<T>(CodeList<T> list) =>
        list.Rows.Where(r => !OhdCodes.All.Contains(new(list.Name, r.Code, r.Name))).Select(r => $"{list.Name};{r.Code};{r.Name}");
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Demo;
using Hub.Demo.Contractors;
using Hub.Demo.Erp;
using Hub.Demo.Story;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests;

/// <summary>What the worked example of a contract does to orders, each side in its own language.</summary>
public sealed class Contracts_at_work : IAsyncLifetime
{
    private Chain _chain = null!;

    public async Task InitializeAsync()
    {
        _chain = await Chain.StartAsync();
        var contract = WorkedExample.Contract();
        contract["contractor"] = _chain.DicoC.PartnerId;
        // Which orders are picked follows from their numbers; here none is, or all are.
        contract["sampling"] = new JsonArray();
        // Photos have tests of their own.
        contract.Remove("evidence");
        (await _chain.Manager.PutAsync("api/v1/manage/contracts/RC-1", contract.ToJsonString())).Expect(201);
        (await _chain.Manager.PutAsync("api/v1/manage/contracts/RC-1/prices", WorkedExample.Prices(), "text/csv")).Expect(200);
    }

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    private async Task<string> PlacedAsync(OrderKind kind = OrderKind.Repair, string? urgency = "regulier", AgreementMethod method = AgreementMethod.LumpSum,
        params NewVeraTask[] tasks)
    {
        var draft = _chain.Draft(null) with { Kind = kind, Urgency = urgency, Agreement = method,
            Tasks = tasks.Length == 0 ? [new NewVeraTask("1", "Kraan vervangen", "K-100")] : tasks };
        (await _chain.Erp.PlaceAsync(draft.ToJson())).EnsureSuccess();
        return draft.Number;
    }

    private async Task<string> BegunAsync(OrderKind kind = OrderKind.Repair, AgreementMethod method = AgreementMethod.LumpSum, params NewVeraTask[] tasks)
    {
        var number = await PlacedAsync(kind, "regulier", method, tasks);
        await Chain.HearsAsync(_chain.DicoC, number, 1);
        (await _chain.DicoC.AcceptAsync(number)).EnsureSuccess();
        (await _chain.DicoC.StartWorkAsync(number)).EnsureSuccess();
        return number;
    }

    private static OrderLine Line(string number, string code, decimal quantity, decimal? price = null) =>
        new() { Number = number, Description = "Werk", PriceCode = code, Quantity = quantity, Unit = "PCE", Price = price };

    private Task<Reply> DecideAsync(string number, string body) =>
        _chain.Manager.PostAsync($"api/v1/manage/orders/{number}/decisions", body, "application/json");

    [Fact]
    public async Task A_lump_sum_order_closes_by_itself_when_the_contractor_is_done()
    {
        var number = await BegunAsync();
        (await _chain.DicoC.CompleteAsync(number, _chain.Today)).EnsureSuccess();

        Assert.Equal(["work.completed", "order.closed"], (await _chain.TimelineAsync(number)).TakeLast(2));
        Assert.Equal("OrderClosed AFG", (await _chain.ErpHearsAsync(number, 5))[4]);
    }

    [Fact]
    public async Task An_order_shows_its_deadlines_its_time_left_and_its_money()
    {
        var number = await PlacedAsync(method: AgreementMethod.UnitPrice, tasks: [new NewVeraTask("1", "Tegels", "E-210", Quantity: 2)]);
        var order = await _chain.OrderAsync(number);

        Assert.Equal(["respond", "complete"], order.GetProperty("deadlines").GetProperty("all").EnumerateArray()
            .Select(d => d.GetProperty("kind").GetString()!));
        Assert.Matches("^PT[0-9]+H[0-9]+M$", order.GetProperty("deadlines").GetProperty("all")[1].GetProperty("timeLeft").GetString());
        Assert.Equal(185.50m, order.GetProperty("money").GetProperty("outsideLumpSum").GetDecimal());
        Assert.Equal((2, "examine"), (order.GetProperty("contractVersion").GetInt32(), order.GetProperty("phase").GetString()));
        var row = await RowAsync(number, "status=awarded");
        Assert.Equal("respond", row.GetProperty("due").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Nobody_home_stops_the_clock_in_order_and_list()
    {
        var number = await PlacedAsync();
        await Chain.HearsAsync(_chain.DicoC, number, 1);
        (await _chain.DicoC.AcceptAsync(number)).EnsureSuccess();
        (await _chain.DicoC.InterruptAsync(number, InterruptionReason.NoAccess)).EnsureSuccess();

        Assert.Equal("noAccess", (await _chain.OrderAsync(number)).GetProperty("deadlines").GetProperty("standsFor").GetString());
        Assert.Equal("noAccess", (await RowAsync(number, "status=awarded", r => r.TryGetProperty("clockStandsFor", out _)))
            .GetProperty("clockStandsFor").GetString());
    }

    [Fact]
    public async Task Above_the_mandate_an_order_waits_for_the_right_role_by_the_ERP()
    {
        var number = await PlacedAsync(OrderKind.Turnover, null, AgreementMethod.FixedSum, new NewVeraTask("1", "Badkamer, keuken en toilet", "BKT"));

        Assert.Equal(["ApprovalRequired WOG"], await _chain.ErpHearsAsync(number, 1));
        var awaits = (await RowAsync(number, "status=awaitingApproval")).GetProperty("awaits");
        Assert.Equal(("opzichter", 11_850m), (awaits.GetProperty("role").GetString(), awaits.GetProperty("amount").GetDecimal()));
        var refused = await _chain.Erp.ApproveAsync(number, role: "verhuurmakelaar");
        Assert.Equal(403, refused.Status);
        Assert.Contains("opzichter", refused.Body, StringComparison.Ordinal);
        (await _chain.Erp.ApproveAsync(number, role: "opzichter")).EnsureSuccess();
        Assert.Contains("BKT", (await Chain.HearsAsync(_chain.DicoC, number, 1))[0] + await _chain.OrderAsync(number), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "on": "order", "approved": true, "role": "verhuurmakelaar" }""", 403)]
    [InlineData("""{ "on": "order", "approved": true }""", 403)]
    [InlineData("""{ "on": "extraWork", "approved": true, "role": "opzichter" }""", 409)]
    [InlineData("""{ "on": "order", "approved": true, "role": "opzichter", "lineNumbers": ["1"] }""", 400)]
    [InlineData("""{ "on": "order", "approved": true, "rol": "opzichter" }""", 400)]
    [InlineData("""{ "on": "order", "approved": true, "role": "opzichter" }""", 200)]
    [InlineData("""{ "on": "order", "approved": false, "role": "opzichter", "remark": "Te duur" }""", 200)]
    public async Task An_administrator_decides_by_the_same_rules(string body, int status)
    {
        var number = await PlacedAsync(OrderKind.Turnover, null, AgreementMethod.FixedSum, new NewVeraTask("1", "Badkamer, keuken en toilet", "BKT"));
        (await DecideAsync(number, body)).Expect(status);
    }

    [Fact]
    public async Task Extra_work_within_the_mandate_is_applied_at_once_and_both_sides_hear_it()
    {
        var number = await BegunAsync();
        (await _chain.DicoC.RequestExtraWorkAsync(number, "Tegels los", [Line("101", "E-210", 2)])).EnsureSuccess();

        Assert.Equal(["ExtraWorkRequested WOG", "ExtraWorkApproved INB"], (await _chain.ErpHearsAsync(number, 5)).TakeLast(2));
        Assert.Contains("Meerwerk akkoord", (await Chain.HearsAsync(_chain.DicoC, number, 2))[1], StringComparison.Ordinal);
        (await _chain.DicoC.AcceptAsync(number)).EnsureSuccess();
        Assert.True((await _chain.OrderAsync(number)).GetProperty("extraWorkDecisions")[0].TryGetProperty("acknowledgedAt", out _));
    }

    [Fact]
    public async Task Extra_work_above_it_is_agreed_line_by_line_by_an_administrator()
    {
        var number = await BegunAsync();
        (await _chain.DicoC.RequestExtraWorkAsync(number, "Tegels los", [Line("101", "E-210", 10), Line("102", "E-210", 9)])).EnsureSuccess();
        Assert.Equal(409, (await _chain.DicoC.CompleteAsync(number, _chain.Today)).Status);

        var order = (await DecideAsync(number, """{ "on": "extraWork", "approved": true, "role": "opzichter", "lineNumbers": ["102"] }""")).Expect(200).Json;

        Assert.Equal(834.75m, order.GetProperty("money").GetProperty("outsideLumpSum").GetDecimal());
        Assert.Equal("ExtraWorkApproved INB", (await _chain.ErpHearsAsync(number, 5))[4]);
    }

    [Fact]
    public async Task A_claim_that_differs_is_named_to_both_and_settled_once_it_is_mended()
    {
        var number = await BegunAsync(method: AgreementMethod.UnitPrice, tasks: [new NewVeraTask("1", "Tegels", "E-210", Quantity: 2)]);
        (await _chain.DicoC.ReportAsync(number, new WorkCompleted(_chain.Today, Lines: [Line("1", "E-210", 2, 100m)]))).EnsureSuccess();

        Assert.Equal(["WorkCompleted TEC", "WorkAgreed FIN", "CostsDiffer FIN"], (await _chain.ErpHearsAsync(number, 6)).TakeLast(3));
        Assert.Contains("EUR 92.75", _chain.Erp.Order(number).Events[^1].Explanation, StringComparison.Ordinal);
        await Chain.HearsAsync(_chain.DicoC, number, 3);
        (await _chain.DicoC.ReportAsync(number, new WorkCompleted(_chain.Today, Lines: [Line("1", "E-210", 2, 92.75m)]))).EnsureSuccess();
        Assert.Equal(185.50m, (await _chain.OrderAsync(number)).GetProperty("settlement").GetProperty("total").GetDecimal());
    }

    [Fact]
    public async Task An_order_keeps_the_version_that_it_was_awarded_under()
    {
        var number = await BegunAsync();
        var dearer = WorkedExample.Contract();
        dearer["contractor"] = _chain.DicoC.PartnerId;
        dearer["mandates"] = new JsonArray(new JsonObject { ["role"] = "directeur", ["upTo"] = 1 }, new JsonObject { ["role"] = "bestuur" });
        (await _chain.Manager.PutAsync("api/v1/manage/contracts/RC-1?confirm=2", dearer.ToJsonString())).Expect(200);

        (await _chain.DicoC.RequestExtraWorkAsync(number, "Tegels los", [Line("101", "E-210", 2)])).EnsureSuccess();

        Assert.Equal("inProgress", await _chain.StatusAsync(number));
        Assert.Equal(2, (await _chain.OrderAsync(number)).GetProperty("contractVersion").GetInt32());
    }

    [Fact]
    public async Task A_turnover_runs_from_its_keys_over_a_failed_final_inspection_to_delivery()
    {
        var number = await BegunAsync(OrderKind.Turnover, AgreementMethod.FixedSum, new NewVeraTask("1", "Basispakket", "MUT-BASIS"));
        (await _chain.Erp.ReportKeysReceivedAsync(number, _chain.Today)).EnsureSuccess();
        (await _chain.DicoC.CompleteAsync(number, _chain.Today)).EnsureSuccess();
        Assert.Equal("finalInspection", await PhaseAsync(number));
        (await _chain.Erp.FailInspectionAsync(number, "Kozijn niet geschilderd")).EnsureSuccess();
        Assert.Equal("works", await PhaseAsync(number));
        (await _chain.DicoC.CompleteAsync(number, _chain.Today)).EnsureSuccess();
        (await _chain.Erp.ApproveWorkAsync(number)).EnsureSuccess();
        (await _chain.DicoC.CloseAsync(number)).EnsureSuccess();

        Assert.Equal(["inspection.passed", "costs.settled", "order.closed"], (await _chain.TimelineAsync(number)).TakeLast(3));
        Assert.Equal(950m, (await _chain.OrderAsync(number)).GetProperty("settlement").GetProperty("total").GetDecimal());
    }

    [Fact]
    public async Task A_picked_order_waits_for_the_inspector()
    {
        var sampled = WorkedExample.Contract();
        sampled["contractor"] = _chain.DicoC.PartnerId;
        sampled["sampling"]![0]!["share"] = 1;
        (await _chain.Manager.PutAsync("api/v1/manage/contracts/RC-1", sampled.ToJsonString())).Expect(200);
        var number = await BegunAsync();
        (await _chain.DicoC.CompleteAsync(number, _chain.Today)).EnsureSuccess();
        Assert.Equal("inSample", await _chain.StatusAsync(number));
        (await DecideAsync(number, """{ "on": "inspection", "approved": true }""")).Expect(200);
        Assert.Equal("closed", await _chain.StatusAsync(number));
    }

    private async Task<string> PhaseAsync(string number) => (await _chain.OrderAsync(number)).GetProperty("turnover").GetProperty("phase").GetString()!;

    // The list is a view, a moment behind the log.
    private Task<JsonElement> RowAsync(string number, string filter, Func<JsonElement, bool>? until = null) => Patience.UntilAsync(
        $"{number} in the list",
        async () => (await _chain.Manager.GetAsync(string.Create(CultureInfo.InvariantCulture, $"api/v1/orders?{filter}&q={number}"))).Expect(200).Json
            .GetProperty("orders").EnumerateArray().FirstOrDefault(),
        row => row.ValueKind is JsonValueKind.Object && (until?.Invoke(row) ?? true));
}

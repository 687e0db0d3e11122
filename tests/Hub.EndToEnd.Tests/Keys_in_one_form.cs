using System.Text.Json;
using Hub.Demo.Contractors;
using Hub.Demo.Erp;
using Hub.Demo.Story;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests;

/// <summary>An ERP with fields of a fixed width pads its keys; each side must know an order, a line and a code again.</summary>
public sealed class Keys_in_one_form : IAsyncLifetime
{
    private Chain _chain = null!;

    public async Task InitializeAsync() => _chain = await Chain.StartAsync();

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    [Fact]
    public async Task A_contractor_answers_a_padded_order_under_the_number_that_it_was_told()
    {
        (await _chain.Erp.PlaceAsync(_chain.Draft(_chain.DicoC, "P-1   ").ToJson())).EnsureSuccess();
        await Chain.HearsAsync(_chain.DicoC, "P-1", 1);

        (await _chain.DicoC.AcceptAsync("P-1")).EnsureSuccess();

        Assert.Contains("order.accepted", await _chain.TimelineAsync("P-1"));
        (await _chain.Manager.GetAsync("api/v1/orders/P-1%20%20%20")).Expect(200);
    }

    [Fact]
    public async Task Two_orders_never_meet_under_one_number()
    {
        (await _chain.Erp.PlaceAsync(_chain.Draft(_chain.DicoC, "P-2").ToJson())).EnsureSuccess();

        var other = await _chain.Erp.PlaceAsync((_chain.Draft(_chain.DicoC, "P-2 ") with { Description = "Ander werk" }).ToJson());
        var control = await _chain.Erp.PlaceAsync(_chain.Draft(_chain.DicoC, "P-\u00012").ToJson());

        Assert.Equal((409, 422), (other.Status, control.Status));
        Assert.Contains("Plaats: /idExtern", control.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_padded_price_code_does_not_escape_the_mandate_nor_a_padded_urgency_its_deadline()
    {
        var contract = WorkedExample.Contract();
        contract["contractor"] = _chain.DicoC.PartnerId;
        (await _chain.Manager.PutAsync("api/v1/manage/contracts/RC-1", contract.ToJsonString())).Expect(201);
        var package = contract["pricing"]!["packages"]![0]!["code"]!.GetValue<string>();

        await PlaceAsync("P-3", OrderKind.Turnover, null, new NewVeraTask("1", "Alles nieuw", $"{package}  ", Quantity: 10));
        await PlaceAsync("P-4", OrderKind.Repair, "SPOED\u00A0", new NewVeraTask("1", "Deur open"));

        Assert.Equal("awaitingApproval", await _chain.StatusAsync("P-3"));
        Assert.True((await _chain.OrderAsync("P-4")).TryGetProperty("deadlines", out _));
    }

    [Fact]
    public async Task The_answer_to_a_placing_says_whether_somebody_has_the_order_and_why_not()
    {
        var contract = WorkedExample.Contract();
        contract["contractor"] = _chain.DicoC.PartnerId;
        (await _chain.Manager.PutAsync("api/v1/manage/contracts/RC-1", contract.ToJsonString())).Expect(201);

        var unknownPrice = await AnswerAsync(_chain.Draft(null, "P-5") with
        {
            Kind = OrderKind.Turnover, Agreement = AgreementMethod.FixedSum, Tasks = [new NewVeraTask("1", "Alles nieuw", "WEG-1")],
        });
        Assert.Equal(("false", "Geen prijs bekend voor WEG-1 (regel 1); verhuurmakelaar beslist."),
            (unknownPrice["toegewezen"], unknownPrice["nietToegewezenOmdat"]));

        var unknownUrgency = await AnswerAsync(_chain.Draft(null, "P-6") with { Urgency = "sopad" });
        Assert.Equal(("true", "Het contract kent de urgentie 'sopad' niet; de termijn van 'regulier' geldt."),
            (unknownUrgency["toegewezen"], unknownUrgency["waarschuwing"]));
        Assert.Single((await _chain.OrderAsync("P-6")).GetProperty("warnings").EnumerateArray());

        var unknownContractor = await AnswerAsync(_chain.Draft(null, "P-7") with { ContractorGln = "8712345999995" });
        Assert.Equal(("false", "De opdrachtnemer 8712345999995 is niet bekend."), (unknownContractor["toegewezen"], unknownContractor["nietToegewezenOmdat"]));
    }

    [Fact]
    public async Task The_same_message_with_its_keys_written_otherwise_gets_the_same_answer()
    {
        var draft = _chain.Draft(_chain.DicoC, "P-8");
        Task<Reply> Place(NewVeraOrder order, string reference) =>
            _chain.As(_chain.Erp).PostAsync(Given.Vera, order.ToJson().ToJsonString(), "application/json", (Given.Reference, reference));

        var first = (await Place(draft, "ref-p-8")).Expect(201);
        var again = (await Place(draft with { Number = "\u00A0P-8  " }, "ref-p-8 ")).Expect(201);

        Assert.Equal(first.Headers["X-Ketenhub-Receipt"], again.Headers["X-Ketenhub-Receipt"]);
        (await Place(draft with { Number = "p-8" }, "ref-p-8")).Expect(422);
    }

    [Fact]
    public async Task An_order_that_names_two_contractors_goes_to_neither()
    {
        var order = _chain.Draft(_chain.DicoC, "P-9").ToJson();
        order["relaties"]![0]!["id"] = _chain.Webhook.PartnerId;

        var refused = (await _chain.As(_chain.Erp).PostAsync(Given.Vera, order.ToJsonString(), "application/json")).Expect(422).Json;

        Assert.Equal("contractor-contradicted", refused.GetProperty("code").GetString());
        Assert.Contains("Plaats: /relaties/0", refused.GetProperty("omschrijving").GetString(), StringComparison.Ordinal);
        (await _chain.Manager.GetAsync("api/v1/orders/P-9")).Expect(404);
    }

    // The extra attributes of the answer to a placing.
    private async Task<Dictionary<string, string>> AnswerAsync(NewVeraOrder order)
    {
        var answer = (await _chain.Erp.PlaceAsync(order.ToJson())).EnsureSuccess();
        return JsonDocument.Parse(answer.Body).RootElement.GetProperty("extra-attributen").EnumerateArray()
            .ToDictionary(a => a.GetProperty("naam").GetString()!, a => a.GetProperty("waarde").GetString()!);
    }

    private async Task PlaceAsync(string number, OrderKind kind, string? urgency, params NewVeraTask[] tasks) =>
        (await _chain.Erp.PlaceAsync((_chain.Draft(null, number) with
        {
            Kind = kind, Urgency = urgency, Agreement = kind is OrderKind.Turnover ? AgreementMethod.FixedSum : AgreementMethod.LumpSum, Tasks = tasks,
        }).ToJson())).EnsureSuccess();
}

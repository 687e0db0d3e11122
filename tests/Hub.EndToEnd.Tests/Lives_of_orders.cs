using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Demo;
using Hub.Demo.Contractors;
using Hub.Demo.Erp;
using Hub.Domain.Orders;
using Hub.Domain.Work;
using Hub.EndToEnd.Tests.OpenApi;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests;

/// <summary>Whole lives of orders, from the ERP to a contractor and back, each side in its own language.</summary>
[Trait(Runtime.Trait, Runtime.Both)]
public sealed class Lives_of_orders(ChainFixture fixture) : IClassFixture<ChainFixture>
{
    private readonly Chain _chain = fixture.Chain;

    [Fact]
    public async Task With_a_contractor_of_DICO_generation_A() => Assert.Equal(
        ["OrderAwarded GUN", "OrderAccepted GUN", "AppointmentMade PLN", "WorkInterrupted PLN", "AppointmentMoved PLN", "WorkStarted INB", "WorkCompleted TEC"],
        await LiveAsync(_chain.DicoA, contractorCloses: false));

    [Fact]
    public async Task With_a_contractor_of_DICO_generation_B() => Assert.Equal(
        ["OrderAwarded GUN", "OrderAccepted GUN", "AppointmentMade PLN", "WorkInterrupted PLN", "AppointmentMoved PLN", "WorkCompleted TEC", "OrderClosed AFG"],
        await LiveAsync(_chain.DicoB));

    [Fact]
    public async Task With_a_contractor_of_DICO_generation_C() => Assert.Equal(WholeLife, await LiveAsync(_chain.DicoC));

    [Fact]
    public async Task With_a_contractor_that_takes_signed_webhooks()
    {
        Assert.Equal(WholeLife, await LiveAsync(_chain.Webhook));

        Assert.Equal(0, _chain.Webhook.InvalidSignatures);
        AreAsDescribed(_chain.Webhook);
    }

    [Fact]
    public async Task With_a_contractor_that_empties_a_mailbox() => Assert.Equal(WholeLife, await LiveAsync(_chain.Mailbox));

    [Fact]
    public async Task With_a_canonical_ERP()
    {
        var erp = new StandInWebhookContractor("Canoniek ERP", "canoniek-erp");
        await using var _ = erp;
        await erp.StartAsync();
        var document = erp.PartnerDocument();
        document["role"] = "Erp";
        await _chain.Hub.Setup.PutPartnerAsync(erp.PartnerId, document, Patience.Token);
        var caller = _chain.Hub.With(await _chain.Hub.Setup.MakeKeyAsync(erp.PartnerId, Patience.Token));

        (await caller.PostAsync(CloudEvents.Path, Given.PlacedEvent("C-9001", _chain.GlnOf(_chain.DicoC)), CloudEvents.MediaType)).Expect(202);
        await Chain.HearsAsync(_chain.DicoC, "C-9001", 1);
        (await _chain.DicoC.AcceptAsync("C-9001")).EnsureSuccess();
        (await _chain.DicoC.CompleteAsync("C-9001", _chain.Today)).EnsureSuccess();
        (await caller.PostAsync(CloudEvents.Path, Given.Event("inspection.passed", "C-9001"), CloudEvents.MediaType)).Expect(202);
        await Chain.HearsAsync(_chain.DicoC, "C-9001", 2);
        (await _chain.DicoC.CloseAsync("C-9001")).EnsureSuccess();

        Assert.Equal(["order.awarded", "order.accepted", "work.completed", "order.closed"], await Chain.HearsAsync(erp, "C-9001", 4));
        AreAsDescribed(erp);
    }

    // Each event that went out fits the schema of its type in the OpenAPI document.
    private static void AreAsDescribed(StandInWebhookContractor partner) =>
        Assert.All(partner.Received, r => Assert.Empty(SchemaCheck.Faults(Description.Schema("OutgoingEvent"), JsonElement.Parse(r.Body.Span))));

    [Fact]
    public async Task A_refused_order_goes_back_and_the_ERP_hears_why()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);

        (await _chain.DicoC.RefuseAsync(number, "Geen capaciteit")).EnsureSuccess();

        Assert.Equal(["OrderAwarded GUN", "OrderRefused REG", "OrderUnrouted REG"], await _chain.ErpHearsAsync(number, 3));
        Assert.Equal("Geen capaciteit", _chain.Erp.Order(number).Events[1].Explanation);
    }

    [Fact]
    public async Task Extra_work_is_asked_and_approved()
    {
        var number = await StartedAsync(_chain.DicoC);

        (await _chain.DicoC.RequestExtraWorkAsync(number, "Leiding verrot", Given.ExtraLines)).EnsureSuccess();
        Assert.Equal("ExtraWorkRequested WOG", (await _chain.ErpHearsAsync(number, 4))[^1]);
        Assert.Equal(409, (await _chain.DicoC.CompleteAsync(number, _chain.Today)).Status);
        (await _chain.Erp.ApproveExtraWorkAsync(number, "Akkoord")).EnsureSuccess();
        Assert.StartsWith("REA", (await Chain.HearsAsync(_chain.DicoC, number, 2))[^1], StringComparison.Ordinal);
        (await _chain.DicoC.CompleteAsync(number, _chain.Today)).EnsureSuccess();

        Assert.Equal("WorkCompleted TEC", (await _chain.ErpHearsAsync(number, 5))[^1]);
    }

    [Fact]
    public async Task A_required_response_stops_the_work_until_it_is_given()
    {
        var number = await StartedAsync(_chain.Webhook);

        (await _chain.Webhook.RequireResponseAsync(number, "Welke kleur?")).EnsureSuccess();
        Assert.Equal(409, (await _chain.Webhook.CompleteAsync(number, _chain.Today)).Status);
        (await _chain.Erp.AnswerAsync(number, "Wit")).EnsureSuccess();
        Assert.Equal("response.given", (await Chain.HearsAsync(_chain.Webhook, number, 2))[^1]);

        (await _chain.Webhook.CompleteAsync(number, _chain.Today)).EnsureSuccess();
    }

    [Fact]
    public async Task A_cancelled_order_reaches_its_contractor()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoA);

        (await _chain.Erp.CancelAsync(number, "Bewoner heeft het verholpen")).EnsureSuccess();

        Assert.StartsWith("ANN", (await Chain.HearsAsync(_chain.DicoA, number, 2))[^1], StringComparison.Ordinal);
        Assert.Equal("cancelled", await _chain.StatusAsync(number));
    }

    [Fact]
    public async Task An_amended_order_is_sent_anew_and_must_be_accepted_again()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoB);
        (await _chain.DicoB.AcceptAsync(number)).EnsureSuccess();
        var longer = _chain.Draft(_chain.DicoB, number) with { Tasks = [.. _chain.Draft(_chain.DicoB, number).Tasks, new("2", "Sauswerk plafond")] };

        (await _chain.Erp.AmendAsync(number, new JsonObject { ["onderhoudstaken"] = longer.ToJson()["onderhoudstaken"]!.DeepClone() })).EnsureSuccess();
        await Chain.HearsAsync(_chain.DicoB, number, 2);

        Assert.Equal(2, _chain.DicoB.Find(number)!.Versions);
        Assert.False((await _chain.OrderAsync(number)).GetProperty("accepted").GetBoolean());
    }

    [Fact]
    public async Task An_ERP_without_PATCH_hears_by_PUT()
    {
        await using var chain = await Chain.StartAsync();
        chain.Erp.LacksPatch = true;

        var number = await chain.PlaceAndReachAsync(chain.DicoC);
        (await chain.DicoC.AcceptAsync(number)).EnsureSuccess();

        Assert.Equal(["OrderAwarded GUN", "OrderAccepted GUN"], await chain.ErpHearsAsync(number, 2));
        Assert.All(chain.Erp.Order(number).Events, e => Assert.Equal("PUT", e.Method));
    }

    [Fact]
    public async Task Every_VERA_body_that_the_hub_sends_or_serves_keeps_the_schema()
    {
        await using var chain = await Chain.StartAsync();
        var number = await chain.PlaceAndReachAsync(chain.DicoC);
        (await chain.DicoC.AcceptAsync(number)).EnsureSuccess();
        (await chain.DicoC.MakeAppointmentAsync(number, chain.Visit())).EnsureSuccess();
        (await chain.DicoC.StartWorkAsync(number)).EnsureSuccess();
        (await chain.DicoC.InterruptAsync(number, InterruptionReason.Material)).EnsureSuccess();
        (await chain.DicoC.RequestExtraWorkAsync(number, "Leiding verrot", Given.ExtraLines)).EnsureSuccess();
        await chain.ErpHearsAsync(number, 6);
        (await chain.Erp.ApproveExtraWorkAsync(number)).EnsureSuccess();
        (await chain.DicoC.ResumeAsync(number)).EnsureSuccess();
        (await chain.DicoC.CompleteAsync(number, chain.Today)).EnsureSuccess();
        await chain.ErpHearsAsync(number, 8);
        var erp = chain.As(chain.Erp);

        Assert.All(chain.Erp.Received.Where(r => r.Method is "PATCH" or "PUT"), r => Ohd.Conforms(r.Body));
        Ohd.Conforms((await erp.GetAsync($"{Given.Vera}/{number}")).Expect(200).Body);
        Ohd.EachConforms((await erp.GetAsync(Given.Vera)).Expect(200).Body);
        Ohd.Conforms((await erp.PostAsync(Given.Vera, chain.Draft(chain.Webhook).ToJson().ToJsonString(), "application/json")).Expect(201).Body);
        Ohd.IsFault((await erp.PostAsync(Given.Vera, "{}", "application/json")).Expect(422).Body);
    }

    private static readonly string[] WholeLife =
    [
        "OrderAwarded GUN", "OrderAccepted GUN", "AppointmentMade PLN", "WorkInterrupted PLN", "AppointmentMoved PLN", "WorkStarted INB", "WorkCompleted TEC",
        "OrderClosed AFG",
    ];

    // Accepted, a visit, nobody home, another visit, done, agreed, closed: what the ERP heard, by PATCH, in order.
    private async Task<IReadOnlyList<string>> LiveAsync(IContractor contractor, bool contractorCloses = true)
    {
        var number = await _chain.PlaceAndReachAsync(contractor);
        (await contractor.AcceptAsync(number)).EnsureSuccess();
        (await contractor.MakeAppointmentAsync(number, _chain.Visit(2))).EnsureSuccess();
        (await contractor.InterruptAsync(number, InterruptionReason.NoAccess)).EnsureSuccess();
        (await contractor.MakeAppointmentAsync(number, _chain.Visit(4))).EnsureSuccess();
        if (contractor.CanReport(new WorkStarted())) (await contractor.StartWorkAsync(number)).EnsureSuccess();
        (await contractor.CompleteAsync(number, _chain.Today)).EnsureSuccess();
        var heard = contractor.CanReport(new WorkStarted()) ? 7 : 6;
        await _chain.ErpHearsAsync(number, heard);
        (await _chain.Erp.ApproveWorkAsync(number)).EnsureSuccess();
        if (contractorCloses)
        {
            await Chain.HearsAsync(contractor, number, 2);
            (await contractor.CloseAsync(number)).EnsureSuccess();
            heard++;
        }
        else
        {
            (await _chain.Erp.CloseAsync(number)).EnsureSuccess();
        }
        var told = await _chain.ErpHearsAsync(number, heard);
        Assert.Equal("closed", await _chain.StatusAsync(number));
        Assert.All(_chain.Erp.Order(number).Events, e => Assert.Equal("PATCH", e.Method));
        return told;
    }

    private async Task<string> StartedAsync(IContractor contractor)
    {
        var number = await _chain.PlaceAndReachAsync(contractor);
        (await contractor.AcceptAsync(number)).EnsureSuccess();
        (await contractor.StartWorkAsync(number)).EnsureSuccess();
        await _chain.ErpHearsAsync(number, 3);
        return number;
    }
}

using System.Text.Json.Nodes;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests;

/// <summary>
/// Deliveries that the hub stopped trying, and what an administrator does with them. Here a setting is missing: without a
/// GLN of the corporation no DICO can be written.
/// </summary>
public sealed class Parked_deliveries : IAsyncLifetime
{
    private Chain _chain = null!;

    public async Task InitializeAsync() => _chain = await Chain.StartAsync(null, ("Hub:Corporation:Gln", ""));

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    [Fact]
    public async Task What_no_setting_lets_be_written_is_parked_at_once_and_says_what_to_mend()
    {
        var (_, parked) = await ParkedAsync();

        Assert.Contains("GLN", parked.Note, StringComparison.Ordinal);
        Assert.Equal("OrderAwarded", parked.Event);
    }

    [Fact]
    public async Task A_parked_delivery_that_is_replayed_takes_its_lane_along_in_order()
    {
        var (number, parked) = await ParkedAsync();
        await MendAsync();

        (await _chain.Manager.PostAsync($"api/v1/manage/deliveries/{parked.Id}/replay", "", "application/json")).Expect(204);

        Assert.Equal(
            ["MaintenanceInstruction REP \"Kraan lekt\"", "MaintenanceInstruction REP \"Gewijzigde opdracht\""],
            await Chain.HearsAsync(_chain.DicoC, number, 2));
        (await _chain.Manager.PostAsync($"api/v1/manage/deliveries/{parked.Id}/replay", "", "application/json")).Expect(409);
    }

    [Fact]
    public async Task All_parked_deliveries_of_a_partner_are_replayed_at_once()
    {
        var (number, _) = await ParkedAsync();
        await MendAsync();

        var none = (await _chain.Manager.PostAsync("api/v1/manage/deliveries/replay", """{ "partner": "borgman" }""", "application/json")).Expect(200);
        var all = (await _chain.Manager.PostAsync("api/v1/manage/deliveries/replay", """{ "partner": "cement" }""", "application/json")).Expect(200);

        Assert.Equal((0, 1), (none.Json.GetProperty("replayed").GetInt32(), all.Json.GetProperty("replayed").GetInt32()));
        await Chain.HearsAsync(_chain.DicoC, number, 2);
    }

    [Fact]
    public async Task A_skipped_delivery_lets_the_lane_go_on_without_it_and_keeps_the_reason()
    {
        var (number, parked) = await ParkedAsync();
        await MendAsync();
        (await _chain.Manager.PostAsync($"api/v1/manage/deliveries/{parked.Id}/skip", "{}", "application/json")).Expect(400);

        const string Reason = """{ "reason": "Telefonisch gemeld" }""";
        (await _chain.Manager.PostAsync($"api/v1/manage/deliveries/{parked.Id}/skip", Reason, "application/json")).Expect(204);

        Assert.Contains("Gewijzigde opdracht", Assert.Single(await Chain.HearsAsync(_chain.DicoC, number, 1)), StringComparison.Ordinal);
        var skipped = (await _chain.DeliveriesAsync(number, _chain.DicoC))[0];
        Assert.Equal(("skipped", "Telefonisch gemeld"), (skipped.State, skipped.Note));
    }

    [Fact]
    public async Task What_is_parked_shows_on_the_health_page_and_in_the_list()
    {
        var (_, parked) = await ParkedAsync();

        var ready = (await _chain.Manager.GetAsync("api/health/ready")).Expect(200).Json;

        Assert.Equal("degraded", ready.GetProperty("state").GetString());
        var listed = (await _chain.Manager.GetAsync("api/v1/manage/deliveries?state=parked&partner=cement")).Expect(200).Json.GetProperty("deliveries");
        Assert.Equal(parked.Id, Assert.Single(listed.EnumerateArray()).GetProperty("id").GetString());
    }

    // An order whose award is parked, with an amendment waiting behind it.
    private async Task<(string Number, DeliverySeen Parked)> ParkedAsync()
    {
        var number = await _chain.PlaceAsync(_chain.DicoC);
        (await _chain.Erp.AmendAsync(number, new JsonObject { ["omschrijving"] = "Anders" })).EnsureSuccess();
        var lane = await _chain.DeliveriesAsync(number, _chain.DicoC, "a parked delivery and one behind it", d => d.Count == 2 && d[0].State == "parked");
        Assert.Equal("owed", lane[1].State);
        return (number, lane[0]);
    }

    private Task MendAsync()
    {
        var erp = _chain.Erp.PartnerDocument();
        erp["gln"] = Glns.Corporation;
        return _chain.Hub.Setup.PutPartnerAsync(_chain.Erp.PartnerId, erp, Patience.Token);
    }
}

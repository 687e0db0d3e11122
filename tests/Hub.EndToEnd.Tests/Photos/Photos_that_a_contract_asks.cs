using System.Text.Json.Nodes;
using Hub.Demo.Contractors;
using Hub.Demo.Erp;
using Hub.Demo.Story;
using Hub.Domain.Work;
using Hub.EndToEnd.Tests.Support;
using static Hub.EndToEnd.Tests.Support.PhotoCalls;

namespace Hub.EndToEnd.Tests.Photos;

/// <summary>A contract that asks photos: missing ones do not stop the work, they hold the money, and both sides know which.</summary>
public sealed class Photos_that_a_contract_asks : IAsyncLifetime
{
    private Chain _chain = null!;

    public async Task InitializeAsync()
    {
        _chain = await Chain.StartAsync();
        var contract = WorkedExample.Contract();
        contract["contractor"] = _chain.DicoC.PartnerId;
        contract["sampling"] = new JsonArray();
        contract["evidence"] = new JsonArray(new JsonObject { ["kind"] = "Repair", ["before"] = 1, ["after"] = 1 });
        (await _chain.Manager.PutAsync("api/v1/manage/contracts/RC-1", contract.ToJsonString())).Expect(201);
    }

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    private Caller Contractor => _chain.As(_chain.DicoC);

    private async Task<string> BegunAsync()
    {
        var draft = _chain.Draft(null) with { Kind = OrderKind.Repair, Urgency = "regulier", Agreement = AgreementMethod.LumpSum,
            Tasks = [new NewVeraTask("1", "Kraan vervangen")] };
        (await _chain.Erp.PlaceAsync(draft.ToJson())).EnsureSuccess();
        await Chain.HearsAsync(_chain.DicoC, draft.Number, 1);
        (await _chain.DicoC.AcceptAsync(draft.Number)).EnsureSuccess();
        (await _chain.DicoC.StartWorkAsync(draft.Number)).EnsureSuccess();
        return draft.Number;
    }

    [Fact]
    public async Task Done_without_its_photos_waits_and_both_sides_are_told_what_is_missing()
    {
        var number = await BegunAsync();
        (await _chain.DicoC.CompleteAsync(number, _chain.Today)).EnsureSuccess();

        Assert.Equal(["work.completed", "photos.missing"], (await _chain.TimelineAsync(number)).TakeLast(2));
        var settlement = (await _chain.OrderAsync(number)).GetProperty("settlement");
        Assert.Contains("evidence", settlement.GetProperty("holds").EnumerateArray().Select(h => h.GetString()));
        Assert.Equal((1, 1), (settlement.GetProperty("missingPhotos")[0].GetProperty("before").GetInt32(), settlement.GetProperty("missingPhotos")[0]
            .GetProperty("after").GetInt32()));
        Assert.Contains("1 foto voor en 1 foto na", await LastToContractorAsync(number, 2), StringComparison.Ordinal);
        await _chain.ErpHearsAsync(number, 5);
        Assert.Contains("PhotosMissing", _chain.Erp.Order(number).EventNames);
    }

    [Fact]
    public async Task The_last_photo_that_was_missing_lets_the_order_close()
    {
        var number = await BegunAsync();
        (await _chain.DicoC.CompleteAsync(number, _chain.Today)).EnsureSuccess();
        (await Contractor.PutPhotoAsync(number, "before", Jpeg(), "?moment=before")).Expect(201);
        Assert.Equal("technicallyComplete", await _chain.StatusAsync(number));

        (await Contractor.PutPhotoAsync(number, "after", Jpeg("grey.jpg"), "?moment=after")).Expect(201);

        Assert.Equal(["photo.added", "order.closed"], (await _chain.TimelineAsync(number)).TakeLast(2));
        Assert.Equal("closed", await _chain.StatusAsync(number));
    }

    [Fact]
    public async Task Done_with_its_photos_in_the_same_message_closes_at_once()
    {
        var number = await BegunAsync();
        (await Contractor.PutPhotoAsync(number, "before", Jpeg(), "?moment=before")).Expect(201);

        (await Contractor.PostAsync(Given.Dico, StatusWith(number, _chain.DicoC.LocationNumber, "TGE", Attachment(Jpeg("grey.jpg"))), "application/xml"))
            .Expect(202);

        Assert.Equal(["photo.added", "work.completed", "order.closed"], (await _chain.TimelineAsync(number)).TakeLast(3));
    }

    [Fact]
    public async Task A_late_photo_of_a_closed_order_is_still_taken()
    {
        var number = await BegunAsync();
        (await Contractor.PutPhotoAsync(number, "before", Jpeg(), "?moment=before")).Expect(201);
        (await Contractor.PutPhotoAsync(number, "after", Jpeg("grey.jpg"))).Expect(201);
        (await _chain.DicoC.CompleteAsync(number, _chain.Today)).EnsureSuccess();

        (await Contractor.PutPhotoAsync(number, "late", Jpeg("progressive.jpg"))).Expect(201);

        Assert.Equal("closed", await _chain.StatusAsync(number));
    }

    private async Task<string> LastToContractorAsync(string number, int messages)
    {
        await Chain.HearsAsync(_chain.DicoC, number, messages);
        return _chain.DicoC.Received[^1].Text;
    }
}

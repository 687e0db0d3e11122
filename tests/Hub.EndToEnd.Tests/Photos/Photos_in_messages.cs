using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Demo.Servers;
using Hub.EndToEnd.Tests.Support;
using static Hub.EndToEnd.Tests.Support.PhotoCalls;

namespace Hub.EndToEnd.Tests.Photos;

/// <summary>Photos that come with a DICO or a VERA message, in it or by their address, and how the other side hears of them.</summary>
public sealed class Photos_in_messages(ChainFixture fixture) : IClassFixture<ChainFixture>
{
    private readonly Chain _chain = fixture.Chain;

    private Caller Contractor => _chain.As(_chain.DicoC);

    private string Gln => _chain.DicoC.LocationNumber;

    [Fact]
    [Trait(Runtime.Trait, Runtime.LinksOfTheHub)]
    public async Task A_photo_in_a_DICO_message_is_kept_and_told_to_the_ERP_by_reference()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);

        (await Contractor.PostAsync(Given.Dico, StatusWith(number, Gln, "ACC", Attachment(Jpeg())), "application/xml")).Expect(202);

        Assert.Equal(["photo.added", "order.accepted"], (await _chain.TimelineAsync(number)).TakeLast(2));
        await _chain.ErpHearsAsync(number, 3);
        var told = Assert.Single(_chain.Erp.Order(number).Events, e => e.Name == "PhotoAdded").Body["informatieobjecten"]!.AsArray().Single()!;
        Assert.Equal("FOT", (string?)told["soort"]!["code"]);
        // The ERP follows the address that it was told, with its own key.
        var erp = _chain.As(_chain.Erp);
        var led = (await erp.GetAsync((string)told["bestandslocatie"]!)).Expect(302);
        Assert.False(HasPlanted((await _chain.Hub.With(null).GetAsync(led.Headers["Location"])).Expect(200).Body));
    }

    [Fact]
    public async Task A_message_that_is_sent_again_with_its_photo_is_taken_once()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        var message = StatusWith(number, Gln, "ACC", Attachment(Jpeg()), "T-once");
        var first = (await Contractor.PostAsync(Given.Dico, message, "application/xml")).Expect(202);

        var again = (await Contractor.PostAsync(Given.Dico, message, "application/xml")).Expect(202);
        // And the same picture with the next status, as systems do.
        (await Contractor.PostAsync(Given.Dico, StatusWith(number, Gln, "UIT", Attachment(Jpeg())), "application/xml")).Expect(202);

        Assert.Equal(first.Receipt, again.Receipt);
        Assert.Single((await _chain.Manager.PhotosAsync(number)).GetProperty("photos").EnumerateArray());
    }

    [Fact]
    public async Task A_message_with_a_broken_picture_is_refused_at_its_place_and_changes_nothing()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        var before = await _chain.TimelineAsync(number);

        var refused = (await Contractor.PostAsync(Given.Dico, StatusWith(number, Gln, "ACC", Attachment(Jpeg()[..^30])), "application/xml",
            ("Accept", "application/json"))).Expect(422);

        Assert.Equal("urn:ketenhub:problem:picture-broken", refused.Json.GetProperty("type").GetString());
        Assert.Contains("Attachment", refused.Json.GetProperty("errors")[0].GetProperty("pointer").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, await _chain.TimelineAsync(number));
    }

    [Fact]
    public async Task What_is_archived_of_a_message_has_no_picture_in_it()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        var taken = (await Contractor.PostAsync(Given.Dico, StatusWith(number, Gln, "ACC", Attachment(Jpeg())), "application/xml")).Expect(202);

        var kept = (await _chain.Manager.GetAsync($"api/v1/manage/messages/{taken.Receipt}/body")).Expect(200);

        Assert.Contains("<AttachedData></AttachedData>", kept.Text, StringComparison.Ordinal);
        Assert.Contains(number, kept.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_DICO_message_may_be_large_for_the_pictures_in_it_and_only_for_these()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        // Two megabytes of white space within the base64 are part of the picture; beside it they are too much.
        var spacious = StatusWith(number, Gln, "ACC", Attachment(Jpeg())
            .Replace("<AttachedData>", "<AttachedData>" + new string('\n', 2 * 1024 * 1024), StringComparison.Ordinal));
        var talkative = StatusWith(number, Gln, "ACC", "<FreeText>" + new string('x', 2 * 1024 * 1024) + "</FreeText>");

        (await Contractor.PostAsync(Given.Dico, spacious, "application/xml")).Expect(202);
        (await Contractor.PostAsync(Given.Dico, talkative, "application/xml")).Expect(413);
    }

    [Fact]
    public async Task A_photo_at_an_address_is_fetched_and_then_told()
    {
        await using var camera = await StandInCamera.StartAsync(Jpeg());
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        (await Contractor.PostAsync(Given.Dico, StatusWith(number, Gln, "ACC", Attachment(url: $"{camera.Url}photo.jpg?secret=geheim", moment: "voor")),
            "application/xml")).Expect(202);
        Assert.Single((await _chain.Manager.PhotosAsync(number)).GetProperty("awaited").EnumerateArray());

        await _chain.Hub.RunTimerAsync("FetchPhotos");

        var photos = await _chain.Manager.PhotosAsync(number);
        var photo = Assert.Single(photos.GetProperty("photos").EnumerateArray());
        Assert.Equal(("before", "contractor"), (photo.GetProperty("moment").GetString(), photo.GetProperty("addedBy").GetProperty("role").GetString()));
        Assert.False(photos.TryGetProperty("awaited", out _));
        Assert.DoesNotContain("geheim", (await _chain.TimelineDocumentAsync(number)).GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(_chain.Hub.LogLines, l => l.Contains("geheim", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_waits_for_a_photo_sees_why_it_has_not_come()
    {
        await using var camera = await StandInCamera.StartAsync(Jpeg());
        await camera.SetBehaviourAsync(new Behaviour.Status(404));
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        (await Contractor.PostAsync(Given.Dico, StatusWith(number, Gln, "ACC", Attachment(url: $"{camera.Url}photo.jpg?secret=geheim")), "application/xml"))
            .Expect(202);

        await _chain.Hub.RunTimerAsync("FetchPhotos");

        foreach (var caller in new[] { _chain.Manager, Contractor })
        {
            var awaited = Assert.Single((await caller.PhotosAsync(number)).GetProperty("awaited").EnumerateArray());
            Assert.Equal("The photo's address answered with HTTP 404.", awaited.GetProperty("note").GetString());
            Assert.InRange(awaited.GetProperty("failures").GetInt32(), 1, 2);
            Assert.True(awaited.GetProperty("nextAttemptAt").GetDateTimeOffset() > awaited.GetProperty("since").GetDateTimeOffset());
        }
    }

    [Fact]
    public async Task A_corrected_address_is_asked_instead_of_the_first()
    {
        await using var wrong = await StandInCamera.StartAsync(Jpeg());
        await using var right = await StandInCamera.StartAsync(Jpeg());
        await wrong.SetBehaviourAsync(new Behaviour.Status(404));
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        var erp = _chain.As(_chain.Erp);
        foreach (var camera in new[] { wrong, right })
        {
            var document = new JsonObject { ["idExtern"] = "DOC-9", ["soort"] = new JsonObject { ["code"] = "FOT" }, ["titel"] = "schade",
                ["bestandslocatie"] = $"{camera.Url}photo.jpg" };
            var patch = new JsonObject { ["informatieobjecten"] = new JsonArray(document) };
            (await erp.SendAsync(HttpMethod.Patch, $"{Given.Vera}/{number}", Encoding.UTF8.GetBytes(patch.ToJsonString()), "application/json")).Expect(200);
            await _chain.Hub.RunTimerAsync("FetchPhotos");
        }

        Assert.Equal("damage", (await _chain.Manager.PhotoAsync(number, "vera-DOC-9")).GetProperty("moment").GetString());
        Assert.Single(wrong.Received);
    }

    [Fact]
    public async Task What_is_at_the_address_and_no_picture_is_told_to_who_named_it()
    {
        await using var camera = await StandInCamera.StartAsync("<html>log in first</html>"u8.ToArray());
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        var heard = _chain.DicoC.ReceivedFor(number).Count;
        (await Contractor.PostAsync(Given.Dico, StatusWith(number, Gln, "ACC", Attachment(url: $"{camera.Url}photo.jpg")), "application/xml")).Expect(202);

        await _chain.Hub.RunTimerAsync("FetchPhotos");

        Assert.Equal("photo.rejected", (await _chain.TimelineAsync(number))[^1]);
        var rejected = Assert.Single((await Contractor.PhotosAsync(number)).GetProperty("rejected").EnumerateArray());
        Assert.Equal(("picture-format", "contractor"),
            (rejected.GetProperty("code").GetString(), rejected.GetProperty("announcedBy").GetProperty("role").GetString()));
        Assert.Contains("VIN", (await Chain.HearsAsync(_chain.DicoC, number, heard + 1))[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("PhotoRejected", (await _chain.ErpHearsAsync(number, 2)).Select(e => e.Split(' ')[0]));
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.LinksOfTheHub)]
    public async Task A_photo_of_the_ERP_reaches_the_contractor_by_reference_in_its_own_language()
    {
        var draft = _chain.Draft(_chain.DicoC).ToJson();
        draft["informatieobjecten"] = new JsonArray(new JsonObject
        {
            ["idExtern"] = "DOC-1", ["soort"] = new JsonObject { ["code"] = "FOT" }, ["titel"] = "Schade", ["bestand"] = Convert.ToBase64String(Jpeg()),
        });
        (await _chain.Erp.PlaceAsync(draft)).EnsureSuccess();
        var number = (string)draft["idExtern"]!;
        // The award, and the order anew with what came in after it.
        await Chain.HearsAsync(_chain.DicoC, number, 2);

        var instruction = _chain.DicoC.Find(number)!.Instruction;
        var url = instruction.Descendants().Single(e => e.Name.LocalName == "URL").Value;
        var led = (await Contractor.GetAsync(url)).Expect(302);
        Assert.False(HasPlanted((await _chain.Hub.With(null).GetAsync(led.Headers["Location"])).Expect(200).Body));
        (await _chain.As(_chain.DicoA).GetAsync(url)).Expect(404);
        Assert.Equal("damage", (await Contractor.PhotoAsync(number, "vera-DOC-1")).GetProperty("moment").GetString());
    }

    [Fact]
    public async Task An_order_that_the_ERP_gets_and_sends_back_has_no_more_photos_than_before()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(201);
        var erp = _chain.As(_chain.Erp);
        var whole = (await erp.GetAsync($"{Given.Vera}/{number}")).Expect(200);
        Assert.Single(whole.Json.GetProperty("informatieobjecten").EnumerateArray());
        var before = await _chain.TimelineAsync(number);

        (await erp.PutAsync($"{Given.Vera}/{number}", whole.Text)).Expect(200);

        Assert.Equal(before, await _chain.TimelineAsync(number));
    }

    [Fact]
    public async Task A_webhook_contractor_hears_of_the_ERPs_photo_with_its_dataref()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.Webhook);
        (await _chain.As(_chain.Erp).PutPhotoAsync(number, "erp-1", Jpeg(), "?moment=damage")).Expect(201);
        await Chain.HearsAsync(_chain.Webhook, number, 2);

        var order = await _chain.OrderAsync(number);
        Assert.Equal("erp-1", order.GetProperty("photos")[0].GetProperty("id").GetString());
        var heard = _chain.Webhook.Received.Last(r => r.Text.Contains("photo.added", StringComparison.Ordinal));
        Assert.EndsWith($"/photos/erp-1", JsonElement.Parse(heard.Text).GetProperty("dataref").GetString(), StringComparison.Ordinal);
    }
}

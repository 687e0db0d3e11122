using System.Security.Cryptography;
using Hub.EndToEnd.Tests.Support;
using static Hub.EndToEnd.Tests.Support.PhotoCalls;

namespace Hub.EndToEnd.Tests.Photos;

/// <summary>A photo that must go leaves what proves that it was there, and nothing of what was to be seen.</summary>
public sealed class Deleting_photos(ChainFixture fixture) : IClassFixture<ChainFixture>
{
    private const string Decision = """{ "reason": "Iemand herkenbaar in beeld", "decidedBy": "functionaris gegevensbescherming" }""";

    private readonly Chain _chain = fixture.Chain;

    private Caller Contractor => _chain.As(_chain.DicoC);

    private Caller Erp => _chain.As(_chain.Erp);

    private async Task<string> OrderWithPhotoAsync()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(201);
        return number;
    }

    private static Task<Reply> DeleteAsync(Caller caller, string number, string body = Decision) =>
        caller.PostAsync($"api/v1/orders/{number}/photos/p-1/deletion", body, "application/json");

    [Fact]
    public async Task Its_hashes_the_reason_and_who_decided_stay()
    {
        var number = await OrderWithPhotoAsync();
        var before = await Erp.PhotoAsync(number, "p-1");
        (await Erp.LookAsync(number, "p-1", "?size=thumb")).Expect(200);

        (await DeleteAsync(Erp, number)).Expect(200);

        var after = await Contractor.PhotoAsync(number, "p-1");
        Assert.Equal((before.GetProperty("sha256").GetString(), before.GetProperty("originalSha256").GetString()),
            (after.GetProperty("sha256").GetString(), after.GetProperty("originalSha256").GetString()));
        var deleted = after.GetProperty("deleted");
        Assert.Equal(("privacy", "Iemand herkenbaar in beeld", "functionaris gegevensbescherming"),
            (deleted.GetProperty("cause").GetString(), deleted.GetProperty("reason").GetString(), deleted.GetProperty("decidedBy").GetString()));
        Assert.False(after.TryGetProperty("link", out _));
    }

    [Fact]
    public async Task The_picture_is_gone_from_every_address_and_from_the_disk()
    {
        var number = await OrderWithPhotoAsync();
        var photo = await Erp.PhotoAsync(number, "p-1");
        (await _chain.Hub.With(null).GetAsync(photo.GetProperty("thumbnailLink").GetString()!)).Expect(200);

        (await DeleteAsync(_chain.Manager, number)).Expect(200);

        (await Erp.GetAsync($"api/v1/orders/{number}/photos/p-1")).Expect(410);
        (await _chain.Hub.With(null).GetAsync(photo.GetProperty("link").GetString()!)).Expect(404);
        (await _chain.Hub.With(null).GetAsync(photo.GetProperty("thumbnailLink").GetString()!)).Expect(404);
        Assert.Equal("deleted", (await Erp.GetAsync($"api/v1/orders/{number}/photos/p-1/verify")).Expect(200).Json.GetProperty("state").GetString());
        var sha256 = photo.GetProperty("sha256").GetString()!;
        var id = (await _chain.OrderAsync(number)).GetProperty("id").GetGuid();
        Assert.Empty(Directory.EnumerateFiles(_chain.Hub.DataDirectory, $"{sha256}-{id:N}*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Saying_so_twice_is_fine_and_the_photo_does_not_come_back()
    {
        var number = await OrderWithPhotoAsync();
        var first = (await DeleteAsync(Erp, number)).Expect(200);

        Assert.Equal(first.Text, (await DeleteAsync(Erp, number)).Expect(200).Text);
        (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(409);
        (await Contractor.PutPhotoAsync(number, "p-2", Jpeg())).Expect(409);
        (await Erp.GetAsync($"api/v1/orders/{number}/photos/p-1")).Expect(410);
    }

    [Fact]
    public async Task A_contractor_does_not_delete_proof()
    {
        var number = await OrderWithPhotoAsync();

        (await DeleteAsync(Contractor, number)).Expect(403);
    }

    [Fact]
    public async Task A_deletion_says_why_and_who_decided()
    {
        var number = await OrderWithPhotoAsync();

        var refused = (await DeleteAsync(Erp, number, """{ "reason": "" }""")).Expect(400).Json;

        Assert.Equal(["/reason", "/decidedBy"], refused.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()!));
        (await Erp.GetAsync($"api/v1/orders/{number}/photos/p-1")).Expect(302);
    }

    [Fact]
    public async Task Another_orders_photo_with_the_same_picture_stays()
    {
        var (number, other) = (await OrderWithPhotoAsync(), await OrderWithPhotoAsync());

        (await DeleteAsync(Erp, number)).Expect(200);

        var shown = (await Erp.LookAsync(other, "p-1")).Expect(200);
        Assert.Equal((await Erp.PhotoAsync(other, "p-1")).GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(shown.Body)));
    }

    [Fact]
    public async Task The_sweep_leaves_alone_what_is_not_due()
    {
        var number = await OrderWithPhotoAsync();

        await _chain.Hub.RunTimerAsync("ForgetPhotos");

        (await Erp.LookAsync(number, "p-1")).Expect(200);
    }
}

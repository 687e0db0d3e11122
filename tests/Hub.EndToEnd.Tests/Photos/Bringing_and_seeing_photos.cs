using System.Security.Cryptography;
using Hub.EndToEnd.Tests.Support;
using Hub.Testing.Pictures;
using static Hub.EndToEnd.Tests.Support.PhotoCalls;

namespace Hub.EndToEnd.Tests.Photos;

/// <summary>A photo on its way: brought by one side, cleaned, kept, and shown to both and to nobody else.</summary>
[Trait(Runtime.Trait, Runtime.Both)]
public sealed class Bringing_and_seeing_photos(ChainFixture fixture) : IClassFixture<ChainFixture>
{
    private readonly Chain _chain = fixture.Chain;

    private Caller Contractor => _chain.As(_chain.DicoC);

    private async Task<string> OrderAsync() => await _chain.PlaceAndReachAsync(_chain.DicoC);

    [Fact]
    public async Task A_photo_comes_in_with_both_its_hashes()
    {
        var number = await OrderAsync();
        var jpeg = Jpeg();

        var photo = (await Contractor.PutPhotoAsync(number, "p-1", jpeg, "?moment=after&line=1&remark=Kraan%20geplaatst")).Expect(201).Json;

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(jpeg)), photo.GetProperty("originalSha256").GetString());
        Assert.Equal(("after", "1", "Kraan geplaatst", "image/jpeg"), (photo.GetProperty("moment").GetString(), photo.GetProperty("lineNumber").GetString(),
            photo.GetProperty("remark").GetString(), photo.GetProperty("mediaType").GetString()));
        Assert.Equal("2026-07-14T07:30:00+00:00", photo.GetProperty("takenAt").GetString());
        Assert.Equal("contractor", photo.GetProperty("addedBy").GetProperty("role").GetString());
        Assert.Equal("photo.added", (await _chain.TimelineAsync(number))[^1]);
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.LinksOfTheHub)]
    public async Task What_is_shown_has_the_hash_that_was_told_and_no_metadata()
    {
        var number = await OrderAsync();
        var told = (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(201).Json;

        var shown = (await _chain.As(_chain.Erp).LookAsync(number, "p-1")).Expect(200);

        Assert.Equal("image/jpeg", shown.ContentType);
        Assert.Equal(told.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(shown.Body)));
        Assert.False(HasPlanted(shown.Body));
    }

    [Fact]
    public async Task A_photo_says_what_of_its_look_could_not_be_kept()
    {
        var number = await OrderAsync();
        var picture = new JpegBuilder().Exif(new ExifBuilder { Orientation = 9 }.Build()).Profile(Metadata.Profile[..300]).Build();

        Assert.False((await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(201).Json.TryGetProperty("note", out _));
        var note = (await Contractor.PutPhotoAsync(number, "p-2", picture)).Expect(201).Json.GetProperty("note").GetString();

        Assert.StartsWith("Its colour profile was removed", note, StringComparison.Ordinal);
        Assert.Contains("The orientation that it states cannot be read", note, StringComparison.Ordinal);
        var listed = (await _chain.Manager.PhotosAsync(number)).GetProperty("photos").EnumerateArray().Last();
        Assert.Equal(note, listed.GetProperty("note").GetString());
    }

    [Fact]
    public async Task The_film_of_a_motion_photo_is_left_out()
    {
        var number = await OrderAsync();
        var motion = new JpegBuilder().Behind([.. HeicBuilder.Box("ftyp", [.. "mp42\0\0\0\0mp42"u8]), .. HeicBuilder.Box("mdat", new byte[5_000])]).Build();

        var photo = (await Contractor.PutPhotoAsync(number, "p-1", motion)).Expect(201).Json;

        Assert.Equal(new JpegBuilder().Build().Length, photo.GetProperty("size").GetInt32());
    }

    [Fact]
    public async Task The_same_photo_again_gets_the_same_answer_and_is_there_once()
    {
        var number = await OrderAsync();
        var first = (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(201);
        var second = (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(201);

        Assert.Equal((first.Text, first.Headers["Location"]), (second.Text, second.Headers["Location"]));
        Assert.Single((await _chain.Manager.PhotosAsync(number)).GetProperty("photos").EnumerateArray());
    }

    [Fact]
    public async Task Another_picture_under_the_same_id_is_refused()
    {
        var number = await OrderAsync();
        (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(201);

        var refused = (await Contractor.PutPhotoAsync(number, "p-1", Jpeg("grey.jpg"))).Expect(409);

        Assert.Equal("urn:ketenhub:problem:photo-exists", refused.Json.GetProperty("type").GetString());
        var message = (await _chain.Manager.GetAsync($"api/v1/manage/messages/{refused.Receipt}")).Expect(200).Json;
        Assert.Equal(("refused", "urn:ketenhub:photo:p-1"), (message.GetProperty("outcome").GetString(), message.GetProperty("messageId").GetString()));
    }

    [Fact]
    public async Task A_misspelt_line_does_not_pass_for_none()
    {
        var number = await OrderAsync();
        var refused = (await Contractor.SendAsync(HttpMethod.Put, $"api/v1/orders/{number}/photos/p-1?moment=after&lin=1", Jpeg(), "image/jpeg")).Expect(400);
        Assert.Equal("?lin", Assert.Single(refused.Json.GetProperty("errors").EnumerateArray()).GetProperty("pointer").GetString());
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.LinksOfTheHub)]
    public async Task Two_uploads_of_one_id_at_once_are_one_photo()
    {
        var number = await OrderAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Contractor.PutPhotoAsync(number, "p-1", i % 2 == 0 ? Jpeg() : Jpeg("grey.jpg"))));

        Assert.Equal([201, 409], replies.Select(r => r.Status).Distinct().Order());
        Assert.Single(replies.Where(r => r.Status == 201).Select(r => r.Text).Distinct());
        var photo = await _chain.Manager.PhotoAsync(number, "p-1");
        var shown = (await Contractor.LookAsync(number, "p-1")).Expect(200);
        Assert.Equal(photo.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(shown.Body)));
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.LinksOfTheHub)]
    public async Task Parts_of_a_picture_can_be_asked_for()
    {
        var number = await OrderAsync();
        (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(201);
        var whole = await Contractor.LookAsync(number, "p-1");

        var part = (await Contractor.LookAsync(number, "p-1", "", ("Range", "bytes=10-19"))).Expect(206);
        var end = (await Contractor.LookAsync(number, "p-1", "", ("Range", "bytes=-5"))).Expect(206);
        var none = (await Contractor.LookAsync(number, "p-1", "", ("Range", "bytes=999999-"))).Expect(416);

        Assert.Equal(whole.Body[10..20], part.Body);
        Assert.Equal(whole.Body[^5..], end.Body);
        Assert.Empty(none.Body);
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.LinksOfTheHub)]
    public async Task A_picture_that_the_reader_has_is_not_sent_again()
    {
        var number = await OrderAsync();
        (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(201);
        var tag = (await Contractor.LookAsync(number, "p-1")).Headers["ETag"];

        var again = await Contractor.LookAsync(number, "p-1", "", ("If-None-Match", tag));

        Assert.Equal((304, 0), (again.Status, again.Body.Length));
    }

    [Fact]
    public async Task A_thumbnail_is_a_small_picture_without_metadata()
    {
        var number = await OrderAsync();
        (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(201);

        var small = (await Contractor.LookAsync(number, "p-1", "?size=thumb")).Expect(200);
        var again = await Contractor.LookAsync(number, "p-1", "?size=thumb");

        Assert.Equal("image/jpeg", small.ContentType);
        Assert.Equal(small.Body, again.Body);
        Assert.False(HasPlanted(small.Body));
        Assert.Equal((byte)0xD8, small.Body[1]);
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.LinksOfTheHub)]
    public async Task Links_in_the_list_give_pictures_without_a_key()
    {
        var number = await OrderAsync();
        (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(201);

        var photo = await Contractor.PhotoAsync(number, "p-1");

        var nobody = _chain.Hub.With(null);
        Assert.Equal(photo.GetProperty("size").GetInt64(), (await nobody.GetAsync(photo.GetProperty("link").GetString()!)).Expect(200).Body.Length);
        (await nobody.GetAsync(photo.GetProperty("thumbnailLink").GetString()!)).Expect(200);
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.LinksOfTheHub)]
    public async Task A_link_that_was_changed_gives_nothing()
    {
        var number = await OrderAsync();
        (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(201);
        var link = (await Contractor.PhotoAsync(number, "p-1")).GetProperty("link").GetString()!;
        var until = link.Split("until=")[1].Split('&')[0];

        (await _chain.Hub.With(null).GetAsync(link.Replace($"until={until}", $"until={until}0", StringComparison.Ordinal))).Expect(403);
        (await _chain.Hub.With(null).GetAsync(link.Split("&signature")[0])).Expect(403);
        (await _chain.Hub.With(null).GetAsync(link.Replace("?until", "?size=thumb&until", StringComparison.Ordinal))).Expect(403);
    }

    [Fact]
    public async Task Another_contractor_neither_sees_nor_adds_photos()
    {
        var number = await OrderAsync();
        (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(201);
        var other = _chain.As(_chain.DicoA);

        (await other.GetAsync($"api/v1/orders/{number}/photos")).Expect(404);
        (await other.GetAsync($"api/v1/orders/{number}/photos/p-1")).Expect(404);
        (await other.GetAsync($"api/v1/orders/{number}/photos/p-1/verify")).Expect(404);
        (await other.PutPhotoAsync(number, "p-2", Jpeg())).Expect(404);
        (await other.PostAsync($"api/v1/orders/{number}/photos/p-1/deletion", """{ "reason": "x", "decidedBy": "y" }""", "application/json")).Expect(404);
        (await _chain.Hub.With(null).GetAsync($"api/v1/orders/{number}/photos/p-1")).Expect(401);
        (await _chain.Hub.With(null).PutPhotoAsync(number, "p-2", Jpeg())).Expect(401);
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_with_the_reason_and_nothing_is_kept()
    {
        var number = await OrderAsync();

        var text = (await Contractor.PutPhotoAsync(number, "p-1", "not a picture at all"u8.ToArray())).Expect(422).Json;
        var broken = (await Contractor.PutPhotoAsync(number, "p-2", Jpeg()[..^40])).Expect(422).Json;
        var empty = (await Contractor.PutPhotoAsync(number, "p-3", [])).Expect(422).Json;

        Assert.Equal("urn:ketenhub:problem:picture-format", text.GetProperty("type").GetString());
        Assert.Equal("urn:ketenhub:problem:picture-broken", broken.GetProperty("type").GetString());
        Assert.Equal("urn:ketenhub:problem:picture-format", empty.GetProperty("type").GetString());
        Assert.Empty((await _chain.Manager.PhotosAsync(number)).GetProperty("photos").EnumerateArray());
    }

    [Fact]
    public async Task Whatever_is_wrong_with_the_request_is_named_at_its_place()
    {
        var number = await OrderAsync();

        Assert.Equal(["?moment"], Places((await Contractor.PutPhotoAsync(number, "p-1", Jpeg(), "")).Expect(400)));
        Assert.Equal(["?moment"], Places((await Contractor.PutPhotoAsync(number, "p-1", Jpeg(), "?moment=during")).Expect(400)));
        Assert.Equal("urn:ketenhub:problem:photo-id", (await Contractor.PutPhotoAsync(number, "a%20b", Jpeg()))
            .Expect(422).Json.GetProperty("type").GetString());
        (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(201);
        Assert.Equal(["?size"], Places((await Contractor.GetAsync($"api/v1/orders/{number}/photos/p-1?size=huge")).Expect(400)));
        (await Contractor.PutPhotoAsync(number, "p-2", Jpeg(), "?moment=after&line=99")).Expect(422);

        static IEnumerable<string> Places(Reply reply) => reply.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()!);
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.LinksOfTheHub)]
    public async Task A_photo_of_just_twenty_mebibytes_comes_in_and_is_shown_whole()
    {
        var number = await OrderAsync();
        var png = PngOf(20 * 1024 * 1024);

        var told = (await Contractor.SendAsync(HttpMethod.Put, $"api/v1/orders/{number}/photos/p-1?moment=after", png, "image/png")).Expect(201).Json;

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(png)), told.GetProperty("originalSha256").GetString());
        var shown = (await Contractor.LookAsync(number, "p-1")).Expect(200);
        Assert.Equal(told.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(shown.Body)));
        Assert.InRange(shown.Body.Length, 19 * 1024 * 1024, png.Length);
    }

    [Fact]
    public async Task A_photo_of_more_than_twenty_mebibytes_is_refused()
    {
        var number = await OrderAsync();

        (await Contractor.PutPhotoAsync(number, "p-1", new byte[(20 * 1024 * 1024) + 1])).Expect(413);
    }

    [Theory]
    [InlineData("jpeg", "image/jpeg")]
    [InlineData("png", "image/png")]
    [InlineData("webp", "image/webp")]
    [InlineData("heic", "image/heic")]
    [Trait(Runtime.Trait, Runtime.LinksOfTheHub)]
    public async Task Every_format_comes_in_and_is_shown_small_too(string format, string mediaType)
    {
        var number = await OrderAsync();
        (await Contractor.PutPhotoAsync(number, "p-1", Testing.Pictures.PictureSeeds.Of(format)[0])).Expect(201);

        Assert.Equal(mediaType, (await Contractor.LookAsync(number, "p-1")).Expect(200).ContentType);
        Assert.Equal("image/jpeg", (await Contractor.LookAsync(number, "p-1", "?size=thumb")).Expect(200).ContentType);
    }

    [Fact]
    public async Task The_proof_can_be_checked()
    {
        var number = await OrderAsync();
        (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(201);

        var proof = (await _chain.As(_chain.Erp).GetAsync($"api/v1/orders/{number}/photos/p-1/verify")).Expect(200).Json;

        Assert.Equal("intact", proof.GetProperty("state").GetString());
        Assert.Equal(proof.GetProperty("sha256").GetString(), proof.GetProperty("foundSha256").GetString());
    }

    // Noise, which does not become smaller by compression, and a comment that makes up the rest.
    private static byte[] PngOf(int bytes)
    {
        const int side = 2630, row = 1 + (3 * side), aroundChunk = 12;
        var rows = new byte[row * side];
        new Random(1).NextBytes(rows);
        for (var at = 0; at < rows.Length; at += row) rows[at] = 0;
        var photo = new PngBuilder { Width = side, Height = side, Parts = 1 }.Pixels(PngBuilder.Compressed(rows));
        return photo.Behind("tEXt", new byte[bytes - photo.Build().Length - aroundChunk]).Build();
    }
}

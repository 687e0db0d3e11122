using Hub.EndToEnd.Tests.Photos;
using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests.OpenApi;

/// <summary>What a running hub answers about photos is what the document says: headers too, for a redirect and a part of a picture are little else.</summary>
public sealed class Photo_answers(DescribedHub hub) : IClassFixture<DescribedHub>
{
    private const string Order = "/api/v1/orders/OO-2026-00123";
    private const string List = "/api/v1/orders/{orderId}/photos";
    private const string One = List + "/{photoId}";
    private const string Verify = One + "/verify";
    private const string Deletion = One + "/deletion";
    private const string Evidence = "/api/v1/evidence/{orderId}/{sha256}";
    private const string Why = """{ "reason": "Iemand in beeld", "decidedBy": "functionaris" }""";

    // Who asks, method, path as described, path as asked, status, and a body.
    public static TheoryData<string, string, string, string, int, string?> Calls { get; } = new()
    {
        { "manager", "get", List, Order + "/photos", 200, null },
        { "contractor", "get", List, Order + "/photos", 200, null },
        { "nobody", "get", List, Order + "/photos", 401, null },
        { "erp", "get", List, "/api/v1/orders/none/photos", 404, null },
        { "erp", "get", One, Order + "/photos/p-1", 302, null },
        { "erp", "get", One, Order + "/photos/p-1?size=thumb", 302, null },
        { "erp", "get", One, Order + "/photos/p-1?size=huge", 400, null },
        { "erp", "get", One, Order + "/photos/none", 404, null },
        { "erp", "get", One, Order + "/photos/p-2", 410, null },
        { "contractor", "get", Verify, Order + "/photos/p-1/verify", 200, null },
        { "contractor", "get", Verify, Order + "/photos/p-2/verify", 200, null },
        { "contractor", "get", Verify, Order + "/photos/none/verify", 404, null },
        { "manager", "post", Deletion, Order + "/photos/p-2/deletion", 200, Why },
        { "manager", "post", Deletion, Order + "/photos/p-2/deletion", 400, "{}" },
        { "manager", "post", Deletion, Order + "/photos/p-2/deletion", 400, """{ "reason": "x", "decidedBy": "y", "name": "z" }""" },
        { "manager", "post", Deletion, Order + "/photos/none/deletion", 404, Why },
        { "contractor", "post", Deletion, Order + "/photos/p-1/deletion", 403, Why },
        { "nobody", "post", Deletion, Order + "/photos/p-1/deletion", 401, Why },
    };

    // Id and query, the picture, and the status.
    public static TheoryData<string, string, int> Uploads { get; } = new()
    {
        { "p-1?moment=after", "baseline.jpg", 201 },
        { "p-3?moment=Damage&line=1&remark=Lekt", "grey.jpg", 201 },
        { "p-4", "baseline.jpg", 400 },
        { "a%20b?moment=after", "baseline.jpg", 422 },
        { "p-1?moment=before", "baseline.jpg", 409 },
        { "p-5?moment=after", "progressive.jpg", 409 },
        { "p-6?moment=after&line=99", "baseline.jpg", 422 },
        { "p-7?moment=after", "", 422 },
    };

    // Which link of the list, what is added to it, a header, and the status.
    public static TheoryData<string, string, string?, int> Looks { get; } = new()
    {
        { "link", "", null, 200 },
        { "thumbnailLink", "", null, 200 },
        { "link", "", "Range: bytes=0-9", 206 },
        { "link", "", "Range: bytes=99999999-", 416 },
        { "link", "", "If-None-Match: *", 304 },
        { "link", "", "If-Match: \"another\"", 412 },
        { "link", "0", null, 403 },
        { "link", "&size=huge", null, 400 },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task An_answer_is_as_described(string who, string method, string described, string path, int status, string? body)
    {
        var reply = (await hub.AskAsync(who, method, path, body, body is null ? null : "application/json")).Expect(status);

        AsDescribed.Check(reply, method, described, withHeaders: true);
    }

    [Theory]
    [MemberData(nameof(Uploads))]
    public async Task An_answer_to_a_picture_is_as_described(string photo, string picture, int status)
    {
        var bytes = picture.Length > 0 ? PhotoCalls.Jpeg(picture) : "no picture"u8.ToArray();

        var reply = (await hub.SendAsync("contractor", "put", $"{Order}/photos/{photo}", bytes, "application/octet-stream")).Expect(status);

        AsDescribed.Check(reply, "put", One, withHeaders: true);
    }

    [Fact]
    public async Task A_picture_in_a_content_encoding_or_of_too_many_bytes_is_answered_as_described()
    {
        var encoded = await hub.SendAsync("contractor", "put", Order + "/photos/p-8?moment=after", PhotoCalls.Jpeg(), "image/jpeg",
            ("Content-Encoding", "gzip"));
        var large = await hub.SendAsync("contractor", "put", Order + "/photos/p-9?moment=after", new byte[(20 * 1024 * 1024) + 1], "image/jpeg");

        AsDescribed.Check(encoded.Expect(415), "put", One);
        AsDescribed.Check(large.Expect(413), "put", One);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    [Trait(Runtime.Trait, Runtime.LinksOfTheHub)]
    public async Task An_answer_to_a_link_is_as_described(string link, string more, string? header, int status)
    {
        var photos = (await hub.AskAsync("erp", "get", Order + "/photos", null, null)).Expect(200).Json.GetProperty("photos");
        var address = photos.EnumerateArray().First(p => p.GetProperty("id").GetString() == "p-1").GetProperty(link).GetString();
        (string, string)[] headers = header?.Split(": ") is [var name, var value] ? [(name, value)] : [];

        var reply = (await hub.SendAsync("nobody", "get", address + more, null, null, headers)).Expect(status);

        AsDescribed.Check(reply, "get", Evidence, withHeaders: true);
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.LinksOfTheHub)]
    public async Task A_link_to_a_picture_that_was_deleted_is_answered_as_described()
    {
        var reply = await hub.AskAsync("nobody", "get", hub.LinkToDeleted, null, null);

        AsDescribed.Check(reply.Expect(404), "get", Evidence);
    }

    [Fact]
    public async Task The_list_has_photos_of_every_sort_that_is_described()
    {
        var list = (await hub.AskAsync("manager", "get", Order + "/photos", null, null)).Expect(200).Json;

        Assert.Contains(list.GetProperty("photos").EnumerateArray(), p => p.TryGetProperty("link", out _));
        Assert.Contains(list.GetProperty("photos").EnumerateArray(), p => p.TryGetProperty("deleted", out _));
        Assert.Contains(list.GetProperty("photos").EnumerateArray(), p => p.GetProperty("id").GetString() == "vera-DOC-4711");
        Assert.Single(list.GetProperty("awaited").EnumerateArray(), p => p.GetProperty("id").GetString() == "vera-DOC-4712");
    }

    [Fact]
    public void Every_answer_that_is_described_is_had_from_a_running_hub()
    {
        // Partners' shares, a disabled partner and a broken store are described and tested in one place each, for all routes.
        string[] everywhere = ["401", "403", "429", "503"];
        var had = Calls.Select(c => $"{c[1]} {c[2]} {c[4]}")
            .Concat(Uploads.Select(c => $"put {One} {c[2]}")).Concat([$"put {One} 415", $"put {One} 413", $"put {One} 404"])
            .Concat(Looks.Select(c => $"get {Evidence} {c[3]}")).Append($"get {Evidence} 404").ToHashSet();
        var described = from operation in Description.Operations
                        where operation.Operation.GetProperty("tags")[0].GetString() == "Photos"
                        from answer in operation.Operation.GetProperty("responses").EnumerateObject()
                        where !everywhere.Contains(answer.Name) && !(answer.Name == "413" && operation.Method == "post")
                        select $"{operation.Method} {operation.Path} {answer.Name}";

        Assert.Equal([], described.Except(had));
    }

    [Fact]
    public async Task A_photo_for_an_order_that_is_not_there_is_answered_as_described()
    {
        var reply = await hub.SendAsync("contractor", "put", "/api/v1/orders/none/photos/p-1?moment=after", PhotoCalls.Jpeg(), "image/jpeg");

        AsDescribed.Check(reply.Expect(404), "put", One);
    }
}

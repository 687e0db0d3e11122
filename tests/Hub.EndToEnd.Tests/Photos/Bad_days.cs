using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Hub.EndToEnd.Tests.Support;
using Hub.Functions.Http;
using static Hub.EndToEnd.Tests.Support.PhotoCalls;
using Caller = Hub.EndToEnd.Tests.Support.Caller;

namespace Hub.EndToEnd.Tests.Photos;

/// <summary>What goes wrong while a photo comes in leaves nothing half there, and the next one is taken.</summary>
public sealed class Bad_days : IAsyncLifetime
{
    private Chain _chain = null!;

    public async Task InitializeAsync() => _chain = await Chain.StartAsync();

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    private Caller Contractor => _chain.As(_chain.DicoC);

    private string Evidence => Path.Combine(_chain.Hub.DataDirectory, "evidence");

    private IEnumerable<string> Parts => Directory.EnumerateFiles(_chain.Hub.DataDirectory, "*", SearchOption.AllDirectories)
        .Where(f => f.EndsWith(".draft", StringComparison.Ordinal) || f.EndsWith(".part", StringComparison.Ordinal));

    [Fact]
    public async Task A_sender_that_breaks_off_leaves_nothing()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        var jpeg = Jpeg();
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(_chain.Hub.Address.Host, _chain.Hub.Address.Port);
            var head = string.Create(CultureInfo.InvariantCulture,
                $"PUT /api/v1/orders/{number}/photos/p-1?moment=after HTTP/1.1\r\nHost: hub\r\n"
                + $"X-API-KEY: {Contractor.Key}\r\nContent-Length: {jpeg.Length}\r\n\r\n");
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            await client.GetStream().WriteAsync(jpeg.AsMemory(0, jpeg.Length - 1));
        }

        // Another photo that comes after it is proof that the hub has seen the first one end.
        (await Contractor.PutPhotoAsync(number, "p-2", jpeg)).Expect(201);
        Assert.Equal(["p-2"], (await _chain.Manager.PhotosAsync(number)).GetProperty("photos").EnumerateArray().Select(p => p.GetProperty("id").GetString()!));
        Assert.Empty(Parts);
    }

    [Fact]
    [Trait(Runtime.Trait, Runtime.Local)]
    public async Task Who_has_too_much_on_its_way_is_told_to_wait_and_others_are_not()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        var folder = _chain.Hub.Service<UploadFolder>();
        using var begun = folder.Begin(_chain.DicoC.PartnerId);
        folder.Reserve(_chain.DicoC.PartnerId, (int)(UploadFolder.MaxBytes / 2));

        var waits = (await WithoutLengthAsync(Contractor, number, "p-1")).Expect(429);
        Assert.Equal(("urn:ketenhub:problem:too-much-at-once", "10"), (waits.Json.GetProperty("type").GetString(), waits.Headers["Retry-After"]));
        (await WithoutLengthAsync(_chain.As(_chain.Erp), number, "erp-1")).Expect(201);

        folder.Release(_chain.DicoC.PartnerId, UploadFolder.MaxBytes / 2);
        (await WithoutLengthAsync(Contractor, number, "p-1")).Expect(201);
    }

    // Goes by the disk.
    private static Task<Reply> WithoutLengthAsync(Caller caller, string number, string photo) => caller.SendAsync(
        HttpMethod.Put, $"api/v1/orders/{number}/photos/{photo}?moment=after", Jpeg(), "image/jpeg", ("Transfer-Encoding", "chunked"));

    [Fact]
    public async Task A_store_that_is_away_is_answered_with_503_and_taken_later()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        var before = await _chain.TimelineAsync(number);
        Directory.Move(Evidence, Evidence + "-away");

        var refused = (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(503);

        Assert.True(refused.Headers.ContainsKey("Retry-After"));
        Assert.Equal(before, await _chain.TimelineAsync(number));
        Assert.Empty(Parts);
        var health = (await _chain.Hub.With(null).GetAsync("api/health/ready")).Expect(200).Json;
        Assert.Contains(("evidence", "degraded"), health.GetProperty("dependencies").EnumerateArray()
            .Select(d => (d.GetProperty("name").GetString()!, d.GetProperty("state").GetString()!)));
        if (Directory.Exists(Evidence)) Directory.Delete(Evidence, recursive: true);
        Directory.Move(Evidence + "-away", Evidence);
        (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(201);
        Assert.Equal("intact", (await Contractor.GetAsync($"api/v1/orders/{number}/photos/p-1/verify")).Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_message_whose_picture_cannot_be_kept_is_taken_when_it_can()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        var message = StatusWith(number, _chain.DicoC.LocationNumber, "ACC", Attachment(Jpeg()), "T-1");
        Directory.Move(Evidence, Evidence + "-away");
        (await Contractor.PostAsync(Given.Dico, message, "application/xml")).Expect(503);
        Assert.DoesNotContain("order.accepted", await _chain.TimelineAsync(number));
        if (Directory.Exists(Evidence)) Directory.Delete(Evidence, recursive: true);
        Directory.Move(Evidence + "-away", Evidence);

        (await Contractor.PostAsync(Given.Dico, message, "application/xml")).Expect(202);

        Assert.Equal(["photo.added", "order.accepted"], (await _chain.TimelineAsync(number)).TakeLast(2));
    }

    [Fact]
    public async Task A_picture_that_somebody_changed_on_the_disk_is_found()
    {
        var number = await _chain.PlaceAndReachAsync(_chain.DicoC);
        var photo = (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(201).Json;
        var file = Directory.EnumerateFiles(Evidence, photo.GetProperty("sha256").GetString() + "*", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[100] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        Assert.Equal("changed", (await Contractor.GetAsync($"api/v1/orders/{number}/photos/p-1/verify")).Json.GetProperty("state").GetString());
        await File.WriteAllBytesAsync(file, bytes[..200]);
        Assert.Equal("changed", (await Contractor.GetAsync($"api/v1/orders/{number}/photos/p-1/verify")).Expect(200).Json.GetProperty("state").GetString());
        // The same picture once more, as another photo or as the same: what is damaged is not taken for it.
        (await Contractor.PutPhotoAsync(number, "p-2", Jpeg())).Expect(201);
        Assert.Equal("intact", (await Contractor.GetAsync($"api/v1/orders/{number}/photos/p-1/verify")).Json.GetProperty("state").GetString());
        File.Delete(file);
        Assert.Equal("missing", (await Contractor.GetAsync($"api/v1/orders/{number}/photos/p-1/verify")).Json.GetProperty("state").GetString());
        (await Contractor.PutPhotoAsync(number, "p-1", Jpeg())).Expect(201);
        Assert.Equal("intact", (await Contractor.GetAsync($"api/v1/orders/{number}/photos/p-1/verify")).Json.GetProperty("state").GetString());
        Assert.Equal(2, (await _chain.TimelineAsync(number)).Count(e => e == "photo.added"));
    }
}

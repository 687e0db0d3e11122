using System.Net;
using Azure.Storage.Blobs;
using Hub.Application.Evidence;
using Hub.Azure;
using Hub.Pictures;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.Blobs;

/// <summary>Links that give access to one picture for a limited time.</summary>
[Collection(nameof(Azurite))]
public sealed class Links_to_pictures(Azurite azurite) : IAsyncLifetime
{
    private static readonly byte[] Picture = Given.Picture();
    private static readonly EvidenceKey Key = Given.Key(Picture);

    private string _container = "";

    public async Task InitializeAsync()
    {
        _container = await azurite.NewContainerAsync();
        await Store(azurite.WithKey(_container)).PutAsync(Key, new PictureBytes(Picture), Given.Info(), CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static BlobEvidenceStore Store(BlobContainerClient container) => new(container, TimeProvider.System);

    private BlobEvidenceStore StoreFor(bool identity) => Store(identity ? azurite.WithIdentity(_container) : azurite.WithKey(_container));

    private async Task<Uri> LinkAsync(bool identity = true, int minutes = 10) =>
        (await StoreFor(identity).LinkAsync(Key, DateTimeOffset.UtcNow.AddMinutes(minutes), CancellationToken.None))!;

    private async Task<HttpStatusCode> AskAsync(Uri link, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, link);
        if (method == HttpMethod.Put)
        {
            request.Content = new ByteArrayContent([1]);
            request.Headers.Add("x-ms-blob-type", "BlockBlob");
        }
        using var answer = await azurite.AnonymousClient.SendAsync(request);
        return answer.StatusCode;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_link_gives_the_picture_to_whoever_has_it(bool identity)
    {
        using var answer = await azurite.AnonymousClient.GetAsync(await LinkAsync(identity));
        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(Picture, await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Without_a_link_nobody_gets_it() =>
        Assert.NotEqual(HttpStatusCode.OK, await AskAsync(new Uri((await LinkAsync()).GetLeftPart(UriPartial.Path))));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_expired_link_gives_nothing(bool identity) =>
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(await LinkAsync(identity, minutes: -1)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_link_only_allows_reading(bool identity)
    {
        var link = await LinkAsync(identity);
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(link, HttpMethod.Delete));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(link, HttpMethod.Put));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(link));
    }

    [Fact]
    public async Task A_link_to_one_picture_does_not_open_another()
    {
        var other = Given.Picture(2);
        await StoreFor(identity: true).PutAsync(Given.Key(other), new PictureBytes(other), Given.Info(), CancellationToken.None);
        var link = await LinkAsync();
        Assert.Equal(HttpStatusCode.Forbidden,
            await AskAsync(new Uri(link.AbsoluteUri.Replace(Key.ToString(), Given.Key(other).ToString(), StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_link_with_a_changed_expiry_gives_nothing()
    {
        var link = (await LinkAsync()).AbsoluteUri;
        var year = $"se={DateTimeOffset.UtcNow.AddMinutes(10).Year}";
        Assert.Contains(year, link, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(new Uri(link.Replace(year, "se=2099", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_link_is_for_HTTPS_only() => Assert.Contains("spr=https&", (await LinkAsync()).Query, StringComparison.Ordinal);

    [Fact]
    public async Task Where_the_container_uses_plain_HTTP_its_links_do_too()
    {
        var plain = new BlobContainerClient(
            new Uri("http://127.0.0.1:1/plain/evidence"), new global::Azure.Storage.StorageSharedKeyCredential("plain", Convert.ToBase64String(new byte[64])));
        var link = await Store(plain).LinkAsync(Key, DateTimeOffset.UtcNow.AddMinutes(10), CancellationToken.None);
        Assert.Contains("spr=https,http&", link!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_starts_some_minutes_earlier_to_allow_for_clock_skew()
    {
        var clock = new FakeClock();
        var store = new BlobEvidenceStore(azurite.WithKey(_container), clock);
        var link = await store.LinkAsync(Key, clock.GetUtcNow().AddMinutes(10), CancellationToken.None);
        Assert.Contains("st=2026-03-02T08%3A55%3A00Z&se=2026-03-02T09%3A10%3A00Z", link!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_delegation_key_is_used_for_many_links_until_shortly_before_its_expiry()
    {
        var clock = new FakeClock(DateTimeOffset.UtcNow);
        var handler = new CountingHandler(azurite.Handler());
        var store = new BlobEvidenceStore(azurite.WithIdentity(_container, handler), clock);
        async Task<int> KeysAfterAsync(TimeSpan time)
        {
            clock.Advance(time);
            await store.LinkAsync(Key, clock.GetUtcNow().AddMinutes(1), CancellationToken.None);
            return handler.Requests;
        }

        Assert.Equal(1, await KeysAfterAsync(TimeSpan.Zero));
        Assert.Equal(1, await KeysAfterAsync(TimeSpan.FromHours(11)));
        Assert.Equal(2, await KeysAfterAsync(TimeSpan.FromMinutes(56)));
    }

    [Fact]
    public async Task A_link_that_outlives_the_key_gets_another_key()
    {
        var handler = new CountingHandler(azurite.Handler());
        var store = Store(azurite.WithIdentity(_container, handler));
        await store.LinkAsync(Key, DateTimeOffset.UtcNow.AddMinutes(10), CancellationToken.None);
        var link = await store.LinkAsync(Key, DateTimeOffset.UtcNow.AddDays(2), CancellationToken.None);
        Assert.Equal(2, handler.Requests);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(link!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_link_of_a_week_or_more_is_rejected(bool identity) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => LinkAsync(identity, minutes: 7 * 24 * 60));
}

using System.Net;
using System.Net.Http.Headers;
using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Hub.Application;
using Hub.Application.Evidence;
using Hub.Azure;
using Hub.Pictures;
using Hub.Storage.Tests.Blobs.Support;
using Hub.Storage.Tests.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.Blobs;

/// <summary>Failures of Blob Storage and their messages for the administrator.</summary>
[Collection(nameof(Azurite))]
public sealed class Service_failures(Azurite azurite)
{
    private static readonly byte[] Picture = Given.Picture();
    private static readonly EvidenceKey Key = Given.Key(Picture);

    private static BlobEvidenceStore Store(BlobContainerClient container, TimeProvider? clock = null) => new(container, clock ?? TimeProvider.System);

    private static Task<bool> PutAsync(BlobEvidenceStore store) => store.PutAsync(Key, new PictureBytes(Picture), Given.Info(), CancellationToken.None);

    private static Task<EvidenceContent?> OpenAsync(BlobEvidenceStore store) => store.OpenAsync(Key, 0, null, CancellationToken.None);

    private static Task<HttpResponseMessage> ErrorAnswer(HttpStatusCode status, string code) =>
        Task.FromResult(new HttpResponseMessage(status) { Content =
            new StringContent($"<Error><Code>{code}</Code><Message>No.</Message></Error>", new MediaTypeHeaderValue("application/xml")) });

    [Fact]
    public async Task An_unreachable_service_is_a_StoreException_with_a_sentence()
    {
        var own = new Azurite();
        await own.InitializeAsync();
        var store = Store(own.WithIdentity(await own.NewContainerAsync()));
        Assert.True(await PutAsync(store));
        await own.StopAsync();
        var e = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(store));
        Assert.Equal("Blob Storage, which holds the pictures, cannot be reached. The same may be asked again.", e.Message);
        await Assert.ThrowsAsync<StoreException>(() => PutAsync(store));
        await own.DisposeAsync();
    }

    [Fact]
    public async Task A_busy_service_is_asked_three_times()
    {
        var handler = new ScriptedHandler((_, _, _) => ErrorAnswer(HttpStatusCode.ServiceUnavailable, "ServerBusy"));
        var e = await Assert.ThrowsAsync<StoreException>(() => PutAsync(Store(azurite.WithKey("any", handler))));
        Assert.Equal("Blob Storage, which holds the pictures, answered 503 ServerBusy. The same may be asked again.", e.Message);
        Assert.Equal(3, handler.Requests);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_times_out_after_18_seconds()
    {
        var clock = new FakeClock();
        var handler = new ScriptedHandler(async (_, _, cancel) =>
        {
            await Task.Delay(Timeout.Infinite, cancel);
            throw new InvalidOperationException("Never reached.");
        });
        var put = PutAsync(Store(azurite.WithKey("any", handler), clock));
        clock.Advance(TimeSpan.FromSeconds(18));
        var e = await Assert.ThrowsAsync<StoreException>(() => put);
        Assert.Equal("Blob Storage, which holds the pictures, did not answer in time. The same may be asked again.", e.Message);
    }

    [Fact]
    public async Task A_put_whose_answer_is_lost_is_stored_once()
    {
        var name = await azurite.NewContainerAsync();
        using var real = new HttpMessageInvoker(azurite.Handler());
        var handler = new ScriptedHandler(async (number, request, cancel) =>
        {
            var answer = await real.SendAsync(request, cancel);
            return number > 1 ? answer : throw new HttpRequestException("The answer was lost.");
        });
        Assert.False(await PutAsync(Store(azurite.WithKey(name, handler))));
        await using var content = await OpenAsync(Store(azurite.WithKey(name)));
        Assert.Equal(200, content!.Length);
    }

    [Fact]
    public async Task An_interrupted_put_is_retried_from_its_first_byte()
    {
        var name = await azurite.NewContainerAsync();
        var large = Given.Picture(2, 1_000_000);
        var parts = new PictureBytes([large.AsMemory(0, 1), default, large.AsMemory(1, 399_999), large.AsMemory(400_000)]);
        using var real = new HttpMessageInvoker(azurite.Handler());
        var handler = new ScriptedHandler(async (number, request, cancel) =>
        {
            if (number == 1) await request.Content!.CopyToAsync(new FullStream(500_000), cancel);
            return await real.SendAsync(request, cancel);
        });
        Assert.True(await Store(azurite.WithKey(name, handler)).PutAsync(Given.Key(large), parts, Given.Info(), CancellationToken.None));
        Assert.Equal(2, handler.Requests);
        await using var content = (await Store(azurite.WithKey(name)).OpenAsync(Given.Key(large), 0, null, CancellationToken.None))!;
        var bytes = new MemoryStream();
        await content.Content.CopyToAsync(bytes);
        Assert.Equal(large, bytes.ToArray());
    }

    [Fact]
    public async Task A_download_that_cannot_be_resumed_is_a_StoreException()
    {
        var handler = new ScriptedHandler((number, _, _) => number > 1
            ? throw new HttpRequestException("Nobody there.")
            : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StreamContent(new BreakingStream(Picture[..50])) { Headers = { ContentLength = 200, ContentType = new("image/jpeg") } },
                Headers = { ETag = new("\"1\"") },
            }));
        await using var content = (await OpenAsync(Store(azurite.WithKey("any", handler))))!;
        await Assert.ThrowsAsync<StoreException>(() => content.Content.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task An_interrupted_download_is_resumed()
    {
        var name = await azurite.NewContainerAsync();
        await PutAsync(Store(azurite.WithKey(name)));
        using var real = new HttpMessageInvoker(azurite.Handler());
        var handler = new ScriptedHandler(async (number, request, cancel) =>
        {
            var answer = await real.SendAsync(request, cancel);
            if (number > 1) return answer;
            var headers = answer.Content.Headers;
            answer.Content = new StreamContent(new BreakingStream(Picture[..50])) { Headers =
                { ContentLength = headers.ContentLength, ContentType = headers.ContentType } };
            return answer;
        });
        await using var content = (await OpenAsync(Store(azurite.WithKey(name, handler))))!;
        var bytes = new MemoryStream();
        await content.Content.CopyToAsync(bytes);
        Assert.Equal(Picture, bytes.ToArray());
    }

    [Fact]
    public async Task A_missing_container_is_not_a_missing_picture()
    {
        var store = Store(azurite.WithIdentity("missing"));
        var e = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(store));
        Assert.Equal("Blob Storage, which holds the pictures, answered 404 ContainerNotFound. The same may be asked again.", e.Message);
        await Assert.ThrowsAsync<StoreException>(() => PutAsync(store));
        await Assert.ThrowsAsync<StoreException>(() => store.RemoveAsync(Key.OrderId, Key.Sha256, CancellationToken.None));
    }

    [Fact]
    public async Task A_picture_under_a_policy_is_not_removed_and_the_error_names_the_policy()
    {
        var handler = new ScriptedHandler((_, _, _) => ErrorAnswer(HttpStatusCode.Conflict, "BlobImmutableDueToPolicy"));
        var e = await Assert.ThrowsAsync<StoreException>(() => Store(azurite.WithKey("any", handler))
            .RemoveAsync(Key.OrderId, Key.Sha256, CancellationToken.None));
        Assert.Equal("Blob Storage, which holds the pictures, answered 409 BlobImmutableDueToPolicy. The same may be asked again.", e.Message);
    }

    [Fact]
    public async Task An_account_that_is_being_created_is_not_an_existing_picture()
    {
        var handler = new ScriptedHandler((_, _, _) => ErrorAnswer(HttpStatusCode.Conflict, "AccountBeingCreated"));
        await Assert.ThrowsAsync<StoreException>(() => PutAsync(Store(azurite.WithKey("any", handler))));
    }

    [Fact]
    public async Task A_missing_identity_is_named_in_the_error()
    {
        var container = new BlobContainerClient(new Uri("https://127.0.0.1:1/any/evidence"), new NoIdentity(), BlobEvidenceStore.ClientOptions());
        var e = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(Store(container)));
        Assert.Equal("Blob Storage, which holds the pictures, could not be asked: the hub got no token for its identity. The same may be asked again.",
            e.Message);
    }

    private sealed class NoIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("No managed identity here.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("No managed identity here.");
    }

    /// <summary>Accepts some bytes and then fails.</summary>
    private sealed class FullStream(long most) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length + buffer.Length > most) throw new IOException("The connection was reset.");
            base.Write(buffer);
        }
    }

    /// <summary>Returns some bytes and then fails.</summary>
    private sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer.AsSpan(offset, count)));

        public override int Read(Span<byte> buffer) => Position == Length ? throw new IOException("The connection was reset.") : base.Read(buffer);
    }
}

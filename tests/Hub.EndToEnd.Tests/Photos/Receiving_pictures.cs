using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Hub.Application;
using Hub.Application.Evidence;
using Hub.EndToEnd.Tests.Support;
using Hub.Functions.Http;
using Hub.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.EndToEnd.Tests.Photos;

/// <summary>A picture that comes fast goes straight into memory; who is slow gets none, and loses nothing by it.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Receiving_pictures : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"hub-spool-{Guid.NewGuid():N}");
    private readonly FakeClock _clock = new();
    private readonly UploadMemoryBudget _memory = new();
    private readonly Pipe _pipe = new(new PipeOptions(useSynchronizationContext: false, pauseWriterThreshold: 0));
    private readonly byte[] _picture = RandomNumberGenerator.GetBytes(300_000);
    private readonly PictureUpload _door;

    public Receiving_pictures() => _door = new PictureUpload(new UploadFolder(_folder, minFreeBytes: 256L << 20), _memory, _clock);

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    // The folder comes into being with the first body that waits there.
    private bool WentToDisk => Directory.Exists(_folder);

    [Fact]
    public async Task A_fast_one_does_not_touch_the_disk()
    {
        await SendToTheEndAsync(_picture);
        await ItIsReceivedAsync(ReceiveAsync(_picture.Length));
        Assert.False(WentToDisk);
    }

    [Fact]
    public async Task A_slow_one_gives_its_memory_back_and_comes_whole_by_the_disk()
    {
        var received = ReceiveAsync(_picture.Length);
        await SendAsync(_picture[..100_000]);
        _clock.Advance(PictureUpload.MemoryTimeout);
        // All memory there is: nothing of it is held by the slow one.
        using (await AllAsync().WaitAsync(TimeSpan.FromMinutes(1))) Assert.False(received.IsCompleted);

        await SendToTheEndAsync(_picture[100_000..]);
        await ItIsReceivedAsync(received);
        Assert.True(WentToDisk);
    }

    [Fact]
    public async Task One_that_finds_no_memory_in_time_goes_to_the_disk_and_has_memory_when_there_is_some()
    {
        Task<ReceivedPicture?> received;
        using (await AllAsync())
        {
            await SendToTheEndAsync(_picture);
            received = ReceiveAsync(_picture.Length);
            Assert.False(received.IsCompleted);
            _clock.Advance(PictureUpload.MemoryTimeout);
            await received.WaitAsync(TimeSpan.FromMinutes(1));
        }
        await ItIsReceivedAsync(received);
        Assert.True(WentToDisk);
    }

    [Fact]
    public async Task One_that_sends_nothing_has_no_memory()
    {
        var received = ReceiveAsync(_picture.Length);
        using (await AllAsync().WaitAsync(TimeSpan.FromMinutes(1))) Assert.False(received.IsCompleted);
        await SendToTheEndAsync(_picture);
        await ItIsReceivedAsync(received);
    }

    [Fact]
    public async Task The_rest_of_one_that_is_given_up_can_still_be_read()
    {
        await File.WriteAllTextAsync(_folder, "A file where the folder should be.");
        try
        {
            await SendAsync(_picture[..100_000]);
            var received = ReceiveAsync(_picture.Length);
            _clock.Advance(PictureUpload.MemoryTimeout);
            await Assert.ThrowsAsync<StoreException>(() => received);
            await SendAsync(_picture[100_000..]);
            // What the server does then: a read that is still under way would forbid it.
            var rest = await _pipe.Reader.ReadAtLeastAsync(200_000);
            Assert.Equal(200_000, rest.Buffer.Length);
        }
        finally
        {
            File.Delete(_folder);
        }
    }

    [Fact]
    public async Task One_that_does_not_say_how_long_it_is_goes_to_the_disk()
    {
        var received = ReceiveAsync(null);
        await SendToTheEndAsync(_picture);
        await ItIsReceivedAsync(received);
        Assert.True(WentToDisk);
    }

    [Fact]
    public void Of_the_disk_one_sender_has_half_at_most_and_what_it_gives_back_others_may_have()
    {
        var folder = new UploadFolder(_folder, minFreeBytes: 0, maxBytes: 1_000);
        using var slow = folder.Begin("slow");
        slow.Write(new byte[500]);
        using (var more = folder.Begin("slow")) Assert.Equal("slow", Assert.Throws<UploadQuotaException>(() => more.Write(new byte[1])).Sender);
        using (var other = folder.Begin("other")) other.Write(new byte[500]);
        using (var another = folder.Begin("another")) another.Write(new byte[500]);

        slow.Dispose();
        using var again = folder.Begin("slow");
        again.Write(new byte[500]);
    }

    [Fact]
    public void What_was_begun_while_there_was_space_does_not_fill_the_disk_either()
    {
        var free = 1_000L;
        var folder = new UploadFolder(_folder, minFreeBytes: 600, freeBytes: () => free);
        using var begun = folder.Begin("slow");
        begun.Write(new byte[400]);
        free = 600;
        Assert.Throws<StoreException>(() => begun.Write(new byte[1]));
        free = 599;
        Assert.Throws<StoreException>(() => folder.Begin("other"));
    }

    [Fact]
    public void Of_the_disk_all_senders_have_so_much_together_and_no_more()
    {
        var folder = new UploadFolder(_folder, minFreeBytes: 0, maxBytes: 1_000);
        using var first = folder.Begin("first");
        using var second = folder.Begin("second");
        using var third = folder.Begin("third");
        first.Write(new byte[400]);
        second.Write(new byte[400]);
        Assert.Throws<StoreException>(() => third.Write(new byte[201]));
        third.Write(new byte[200]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_breaks_off_holds_nothing(bool late)
    {
        var received = ReceiveAsync(_picture.Length);
        await SendAsync(_picture[..100_000]);
        if (late) _clock.Advance(PictureUpload.MemoryTimeout);
        await _pipe.Writer.CompleteAsync(new IOException("The connection is gone."));
        Assert.Equal("The connection is gone.", (await Assert.ThrowsAsync<IOException>(() => received)).Message);
        using var all = await AllAsync().WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task One_whose_sender_goes_away_while_it_waits_holds_nothing()
    {
        using var gone = new CancellationTokenSource();
        using (await AllAsync())
        {
            var received = ReceiveAsync(_picture.Length, gone.Token);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => received);
        }
        using var all = await AllAsync().WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Where_the_disk_is_away_a_slow_one_is_refused_and_holds_nothing()
    {
        await File.WriteAllTextAsync(_folder, "A file where the folder should be.");
        try
        {
            var received = ReceiveAsync(_picture.Length);
            await SendAsync(_picture[..100_000]);
            _clock.Advance(PictureUpload.MemoryTimeout);
            await Assert.ThrowsAsync<StoreException>(() => received);
            using var all = await AllAsync().WaitAsync(TimeSpan.FromMinutes(1));
        }
        finally
        {
            File.Delete(_folder);
        }
    }

    private async Task<IDisposable> AllAsync() => new Together(await _memory.RentAllAsync("alfa"));

    private async Task SendAsync(byte[] bytes) => await _pipe.Writer.WriteAsync(bytes);

    private async Task SendToTheEndAsync(byte[] bytes)
    {
        await SendAsync(bytes);
        await _pipe.Writer.CompleteAsync();
    }

    private Task<ReceivedPicture?> ReceiveAsync(long? length, CancellationToken cancel = default)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentLength = length;
        context.Features.Set<IRequestBodyPipeFeature>(new Body(_pipe.Reader));
        return _door.ReceiveAsync(context.Request, "alfa", cancel);
    }

    private async Task ItIsReceivedAsync(Task<ReceivedPicture?> coming)
    {
        using var received = await coming.WaitAsync(TimeSpan.FromMinutes(1));
        var picture = received!.Picture;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(_picture)), picture.Sha256);
        Assert.Equal(_picture.Length, picture.Length);
        using var bytes = await picture.BringAsync(CancellationToken.None);
        Assert.Equal(_picture, bytes.Memory);
    }

    private sealed class Together(List<IMemoryOwner<byte>> parts) : IDisposable
    {
        public void Dispose() => parts.ForEach(p => p.Dispose());
    }

    private sealed record Body(PipeReader Reader) : IRequestBodyPipeFeature;
}

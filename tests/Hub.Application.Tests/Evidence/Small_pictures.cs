using Hub.Application.Evidence;
using Hub.Application.Tests.Support;

namespace Hub.Application.Tests.Evidence;

public sealed class Small_pictures
{
    private static readonly EvidenceKey Thumbnail = PhotoBench.Key() with { IsThumbnail = true };

    private readonly PhotoBench _bench = new();

    private async Task<byte[]?> OpenAsync()
    {
        await using var content = await _bench.Small.OpenAsync(Thumbnail, CancellationToken.None);
        if (content is null) return null;
        var bytes = new byte[content.Length];
        await content.Content.ReadExactlyAsync(bytes);
        return bytes;
    }

    [Fact]
    public async Task It_is_made_when_somebody_asks_for_it()
    {
        await _bench.AlfaAddsAsync();
        Assert.Equal(0, _bench.Thumbnailer.Made);
        Assert.Equal([1, 2, 3], await OpenAsync());
    }

    [Fact]
    public async Task It_is_made_once()
    {
        await _bench.AlfaAddsAsync();
        var first = await OpenAsync();
        Assert.Equal(first, await OpenAsync());
        Assert.Equal(1, _bench.Thumbnailer.Made);
    }

    [Fact]
    public async Task Many_that_ask_for_it_at_once_have_it_made_once()
    {
        await _bench.AlfaAddsAsync();
        var making = new TaskCompletionSource<byte[]?>();
        _bench.Thumbnailer.Make = () => making.Task;
        // Two may make at a time; the others wait for a place.
        var asking = Enumerable.Range(0, 8).Select(_ => OpenAsync()).ToList();
        making.SetResult([1, 2, 3]);
        Assert.All(await Task.WhenAll(asking), small => Assert.Equal([1, 2, 3], small));
        Assert.InRange(_bench.Thumbnailer.Made, 1, 2);
    }

    [Fact]
    public async Task It_is_kept_beside_the_picture_and_the_picture_stays()
    {
        await _bench.AlfaAddsAsync();
        await OpenAsync();
        Assert.Equal([PhotoBench.Key(), Thumbnail], _bench.Store.Keys);
    }

    [Fact]
    public async Task It_goes_with_the_picture()
    {
        await _bench.AlfaAddsAsync();
        await OpenAsync();
        await _bench.DeleteAsync();
        Assert.Empty(_bench.Store.Keys);
    }

    [Fact]
    public async Task Where_there_is_no_picture_there_is_none() => Assert.Null(await OpenAsync());

    [Fact]
    public async Task Where_none_can_be_made_there_is_none()
    {
        await _bench.AlfaAddsAsync();
        _bench.Thumbnailer.Make = () => Task.FromResult<byte[]?>(null);
        Assert.Null(await OpenAsync());
        Assert.Equal([PhotoBench.Key()], _bench.Store.Keys);
    }

    [Fact]
    public async Task A_picture_that_is_deleted_while_it_is_made_leaves_none()
    {
        await _bench.AlfaAddsAsync();
        var making = new TaskCompletionSource<byte[]?>();
        _bench.Thumbnailer.Make = () => making.Task;
        var opening = OpenAsync();
        await _bench.DeleteAsync();
        making.SetResult([1, 2, 3]);
        Assert.Null(await opening);
        Assert.Empty(_bench.Store.Keys);
    }

    [Fact]
    public async Task One_that_failed_does_not_keep_the_next_from_being_made()
    {
        await _bench.AlfaAddsAsync();
        _bench.Thumbnailer.Make = () => throw new IOException("No memory.");
        for (var i = 0; i < 5; i++) await Assert.ThrowsAsync<IOException>(OpenAsync);
        _bench.Thumbnailer.Make = () => Task.FromResult<byte[]?>([4]);
        Assert.Equal([4], await OpenAsync());
    }
}

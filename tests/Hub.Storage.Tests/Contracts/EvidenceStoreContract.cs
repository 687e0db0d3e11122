using Hub.Application;
using Hub.Application.Evidence;
using Hub.Pictures;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every evidence store promises.</summary>
public abstract class EvidenceStoreContract
{
    private static readonly byte[] Picture = Given.Picture();
    private static readonly EvidenceKey Key = Given.Key(Picture);

    public static TheoryData<string?> NoNames => new(
        null, "", "abc", new string('a', 63), new string('a', 65), new string('A', 64), new string('g', 64),
        "../../../../../../../../../../../../../../../../../../../etc/passwd", $"{new string('a', 61)}/..", $"{new string('a', 63)}\n");

    /// <summary>An empty store.</summary>
    protected abstract IEvidenceStore Store { get; }

    /// <summary>A store whose place cannot be reached.</summary>
    protected abstract IEvidenceStore Away();

    private Task<bool> PutAsync(EvidenceKey key, byte[] content, EvidenceInfo? info = null) =>
        Store.PutAsync(key, new PictureBytes(content), info ?? Given.Info(), CancellationToken.None);

    private Task<EvidenceContent?> OpenAsync(EvidenceKey key, long from = 0, long? count = null) => Store.OpenAsync(key, from, count, CancellationToken.None);

    private async Task<byte[]?> ReadAsync(EvidenceKey key, long from = 0, long? count = null)
    {
        await using var content = await OpenAsync(key, from, count);
        if (content is null) return null;
        var bytes = new MemoryStream();
        await content.Content.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    [Fact]
    public async Task A_picture_is_given_back_as_it_was_put()
    {
        Assert.True(await PutAsync(Key, Picture));
        Assert.Equal(Picture, await ReadAsync(Key));
    }

    [Fact]
    public async Task A_picture_is_given_with_its_length_and_media_type()
    {
        await PutAsync(Key, Picture, Given.Info(mediaType: "image/webp"));
        await using var content = (await OpenAsync(Key))!;
        Assert.Equal((200, "image/webp"), (content.Length, content.MediaType));
    }

    [Fact]
    public async Task A_picture_of_20_MiB_comes_back_whole()
    {
        var large = Given.Picture(2, 20 * 1024 * 1024);
        Assert.True(await PutAsync(Given.Key(large), large));
        Assert.Equal(large, await ReadAsync(Given.Key(large)));
    }

    // More than the 1024 that one write of Linux or macOS takes (IOV_MAX), by themselves and behind as many that are empty.
    [Theory]
    [InlineData(1, 3, 0)]
    [InlineData(7, 50, 2)]
    [InlineData(1, 2_500, 0)]
    [InlineData(3, 2_500, 5_000)]
    [InlineData(1_000, 2_500, 0)]
    public async Task A_picture_put_in_parts_comes_back_whole(int length, int count, int empty)
    {
        var whole = Given.Picture(2, length * count);
        IReadOnlyList<ReadOnlyMemory<byte>> parts =
            [.. new ReadOnlyMemory<byte>[empty], .. whole.Chunk(length).Select(p => (ReadOnlyMemory<byte>)p), default, default];
        Assert.True(await Store.PutAsync(Given.Key(whole), new PictureBytes(parts), Given.Info(), CancellationToken.None));
        Assert.Equal(whole, await ReadAsync(Given.Key(whole)));
        await using var content = (await OpenAsync(Given.Key(whole)))!;
        Assert.Equal(whole.Length, content.Length);
    }

    [Fact]
    public async Task A_picture_whose_parts_lie_within_other_bytes_is_kept_without_these()
    {
        var parts = new PictureBytes([Picture.AsMemory(10, 20), Picture.AsMemory(90, 0), Picture.AsMemory(100, 50)]);
        byte[] whole = [.. Picture[10..30], .. Picture[100..150]];
        await Store.PutAsync(Given.Key(whole), parts, Given.Info(), CancellationToken.None);
        Assert.Equal(whole, await ReadAsync(Given.Key(whole)));
    }

    [Fact]
    public async Task A_picture_that_ends_like_the_stores_own_notes_comes_back_whole()
    {
        byte[] sly = [.. Picture, .. "\n{\"length\":3,\"mediaType\":\"text/html\"}\n"u8];
        await PutAsync(Given.Key(sly), sly);
        Assert.Equal(sly, await ReadAsync(Given.Key(sly)));
    }

    [Fact]
    public async Task A_picture_that_is_not_there_is_not_found() => Assert.Null(await OpenAsync(Key));

    [Fact]
    public async Task A_part_of_a_picture_that_is_not_there_is_not_found()
    {
        Assert.Null(await OpenAsync(Key, 10, 10));
        Assert.Null(await OpenAsync(Key, 10, 0));
    }

    [Fact]
    public async Task A_picture_put_again_says_that_it_was_there()
    {
        Assert.True(await PutAsync(Key, Picture));
        Assert.False(await PutAsync(Key, Picture));
    }

    [Fact]
    public async Task What_is_there_is_never_written_over()
    {
        await PutAsync(Key, Picture, Given.Info("p-1", "image/jpeg"));
        Assert.False(await PutAsync(Key, Given.Picture(2), Given.Info("p-2", "image/png")));
        await using var content = (await OpenAsync(Key))!;
        Assert.Equal("image/jpeg", content.MediaType);
        Assert.Equal(Picture, await ReadAsync(Key));
    }

    [Fact]
    public async Task Of_16_that_put_the_same_picture_at_once_one_put_it()
    {
        var large = Given.Picture(3, 100_000);
        var puts = await Task.WhenAll(Enumerable.Range(1, 16).Select(i => Task.Run(() => PutAsync(Given.Key(large), large, Given.Info($"p-{i}")))));
        Assert.Single(puts, put => put);
        Assert.Equal(large, await ReadAsync(Given.Key(large)));
    }

    [Fact]
    public async Task Of_16_that_put_different_pictures_at_once_each_put_its_own()
    {
        var pictures = Enumerable.Range(1, 16).Select(i => Given.Picture(i)).ToList();
        Assert.All(await Task.WhenAll(pictures.Select(p => Task.Run(() => PutAsync(Given.Key(p), p)))), Assert.True);
        foreach (var picture in pictures) Assert.Equal(picture, await ReadAsync(Given.Key(picture)));
    }

    [Fact]
    public async Task A_thumbnail_is_kept_beside_its_picture()
    {
        var small = Given.Picture(2, 20);
        await PutAsync(Key, Picture);
        Assert.Null(await OpenAsync(Key with { IsThumbnail = true }));
        Assert.True(await PutAsync(Key with { IsThumbnail = true }, small));
        Assert.Equal(small, await ReadAsync(Key with { IsThumbnail = true }));
        Assert.Equal(Picture, await ReadAsync(Key));
    }

    [Fact]
    public async Task The_photos_id_may_be_written_in_any_script()
    {
        Assert.True(await PutAsync(Key, Picture, Given.Info("foto № 1 – gevel/voor\r\n\"é\"")));
        Assert.Equal(Picture, await ReadAsync(Key));
    }

    [Theory]
    [InlineData(0, 50L, 0, 50)]
    [InlineData(150, null, 150, 200)]
    [InlineData(20, 10L, 20, 30)]
    [InlineData(199, 1L, 199, 200)]
    [InlineData(190, 100L, 190, 200)]
    [InlineData(0, 1_000_000_000_000L, 0, 200)]
    [InlineData(200, null, 200, 200)]
    [InlineData(200, 10L, 200, 200)]
    [InlineData(5_000_000_000L, null, 200, 200)]
    [InlineData(5_000_000_000L, 10L, 200, 200)]
    [InlineData(20, 0L, 20, 20)]
    public async Task A_part_is_what_lies_between_its_ends(long from, long? count, int first, int end)
    {
        await PutAsync(Key, Picture);
        Assert.Equal(Picture[first..end], await ReadAsync(Key, from, count));
        await using var content = (await OpenAsync(Key, from, count))!;
        Assert.Equal((200, "image/jpeg"), (content.Length, content.MediaType));
    }

    [Fact]
    public async Task A_removed_picture_is_gone_with_its_thumbnail()
    {
        await PutAsync(Key, Picture);
        await PutAsync(Key with { IsThumbnail = true }, Picture);
        Assert.True(await Store.RemoveAsync(Key.OrderId, Key.Sha256, CancellationToken.None));
        Assert.Null(await OpenAsync(Key));
        Assert.Null(await OpenAsync(Key with { IsThumbnail = true }));
    }

    [Fact]
    public async Task Removing_what_is_not_there_says_so()
    {
        Assert.False(await Store.RemoveAsync(Key.OrderId, Key.Sha256, CancellationToken.None));
        await PutAsync(Key, Picture);
        Assert.True(await Store.RemoveAsync(Key.OrderId, Key.Sha256, CancellationToken.None));
        Assert.False(await Store.RemoveAsync(Key.OrderId, Key.Sha256, CancellationToken.None));
    }

    [Fact]
    public async Task Removing_leaves_other_pictures()
    {
        var other = Given.Picture(2);
        await PutAsync(Key, Picture);
        await PutAsync(Given.Key(other), other);
        await Store.RemoveAsync(Key.OrderId, Key.Sha256, CancellationToken.None);
        Assert.Equal(other, await ReadAsync(Given.Key(other)));
    }

    [Fact]
    public async Task The_same_picture_of_two_orders_is_two_pictures()
    {
        var other = Given.Key(Picture, order: 2);
        Assert.True(await PutAsync(Key, Picture, Given.Info(mediaType: "image/jpeg")));
        Assert.Null(await OpenAsync(other));
        Assert.True(await PutAsync(other, Picture, Given.Info(mediaType: "image/webp")));
        await using var first = (await OpenAsync(Key))!;
        await using var second = (await OpenAsync(other))!;
        Assert.Equal(("image/jpeg", "image/webp"), (first.MediaType, second.MediaType));
    }

    [Fact]
    public async Task Removing_a_picture_leaves_that_of_another_order_with_its_thumbnail()
    {
        var other = Given.Key(Picture, order: 2);
        foreach (var key in (EvidenceKey[])[Key, other])
        {
            await PutAsync(key, Picture);
            await PutAsync(key with { IsThumbnail = true }, Picture[..20]);
        }
        Assert.True(await Store.RemoveAsync(Key.OrderId, Key.Sha256, CancellationToken.None));
        Assert.Null(await OpenAsync(Key));
        Assert.Equal(Picture, await ReadAsync(other));
        Assert.Equal(Picture[..20], await ReadAsync(other with { IsThumbnail = true }));
    }

    [Fact]
    public async Task A_removed_picture_may_be_put_again()
    {
        await PutAsync(Key, Picture);
        await Store.RemoveAsync(Key.OrderId, Key.Sha256, CancellationToken.None);
        Assert.True(await PutAsync(Key, Picture));
        Assert.Equal(Picture, await ReadAsync(Key));
    }

    [Theory]
    [MemberData(nameof(NoNames))]
    public async Task A_name_that_is_no_hash_is_refused(string? name)
    {
        var key = new EvidenceKey(Given.Order(), name!);
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(key, Picture));
        await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(key));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.RemoveAsync(key.OrderId, name!, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.LinkAsync(key, DateTimeOffset.MaxValue, CancellationToken.None));
    }

    [Fact]
    public async Task A_part_that_begins_before_the_picture_or_has_less_than_no_bytes_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => OpenAsync(Key, -1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => OpenAsync(Key, 0, -1));
    }

    [Fact]
    public async Task What_the_caller_gives_up_is_given_up()
    {
        var given = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync(Key, new PictureBytes(Picture), Given.Info(), given));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.OpenAsync(Key, 0, null, given));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.RemoveAsync(Key.OrderId, Key.Sha256, given));
        Assert.Null(await OpenAsync(Key));
    }

    [Fact]
    public async Task A_store_that_is_away_says_so_and_never_that_a_picture_is_not_there()
    {
        var away = Away();
        await Assert.ThrowsAsync<StoreException>(() => away.PutAsync(Key, new PictureBytes(Picture), Given.Info(), CancellationToken.None));
        await Assert.ThrowsAsync<StoreException>(() => away.OpenAsync(Key, 0, null, CancellationToken.None));
        await Assert.ThrowsAsync<StoreException>(() => away.OpenAsync(Key, 500, 10, CancellationToken.None));
        await Assert.ThrowsAsync<StoreException>(() => away.RemoveAsync(Key.OrderId, Key.Sha256, CancellationToken.None));
    }
}

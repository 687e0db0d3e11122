using System.Security.Cryptography;
using System.Text.Json;
using Hub.Application;
using Hub.Application.Evidence;
using Hub.Embedded.Files;
using Hub.Pictures;
using Hub.Storage.Tests.Support;
using Microsoft.Win32.SafeHandles;

namespace Hub.Storage.Tests.Embedded;

/// <summary>What is on the disk, in good days and bad ones.</summary>
public sealed class Pictures_on_disk : IDisposable
{
    private const int NoSpaceLeft = 28;

    private static readonly byte[] Picture = Given.Picture();
    private static readonly EvidenceKey Key = Given.Key(Picture);

    private readonly string _folder = Directory.CreateTempSubdirectory("hub-storage-").FullName;

    private string Root => Path.Combine(_folder, "evidence");

    private string Incoming => Path.Combine(Root, "incoming");

    private string File1 => Path.Combine(Root, Key.ToString());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<bool> PutAsync(FileEvidenceStore store, CancellationToken cancel = default) =>
        store.PutAsync(Key, new PictureBytes(Picture), Given.Info(), cancel);

    private static Task<EvidenceContent?> OpenAsync(FileEvidenceStore store) => store.OpenAsync(Key, 0, null, CancellationToken.None);

    private static void Write(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> parts) => RandomAccess.Write(file, parts, 0);

    /// <summary>A disk that takes half and then has no space.</summary>
    private static void Fill(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        RandomAccess.Write(file, parts[0].Span[..100], 0);
        throw new IOException("No space left on device", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : NoSpaceLeft);
    }

    [Fact]
    public async Task A_picture_is_there_after_a_restart()
    {
        using (var before = FileEvidenceStore.Open(_folder)) await PutAsync(before);
        using var after = FileEvidenceStore.Open(_folder);
        await using var content = await OpenAsync(after);
        Assert.Equal(200, content!.Length);
        Assert.False(await PutAsync(after));
    }

    [Fact]
    public async Task The_files_last_line_tells_what_it_is_and_what_stands_before_it_is_the_picture()
    {
        using var store = FileEvidenceStore.Open(_folder);
        await store.PutAsync(Key, new PictureBytes(Picture), Given.Info("foto 1"), CancellationToken.None);
        var file = await File.ReadAllBytesAsync(File1);
        var note = JsonDocument.Parse(file.AsMemory(file.AsSpan()[..^1].LastIndexOf((byte)'\n') + 1)).RootElement;
        Assert.Equal(
            $$"""{"length":200,"mediaType":"image/jpeg","orderId":"{{Given.Order()}}","photoId":"foto 1","receivedAt":"2026-03-02T09:00:00+00:00"}""",
            note.GetRawText());
        Assert.Equal(Key.Sha256, Convert.ToHexStringLower(SHA256.HashData(file.AsSpan(0, note.GetProperty("length").GetInt32()))));
    }

    [Fact]
    public void What_a_crash_left_in_incoming_is_swept_at_the_start()
    {
        FileEvidenceStore.Open(_folder).Dispose();
        File.WriteAllText(Path.Combine(Incoming, "left.draft"), "half a picture");
        FileEvidenceStore.Open(_folder).Dispose();
        Assert.Empty(Directory.EnumerateFiles(Incoming));
    }

    [Fact]
    public async Task A_picture_that_is_being_written_is_not_there_yet()
    {
        using var begun = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        using var store = FileEvidenceStore.Open(_folder, (file, parts) =>
        {
            begun.Set();
            goOn.Wait();
            Write(file, parts);
        });
        var put = PutAsync(store);
        begun.Wait();
        Assert.Null(await OpenAsync(store));
        goOn.Set();
        Assert.True(await put);
        await using var content = await OpenAsync(store);
        Assert.NotNull(content);
    }

    [Fact]
    public async Task A_full_disk_is_told_in_a_sentence_and_keeps_nothing()
    {
        using var store = FileEvidenceStore.Open(_folder, Fill);
        var e = await Assert.ThrowsAsync<StoreException>(() => PutAsync(store));
        Assert.Equal("The disk that holds the pictures is full. No picture was kept; the hub takes pictures again when there is space.", e.Message);
        Assert.Null(await OpenAsync(store));
        Assert.Empty(Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task When_there_is_space_again_pictures_are_taken_again()
    {
        FileEvidenceStore.DurableWrite write = Fill;
        using var store = FileEvidenceStore.Open(_folder, (file, parts) => write(file, parts));
        await Assert.ThrowsAsync<StoreException>(() => PutAsync(store));
        write = Write;
        Assert.True(await PutAsync(store));
    }

    [Fact]
    public async Task The_last_quarter_of_a_gibibyte_is_left_to_the_orders()
    {
        var free = (256L << 20) + Picture.Length;
        using var store = FileEvidenceStore.Open(_folder, Write, () => free);
        var e = await Assert.ThrowsAsync<StoreException>(() => PutAsync(store));
        Assert.Contains("is full", e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories));
        free += 1024;
        Assert.True(await PutAsync(store));
    }

    [Fact]
    public async Task A_put_that_is_given_up_half_way_keeps_nothing()
    {
        using var stop = new CancellationTokenSource();
        using var store = FileEvidenceStore.Open(_folder, (file, parts) =>
        {
            Write(file, parts);
            stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PutAsync(store, stop.Token));
        Assert.Empty(Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_picture_is_read_to_its_end_though_it_is_removed_meanwhile()
    {
        using var store = FileEvidenceStore.Open(_folder);
        await PutAsync(store);
        await using var content = (await OpenAsync(store))!;
        Assert.True(await store.RemoveAsync(Key.OrderId, Key.Sha256, CancellationToken.None));
        var bytes = new MemoryStream();
        await content.Content.CopyToAsync(bytes);
        Assert.Equal(Picture, bytes.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(150)]
    [InlineData(210)]
    [InlineData(-1)]
    [InlineData(-10)]
    public async Task A_file_that_lost_its_end_is_told_as_damaged(int kept)
    {
        using var store = FileEvidenceStore.Open(_folder);
        await PutAsync(store);
        using (var file = File.OpenWrite(File1)) file.SetLength(kept >= 0 ? kept : file.Length + kept);
        var e = await Assert.ThrowsAsync<DamagedPictureException>(() => OpenAsync(store));
        Assert.Contains($"The file {File1} is damaged: put it back from a backup.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_lost_its_beginning_is_told_as_damaged()
    {
        using var store = FileEvidenceStore.Open(_folder);
        await PutAsync(store);
        await File.WriteAllBytesAsync(File1, (await File.ReadAllBytesAsync(File1))[5..]);
        await Assert.ThrowsAsync<DamagedPictureException>(() => OpenAsync(store));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_file_is_not_taken_for_the_picture_that_comes_again(bool cut)
    {
        using var store = FileEvidenceStore.Open(_folder);
        await PutAsync(store);
        var bytes = await File.ReadAllBytesAsync(File1);
        bytes[7] ^= 1;
        await File.WriteAllBytesAsync(File1, cut ? bytes[..20] : bytes);
        Assert.True(await PutAsync(store));
        await using var content = await OpenAsync(store);
        using var whole = new MemoryStream();
        await content!.Content.CopyToAsync(whole);
        Assert.Equal(Picture, whole.ToArray());
    }

    [Fact]
    public void A_file_where_the_folder_should_be_stops_the_start_with_its_name()
    {
        File.WriteAllText(Root, "");
        Assert.StartsWith(
            $"The folder {Root}, which holds the pictures, cannot be used:", Assert.Throws<StoreException>(() => FileEvidenceStore.Open(_folder)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_went_away_is_not_made_anew()
    {
        using var store = FileEvidenceStore.Open(_folder);
        Directory.Delete(Root, recursive: true);
        await Assert.ThrowsAsync<StoreException>(() => PutAsync(store));
        Assert.False(Directory.Exists(Root));
    }

    [Fact]
    public void Pictures_are_for_the_hubs_own_user_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        FileEvidenceStore.Open(_folder).Dispose();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Root));
    }
}

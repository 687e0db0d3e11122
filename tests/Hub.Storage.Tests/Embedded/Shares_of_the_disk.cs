using Hub.Application.Archive;
using Hub.Embedded.Database;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Embedded;

/// <summary>One partner's messages cannot fill the disk that all share.</summary>
public sealed class Shares_of_the_disk : IAsyncLifetime
{
    private const long Roomy = 1L << 40;

    private readonly EmbeddedFolder _folder = new();
    private readonly SqliteMessageArchive _archive;

    public Shares_of_the_disk() => _archive = new SqliteMessageArchive(_folder.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();

    private static ArchivedMessage Message(int i, MessageOutcome outcome, string partner = "alfa", int length = 1_000) =>
        Given.Message($"m-{i:000}", partner, outcome is MessageOutcome.Accepted ? Given.Order() : null) with { Body = new byte[length], Size = length, Outcome = outcome };

    private Task KeepAsync(ArchivedMessage message) => _archive.StoreAsync(message, CancellationToken.None);

    private async Task<List<int>> LengthsAsync(string partner = "alfa")
    {
        var lengths = new List<int>();
        foreach (var message in (await _archive.ListAsync(new MessageQuery(partner, Limit: 1_000), CancellationToken.None)).Reverse())
            lengths.Add((await _archive.FindAsync(message.ReceiptId, CancellationToken.None))!.Body.Length);
        return lengths;
    }

    [Fact]
    public async Task Of_messages_that_were_not_taken_the_oldest_go_beyond_a_partners_share()
    {
        _folder.Database.ArchiveShares = new ArchiveShares(() => Roomy, maxNotTaken: 20_000);
        for (var i = 0; i < 100; i++) await KeepAsync(Message(i, i % 2 == 0 ? MessageOutcome.Unreadable : MessageOutcome.Refused));
        await KeepAsync(Message(1, MessageOutcome.Refused, "beta"));

        var kept = await _archive.ListAsync(new MessageQuery("alfa", Limit: 1_000), CancellationToken.None);
        Assert.InRange(kept.Count, 18, 20);
        Assert.Equal("m-099", kept[0].MessageId);
        Assert.Single(await LengthsAsync("beta"));
    }

    [Fact]
    public async Task Their_number_is_bounded_too()
    {
        _folder.Database.ArchiveShares = new ArchiveShares(() => Roomy, maxRecords: 50);
        for (var i = 0; i < 120; i++) await KeepAsync(Message(i, MessageOutcome.Refused, length: 0));
        Assert.InRange((await LengthsAsync()).Count, 45, 50);
    }

    [Fact]
    public async Task The_share_counts_what_there_was_before_the_start()
    {
        for (var i = 0; i < 30; i++) await KeepAsync(Message(i, MessageOutcome.Refused));
        _folder.Database.ArchiveShares = new ArchiveShares(() => Roomy, maxNotTaken: 20_000);
        await KeepAsync(Message(30, MessageOutcome.Refused));
        Assert.InRange((await LengthsAsync()).Count, 17, 20);
    }

    [Fact]
    public async Task Of_messages_that_were_taken_all_are_kept_beyond_a_days_share_by_their_beginning()
    {
        _folder.Database.ArchiveShares = new ArchiveShares(() => Roomy, maxTakenInDay: 25_000);
        for (var i = 0; i < 5; i++) await KeepAsync(Message(i, MessageOutcome.Accepted, length: 10_000));
        await KeepAsync(Message(5, MessageOutcome.Accepted, "beta", 10_000));
        Assert.Equal([10_000, 10_000, 4_096, 4_096, 4_096], await LengthsAsync());
        Assert.Equal([10_000], await LengthsAsync("beta"));
        Assert.All(await _archive.ListAsync(new MessageQuery("alfa"), CancellationToken.None), m => Assert.Equal(10_000, m.Size));
    }

    [Fact]
    public async Task On_a_disk_that_is_nearly_full_what_was_not_taken_leaves_its_record_only()
    {
        _folder.Database.ArchiveShares = new ArchiveShares(() => ArchiveShares.MinFreeBytes - 1);
        await KeepAsync(Message(1, MessageOutcome.Unreadable));
        await KeepAsync(Message(2, MessageOutcome.Accepted));
        Assert.Equal([0, 1_000], await LengthsAsync());
    }
}

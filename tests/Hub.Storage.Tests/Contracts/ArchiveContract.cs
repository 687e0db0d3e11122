using System.Text;
using Hub.Application.Archive;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every archive of messages promises.</summary>
public abstract class ArchiveContract
{
    /// <summary>An empty archive.</summary>
    protected abstract IMessageArchive Archive { get; }

    private async Task<ArchivedMessage> KeepAsync(ArchivedMessage message)
    {
        await Archive.StoreAsync(message, CancellationToken.None);
        return message;
    }

    private async Task<ArchivedMessage?> FindAsync(ArchivedMessage message) => await Archive.FindAsync(message.ReceiptId, CancellationToken.None);

    private async Task<IReadOnlyList<string>> ListAsync(MessageQuery query) =>
        [.. (await Archive.ListAsync(query, CancellationToken.None)).Select(m => m.MessageId)];

    [Fact]
    public async Task A_message_is_kept_as_it_came_in()
    {
        var kept = await KeepAsync(Given.Message("m-1", order: Given.Order()) with { Outcome = MessageOutcome.Refused, Reason = "why" });
        var found = (await FindAsync(kept))!;
        Assert.Equal("what was sent", Encoding.UTF8.GetString(found.Body.Span));
        Assert.Equal(kept with { Body = default }, found with { Body = default });
    }

    [Fact]
    public async Task A_message_without_order_type_and_body_is_kept_too()
    {
        var kept = await KeepAsync(Given.Message("m-1") with { ContentType = null, Body = ReadOnlyMemory<byte>.Empty, Size = 5_000_000 });
        Assert.Equal(kept with { Body = default }, (await FindAsync(kept))! with { Body = default });
    }

    [Fact]
    public async Task A_message_that_is_not_there_is_not_found() => Assert.Null(await Archive.FindAsync(Guid.NewGuid(), CancellationToken.None));

    [Fact]
    public async Task A_message_kept_again_takes_the_new_outcome_and_keeps_its_body()
    {
        var kept = await KeepAsync(Given.Message("m-1"));
        await KeepAsync(kept with { Outcome = MessageOutcome.Refused, Reason = "why", Body = "other"u8.ToArray() });
        var found = (await FindAsync(kept))!;
        Assert.Equal((MessageOutcome.Refused, "why", "what was sent"), (found.Outcome, found.Reason, Encoding.UTF8.GetString(found.Body.Span)));
    }

    [Fact]
    public async Task An_order_that_is_known_is_not_forgotten_by_keeping_it_again()
    {
        var kept = await KeepAsync(Given.Message("m-1", order: Given.Order()));
        await KeepAsync(kept with { Subject = null });
        Assert.Equal(Given.Order(), (await FindAsync(kept))!.Subject);
    }

    [Fact]
    public async Task The_hash_of_whoever_bore_the_id_first_is_told()
    {
        await KeepAsync(Given.Message("m-1", hash: "aa"));
        await KeepAsync(Given.Message("m-1", hash: "bb"));
        Assert.Equal("aa", await Archive.FirstHashAsync("alfa", "m-1", CancellationToken.None));
    }

    [Fact]
    public async Task An_id_is_the_partners_own()
    {
        await KeepAsync(Given.Message("m-1"));
        Assert.Null(await Archive.FirstHashAsync("beta", "m-1", CancellationToken.None));
    }

    [Fact]
    public async Task The_list_is_newest_first_and_without_bodies()
    {
        for (var i = 1; i <= 3; i++) await KeepAsync(Given.Message($"m-{i}", minute: i));
        Assert.Equal(["m-3", "m-2", "m-1"], await ListAsync(new MessageQuery()));
        Assert.All(await Archive.ListAsync(new MessageQuery(), CancellationToken.None), m => Assert.Equal(0, m.Body.Length));
    }

    [Fact]
    public async Task The_list_goes_on_before_a_message()
    {
        for (var i = 1; i <= 5; i++) await KeepAsync(Given.Message($"m-{i}", minute: i));
        Assert.Equal(["m-5", "m-4"], await ListAsync(new MessageQuery(Limit: 2)));
        Assert.Equal(["m-3", "m-2"], await ListAsync(new MessageQuery(Before: Given.Message("m-4", minute: 4).ReceiptId, Limit: 2)));
    }

    [Fact]
    public async Task The_list_is_narrowed_by_partner_and_outcome()
    {
        await KeepAsync(Given.Message("m-1"));
        await KeepAsync(Given.Message("m-2") with { Outcome = MessageOutcome.Unreadable });
        await KeepAsync(Given.Message("m-3", "beta") with { Outcome = MessageOutcome.Unreadable });
        Assert.Equal(["m-2"], await ListAsync(new MessageQuery("alfa", MessageOutcome.Unreadable)));
        Assert.Equal(["m-1"], await ListAsync(new MessageQuery(Outcome: MessageOutcome.Accepted)));
    }

    [Fact]
    public async Task Erasing_empties_the_bodies_of_one_order_and_leaves_the_rest_of_the_record()
    {
        var erased = await KeepAsync(Given.Message("m-1", order: Given.Order(1)));
        var other = await KeepAsync(Given.Message("m-2", order: Given.Order(2)));
        Assert.Equal(1, await Archive.EraseBodiesAsync(Given.Order(1), null, CancellationToken.None));
        Assert.Equal((0, "Vera Post"), ((await FindAsync(erased))!.Body.Length, (await FindAsync(erased))!.Request));
        Assert.Equal(13, (await FindAsync(other))!.Body.Length);
    }

    [Fact]
    public async Task Erasing_until_a_moment_leaves_what_was_received_later()
    {
        var before = await KeepAsync(Given.Message("m-1", minute: 1, order: Given.Order()));
        var after = await KeepAsync(Given.Message("m-2", minute: 2, order: Given.Order()));
        Assert.Equal(1, await Archive.EraseBodiesAsync(Given.Order(), before.ReceivedAt, CancellationToken.None));
        Assert.Equal((0, 13), ((await FindAsync(before))!.Body.Length, (await FindAsync(after))!.Body.Length));
    }

    [Fact]
    public async Task What_was_erased_stays_erased_when_the_message_is_kept_again()
    {
        var message = await KeepAsync(Given.Message("m-1", order: Given.Order()));
        await Archive.EraseBodiesAsync(Given.Order(), null, CancellationToken.None);
        await KeepAsync(message);
        Assert.Equal(0, (await FindAsync(message))!.Body.Length);
    }

    [Fact]
    public async Task Of_messages_without_an_order_those_are_emptied_that_are_chosen()
    {
        var all = new List<ArchivedMessage>();
        for (var i = 1; i <= 40; i++) all.Add(await KeepAsync(Given.Message($"m-{i}", minute: i % 3, order: i > 38 ? Given.Order() : null)));
        await KeepAsync(Given.Message("empty") with { Body = ReadOnlyMemory<byte>.Empty });
        var asked = new List<string>();
        var erased = await Archive.EraseUnassignedBodiesAsync(
            m =>
            {
                Assert.Equal("what was sent", Encoding.UTF8.GetString(m.Body.Span));
                asked.Add(m.MessageId);
                return m.MessageId is "m-1" or "m-20" or "m-38";
            }, CancellationToken.None);
        Assert.Equal((3, 38, 38), (erased, asked.Count, asked.Distinct().Count()));
        foreach (var message in all) Assert.Equal(message.MessageId is "m-1" or "m-20" or "m-38" ? 0 : 13, (await FindAsync(message))!.Body.Length);
    }

    [Fact]
    public async Task Purging_deletes_what_is_old_and_sooner_what_belongs_to_no_order()
    {
        await KeepAsync(Given.Message("old", order: Given.Order(), minute: 1));
        await KeepAsync(Given.Message("orphan", minute: 5));
        await KeepAsync(Given.Message("ordered", order: Given.Order(), minute: 5));
        await KeepAsync(Given.Message("new", minute: 20));
        Assert.Equal(2, await Archive.PurgeAsync(Given.Start.AddMinutes(2), Given.Start.AddMinutes(10), 50, CancellationToken.None));
        Assert.Equal(["new", "ordered"], await ListAsync(new MessageQuery()));
    }

    [Fact]
    public async Task Purging_deletes_no_more_than_was_asked()
    {
        for (var i = 1; i <= 5; i++) await KeepAsync(Given.Message($"m-{i}", minute: i));
        Assert.Equal(2, await Archive.PurgeAsync(Given.Start.AddDays(1), Given.Start.AddDays(1), 2, CancellationToken.None));
        Assert.Equal(["m-5", "m-4", "m-3"], await ListAsync(new MessageQuery()));
    }
}

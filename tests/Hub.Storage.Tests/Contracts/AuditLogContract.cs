using Hub.Application.Audit;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every audit log promises.</summary>
public abstract class AuditLogContract
{
    /// <summary>An empty log.</summary>
    protected abstract IAuditLog Log { get; }

    private static AuditEntry Entry(int minute, string action = "partner.put", string? target = "alfa", AuditActor? actor = null) =>
        new(Guid.NewGuid(), Given.Start.AddMinutes(minute), actor ?? new AuditActor(AuditActorKind.ManageKey), action, target);

    private async Task<AuditEntry> BeginAsync(AuditEntry entry)
    {
        await Log.BeginAsync(entry, CancellationToken.None);
        return entry;
    }

    private async Task<IReadOnlyList<AuditEntry>> ListAsync(AuditQuery? query = null) =>
        (await Log.ListAsync(query ?? new AuditQuery(), CancellationToken.None)).Items;

    [Fact]
    public async Task What_begins_is_there_without_an_outcome()
    {
        var entry = await BeginAsync(Entry(0, actor: new AuditActor(AuditActorKind.Person, "tenant/o-1")));

        Assert.Equal([entry], await ListAsync());
    }

    [Theory]
    [InlineData(AuditOutcome.Done, 204)]
    [InlineData(AuditOutcome.Refused, 409)]
    [InlineData(AuditOutcome.Failed, null)]
    public async Task Its_outcome_is_added(AuditOutcome outcome, int? status)
    {
        var entry = await BeginAsync(Entry(0, target: null)) with { Outcome = outcome, Status = status };
        await BeginAsync(Entry(1));
        // On what it was may be known only afterwards.
        entry = entry with { Target = "alfa/key-1" };

        await Log.CompleteAsync(entry, CancellationToken.None);
        await Log.CompleteAsync(entry, CancellationToken.None);

        Assert.Equal(entry, (await ListAsync())[^1]);
        Assert.Null((await ListAsync())[0].Outcome);
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest()
    {
        var all = new List<AuditEntry>();
        for (var i = 0; i < 5; i++) all.Insert(0, await BeginAsync(Entry(i)));

        var first = await Log.ListAsync(new AuditQuery { Limit = 2 }, CancellationToken.None);
        var second = await Log.ListAsync(new AuditQuery { Limit = 2, Cursor = first.Cursor }, CancellationToken.None);
        var third = await Log.ListAsync(new AuditQuery { Limit = 2, Cursor = second.Cursor }, CancellationToken.None);

        Assert.Equal(all, [.. first.Items, .. second.Items, .. third.Items]);
        Assert.Null(third.Cursor);
        Assert.Null((await Log.ListAsync(new AuditQuery { Limit = 5 }, CancellationToken.None)).Cursor);
    }

    [Fact]
    public async Task Entries_of_one_moment_are_all_there_across_pages()
    {
        var ids = new HashSet<Guid>();
        for (var i = 0; i < 5; i++) ids.Add((await BeginAsync(Entry(0))).Id);

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await Log.ListAsync(new AuditQuery { Limit = 2, Cursor = cursor }, CancellationToken.None);
            seen.AddRange(page.Items.Select(e => e.Id));
            cursor = page.Cursor;
        }
        while (cursor is not null);

        Assert.Equal(5, seen.Count);
        Assert.True(ids.SetEquals(seen));
    }

    [Fact]
    public async Task A_filter_leaves_out_what_it_does_not_name()
    {
        var person = new AuditActor(AuditActorKind.Person, "tenant/o-1");
        var put = await BeginAsync(Entry(0));
        var opened = await BeginAsync(Entry(1, "message.open", "m-1", person));
        var beta = await BeginAsync(Entry(2, target: "beta", actor: person));

        Assert.Equal([opened], await ListAsync(new AuditQuery { Action = "message.open" }));
        Assert.Equal([put], await ListAsync(new AuditQuery { Target = "alfa" }));
        Assert.Equal([beta, opened], await ListAsync(new AuditQuery { ActorId = "tenant/o-1" }));
        Assert.Equal([beta], await ListAsync(new AuditQuery { ActorId = "tenant/o-1", Action = "partner.put" }));
        Assert.Equal([opened], await ListAsync(new AuditQuery { From = opened.At, To = beta.At }));
        Assert.Equal([beta, opened], await ListAsync(new AuditQuery { From = opened.At }));
        Assert.Equal([opened, put], await ListAsync(new AuditQuery { To = beta.At }));
        var page = await Log.ListAsync(new AuditQuery { To = beta.At, Limit = 1 }, CancellationToken.None);
        Assert.Equal([put], await ListAsync(new AuditQuery { To = beta.At, Cursor = page.Cursor }));
    }

    [Fact]
    public async Task What_is_too_old_is_removed_the_oldest_first()
    {
        for (var i = 0; i < 3; i++) await BeginAsync(Entry(i));
        var kept = await BeginAsync(Entry(3));

        Assert.Equal(2, await Log.RemoveAsync(kept.At, 2, CancellationToken.None));
        Assert.Equal([kept.At, kept.At.AddMinutes(-1)], (await ListAsync()).Select(e => e.At));
        Assert.Equal(1, await Log.RemoveAsync(kept.At, 2, CancellationToken.None));
        Assert.Equal(0, await Log.RemoveAsync(kept.At, 2, CancellationToken.None));
        Assert.Equal([kept], await ListAsync());
    }
}

using Hub.Application.Notices;
using Hub.Domain.Orders;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every store of notices promises.</summary>
public abstract class NoticeStoreContract
{
    private static readonly NoticeSubject Parked = new(NoticeKind.Parked, "alfa");
    private static readonly NoticeSubject Letters = new(NoticeKind.DeadLetters);

    /// <summary>An empty store.</summary>
    protected abstract INoticeStore Store { get; }

    private Task<NoticeState?> SaveAsync(NoticeState state) => Store.TrySaveAsync(state, CancellationToken.None);

    private async Task<NoticeState> OneAsync() => Assert.Single(await Store.ListAsync(CancellationToken.None));

    private static NoticeState Whole => NoticeState.Of(Parked) with
    {
        SentAt = Given.Start.AddTicks(7),
        NoticedUpTo = Given.Start.AddDays(1),
        NoticedCount = 3,
        NoticedLetters = ["lanes/1", "lanes/2"],
        NoticedDeadlines = [new NoticedDeadline(Given.Order().Value, DeadlineKind.LeadTime, Given.Start.AddDays(2))],
        Queued = new QueuedNotice
        {
            Id = "n-1", Text = new NoticeText("Titel é", ["Eén", "Twee"], ["opdracht 1"], ["Kijk"], new Uri("https://hub.example/")),
            QueuedAt = Given.Start, KeptUntil = Given.Start.AddDays(3), Attempts = 2, NextAttemptAt = Given.Start.AddMinutes(5), SentBy = ["mail"],
            Note = "No answer.", Settled = ["beheer@alfa.example"],
            Deadlines = [new NoticedDeadline(Given.Order().Value, DeadlineKind.Complete, Given.Start.AddDays(1))],
        },
    };

    [Fact]
    public async Task In_the_beginning_nothing_was_noticed() => Assert.Empty(await Store.ListAsync(CancellationToken.None));

    [Fact]
    public async Task What_was_written_is_found_whole()
    {
        var saved = (await SaveAsync(Whole))!;
        Assert.NotNull(saved.Tag);
        Assert.Equivalent(saved, await OneAsync(), strict: true);
        Assert.Equal(Whole.ToJson(), (await OneAsync()).ToJson());
    }

    [Fact]
    public async Task Each_subject_has_a_state_of_its_own()
    {
        await SaveAsync(Whole);
        await SaveAsync(NoticeState.Of(Letters));
        await SaveAsync(NoticeState.Of(Parked with { PartnerId = "beta" }));
        Assert.Equal(
            [Letters, Parked, Parked with { PartnerId = "beta" }],
            (await Store.ListAsync(CancellationToken.None)).Select(s => s.Subject).OrderBy(s => s.ToString(), StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_two_that_begin_a_subject_the_first_wins()
    {
        Assert.NotNull(await SaveAsync(NoticeState.Of(Parked) with { NoticedCount = 1 }));
        Assert.Null(await SaveAsync(NoticeState.Of(Parked) with { NoticedCount = 2 }));
        Assert.Equal(1, (await OneAsync()).NoticedCount);
    }

    [Fact]
    public async Task Of_two_that_read_the_same_the_first_wins()
    {
        await SaveAsync(NoticeState.Of(Parked));
        var read = await OneAsync();
        var saved = (await SaveAsync(read with { NoticedCount = 1 }))!;
        Assert.NotEqual(read.Tag, saved.Tag);
        Assert.Null(await SaveAsync(read with { NoticedCount = 2 }));
        Assert.Equal(1, (await OneAsync()).NoticedCount);
        Assert.NotNull(await SaveAsync(saved with { NoticedCount = 3 }));
    }

    [Fact]
    public async Task Of_many_at_once_one_wins()
    {
        var saved = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Task.Run(() => SaveAsync(NoticeState.Of(Parked) with { NoticedCount = i }))));
        Assert.Single(saved, s => s is not null);
    }
}

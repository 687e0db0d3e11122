using Hub.Application.Deliveries;
using Hub.Application.DueTimes;
using Hub.Application.Evidence;
using Hub.Domain.Orders;
using Hub.Embedded.Database;
using Hub.Embedded.Leases;
using Hub.Storage.Tests.Support;
using Hub.Testing;

namespace Hub.Storage.Tests.Embedded;

/// <summary>What waits for a moment that a wrong clock told.</summary>
public sealed class Due_times : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = Given.Start;
    private static readonly LatestDueTimes Latest = new(Now.AddHours(15), Now.AddDays(91), Now.AddYears(31));

    private readonly EmbeddedFolder _folder = new();
    private readonly SqliteDueTimes _times;
    private readonly SqliteDeliveryStore _deliveries;
    private readonly SqliteEvidenceAgenda _agenda;
    private readonly SqliteContacts _contacts;

    public Due_times()
    {
        _times = new SqliteDueTimes(_folder.Database);
        _deliveries = new SqliteDeliveryStore(_folder.Database, new MemoryLeases(TimeProvider.System), TimeProvider.System);
        _agenda = new SqliteEvidenceAgenda(_folder.Database);
        _contacts = new SqliteContacts(_folder.Database);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync();

    private Task<int> ReviewAsync(TimeSpan setBack) => _times.ReviewAsync(Now, setBack, Latest, CancellationToken.None);

    // A delivery that was enqueued and failed while the clock was so far ahead.
    private async Task<Delivery> FailedAsync(TimeSpan ahead, TimeSpan wait)
    {
        var delivery = new Delivery { Stream = Given.Order(), Recipient = Recipient.OfPartner("alfa"), Version = 1, EventName = "OrderAwarded", CreatedAt = Now + ahead };
        await _deliveries.EnqueueAsync([delivery], CancellationToken.None);
        var claimed = await _deliveries.TryClaimAsync(delivery, Now + ahead, Now + ahead + TimeSpan.FromMinutes(2), CancellationToken.None);
        await _deliveries.SettleAsync(claimed! with { Failures = 1, NextAttemptAt = Now + ahead + wait }, CancellationToken.None);
        return delivery;
    }

    private async Task<Delivery> FindAsync(Delivery delivery) => (await _deliveries.FindAsync(delivery.Id, CancellationToken.None))!;

    private Task SetAsync(AgendaKind kind, DateTimeOffset due) => _agenda.SetAsync(new AgendaItem(Given.Order(), kind, "p-1", due), CancellationToken.None);

    private async Task<DateTimeOffset> DueAsync(AgendaKind kind) => (await _agenda.OfStreamAsync(Given.Order(), kind, CancellationToken.None)).Single().DueAt;

    [Fact]
    public async Task An_attempt_comes_as_much_earlier_as_the_clock_was_set_back()
    {
        var delivery = await FailedAsync(TimeSpan.FromHours(3), TimeSpan.FromMinutes(5));
        Assert.Equal(1, await ReviewAsync(TimeSpan.FromHours(3)));
        var moved = await FindAsync(delivery);
        Assert.Equal((Now.AddMinutes(5), Now, Now), (moved.NextAttemptAt, moved.FirstTriedAt, moved.CreatedAt));
    }

    [Fact]
    public async Task So_does_a_photo_and_a_contact()
    {
        await SetAsync(AgendaKind.Fetch, Now.AddHours(3));
        await SetAsync(AgendaKind.Picture, Now.AddHours(4));
        await _contacts.SaveAsync(Given.Order(), new ResidentContact { Name = "N. Aam" }, Now, Now.AddHours(2), CancellationToken.None);
        Assert.Equal(3, await ReviewAsync(TimeSpan.FromHours(3)));
        Assert.Equal((Now, Now.AddHours(1)), (await DueAsync(AgendaKind.Fetch), await DueAsync(AgendaKind.Picture)));
        Assert.Single(await _contacts.DueAsync(Now, 10, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_due_already_and_what_waits_rightly_stays()
    {
        var delivery = await FailedAsync(TimeSpan.Zero, TimeSpan.FromHours(14));
        await SetAsync(AgendaKind.Fetch, Now.AddHours(-1));
        Assert.Equal(0, await ReviewAsync(TimeSpan.Zero));
        Assert.Equal((Now.AddHours(14), Now.AddHours(-1)), ((await FindAsync(delivery)).NextAttemptAt, await DueAsync(AgendaKind.Fetch)));
    }

    [Fact]
    public async Task What_lies_further_ahead_than_anything_waits_is_due_now()
    {
        var delivery = await FailedAsync(TimeSpan.FromDays(3650), TimeSpan.FromMinutes(5));
        await SetAsync(AgendaKind.Fetch, Now.AddDays(2));
        await SetAsync(AgendaKind.Picture, Now.AddYears(40));
        await _contacts.SaveAsync(Given.Order(), new ResidentContact { Name = "N. Aam" }, Now, Now.AddYears(10), CancellationToken.None);
        Assert.Equal(4, await ReviewAsync(TimeSpan.Zero));
        Assert.Equal((null, Now, Now), ((await FindAsync(delivery)).NextAttemptAt, await DueAsync(AgendaKind.Fetch), await DueAsync(AgendaKind.Picture)));
        Assert.Single(await _contacts.DueAsync(Now, 10, CancellationToken.None));
    }

    [Fact]
    public async Task The_moment_that_was_noted_outlives_a_restart()
    {
        Assert.Null(await _times.LastSeenAsync(CancellationToken.None));
        await ReviewAsync(TimeSpan.Zero);
        await _folder.ReopenAsync();
        Assert.Equal(Now, await new SqliteDueTimes(_folder.Database).LastSeenAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_lease_ends_in_its_time_also_where_the_clock_was_set_back()
    {
        var clock = new FakeClock();
        var leases = new MemoryLeases(clock);
        await leases.TryAcquireAsync("a", clock.GetUtcNow(), clock.GetUtcNow().AddMinutes(2), CancellationToken.None);
        clock.SetWall(TimeSpan.FromHours(-3));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(await leases.FindHeldAsync(["a"], clock.GetUtcNow(), CancellationToken.None));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(await leases.FindHeldAsync(["a"], clock.GetUtcNow(), CancellationToken.None));
        Assert.NotNull(await leases.TryAcquireAsync("a", clock.GetUtcNow(), clock.GetUtcNow().AddMinutes(2), CancellationToken.None));
    }
}

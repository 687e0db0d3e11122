using Hub.Application.Deliveries;
using Hub.Application.DueTimes;
using Hub.Application.Evidence;
using Hub.Azure.Cosmos;
using Hub.Domain.Orders;
using Hub.Storage.Tests.Cosmos.Support;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>What waits for a moment that a wrong clock told, on Cosmos DB.</summary>
public sealed class Due_times : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = Given.Start;
    private static readonly LatestDueTimes Latest = new(Now.AddHours(15), Now.AddDays(91), Now.AddYears(31));

    private readonly CosmosAccount _account = new();
    private readonly CosmosDueTimes _times;
    private readonly CosmosDeliveryStore _deliveries;
    private readonly CosmosEvidenceAgenda _agenda;
    private readonly CosmosContacts _contacts;

    public Due_times()
    {
        _times = new CosmosDueTimes(_account.Database);
        _deliveries = new CosmosDeliveryStore(_account.Database);
        _agenda = new CosmosEvidenceAgenda(_account.Database);
        _contacts = new CosmosContacts(_account.Database, _deliveries);
    }

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();

    private Task<int> ReviewAsync(TimeSpan setBack) => _times.ReviewAsync(Now, setBack, Latest, CancellationToken.None);

    // A delivery that was enqueued and failed while the clock was so far ahead.
    private async Task<Delivery> FailedAsync(TimeSpan ahead, TimeSpan wait)
    {
        var delivery = Given.Delivery(Given.Order(), 1) with { CreatedAt = Now + ahead };
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
        await SetAsync(AgendaKind.Fetch, Now.AddHours(3));
        Assert.Equal(2, await ReviewAsync(TimeSpan.FromHours(3)));
        var moved = await FindAsync(delivery);
        Assert.Equal((Now.AddMinutes(5), Now, Now), (moved.NextAttemptAt, moved.FirstTriedAt, moved.CreatedAt));
        Assert.Equal(Now, await DueAsync(AgendaKind.Fetch));
        Assert.Equal([new DueLane(delivery.Lane, Now.AddMinutes(5))],
            await _deliveries.OverdueLanesAsync(delivery.Recipient, Now.AddHours(1), Now.AddMinutes(5), 10, CancellationToken.None));
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
    public async Task The_moment_that_was_noted_is_known_to_every_instance()
    {
        Assert.Null(await _times.LastSeenAsync(CancellationToken.None));
        await ReviewAsync(TimeSpan.Zero);
        Assert.Equal(Now, await new CosmosDueTimes(_account.Database).LastSeenAsync(CancellationToken.None));
    }
}

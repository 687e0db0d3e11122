using Hub.Application.Audit;
using Hub.Application.Retention;
using Hub.Application.Settings;
using Hub.Application.Tests.Support;
using Hub.Domain.Orders;
using Hub.Testing;
using Hub.Testing.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Application.Tests.Retention;

/// <summary>What a person asked to be erased stays erased, whatever becomes of the database.</summary>
public sealed class Erasing_again
{
    private static readonly ResidentContact Resident = new("A. Bewoner", "0612345678");

    private readonly FakeClock _clock = new(Given.Start);
    private readonly MemoryErasures _log = new();
    private readonly MemoryContacts _contacts = new();
    private readonly MemoryArchive _archive = new();
    private readonly EraseContacts _erase;

    public Erasing_again() => _erase = new EraseContacts(
        _log, _contacts, _archive, new MemoryDeliveryStore(), new MemoryLog(), new RetentionPeriods(TimeSpan.FromDays(90), TimeSpan.FromDays(365)), _clock,
        NullLogger<EraseContacts>.Instance);

    // As a process that starts.
    private ReplayErasures Start() => new(_log, _contacts, _erase, _clock, NullLogger<ReplayErasures>.Instance);

    private Task SaveAsync() => _contacts.SaveAsync(Given.Id, Resident, _clock.GetUtcNow(), _clock.GetUtcNow().AddDays(90), CancellationToken.None);

    private async Task EraseAsync()
    {
        _clock.Advance(TimeSpan.FromHours(1));
        await _erase.EraseAsync(Given.Id, AuditActorKind.Person, CancellationToken.None);
        _clock.Advance(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_contact_that_a_restore_brought_back_is_gone_once_the_process_may_serve()
    {
        await SaveAsync();
        var (contact, savedAt) = (_contacts.All[Given.Id], _contacts.Saved[Given.Id]);
        await EraseAsync();
        await Start().EnsureAsync(CancellationToken.None);

        // The database as it was: the contact is back, and nothing tells of the erasure.
        (_contacts.All[Given.Id], _contacts.Saved[Given.Id], _contacts.ErasedUpTo) = (contact, savedAt, null);
        _archive.All.Add(Message(Given.Start));
        await Start().EnsureAsync(CancellationToken.None);
        Assert.Empty(_contacts.All);
        Assert.True(_archive.All.Single().Body.IsEmpty);
    }

    [Fact]
    public async Task A_contact_from_before_its_moment_was_noted_goes_too()
    {
        _contacts.All[Given.Id] = (Resident, Given.Start);
        _log.All.Add(new Erasure(Given.Id, Given.Start, AuditActorKind.Person));
        await Start().EnsureAsync(CancellationToken.None);
        Assert.Empty(_contacts.All);
    }

    [Fact]
    public async Task A_contact_that_came_in_after_the_erasure_stays_with_its_messages_and_is_named()
    {
        await EraseAsync();
        await SaveAsync();
        _archive.All.AddRange([Message(Given.Start), Message(_clock.GetUtcNow())]);
        await Start().EnsureAsync(CancellationToken.None);
        var replayed = await Start().ReplayAsync(CancellationToken.None);
        Assert.Equal((1, 0, Given.Id), (replayed.Entries, replayed.Erased, Assert.Single(replayed.Later)));
        Assert.Single(_contacts.All);
        Assert.Equal([true, false], _archive.All.Select(m => m.Body.IsEmpty));
    }

    [Fact]
    public async Task A_crash_between_the_entry_and_the_erasure_is_mended_by_the_next_start()
    {
        await SaveAsync();
        _contacts.IsBroken = true;
        await Assert.ThrowsAsync<StoreException>(EraseAsync);
        Assert.Single(_contacts.All);
        _contacts.IsBroken = false;
        await Start().EnsureAsync(CancellationToken.None);
        Assert.Empty(_contacts.All);
    }

    [Fact]
    public async Task What_cannot_be_logged_is_not_erased()
    {
        await SaveAsync();
        _log.IsAway = true;
        await Assert.ThrowsAsync<StoreException>(EraseAsync);
        Assert.Single(_contacts.All);
    }

    [Fact]
    public async Task While_the_log_is_away_nobody_may_serve_and_whoever_asks_next_tries_again()
    {
        _log.IsAway = true;
        var start = Start();
        await Assert.ThrowsAsync<StoreException>(() => start.EnsureAsync(CancellationToken.None));
        await Assert.ThrowsAsync<StoreException>(() => start.EnsureAsync(CancellationToken.None));
        _log.IsAway = false;
        await start.EnsureAsync(CancellationToken.None);
        await start.EnsureAsync(CancellationToken.None);
        Assert.Equal(3, _log.Reads);
    }

    [Fact]
    public async Task A_later_start_does_nothing_of_it_again_and_twice_is_as_once()
    {
        await SaveAsync();
        await EraseAsync();
        await Start().EnsureAsync(CancellationToken.None);
        // Had it been done again, this body would go: it is from before the erasure.
        _archive.All.Add(Message(Given.Start));
        await Start().EnsureAsync(CancellationToken.None);
        Assert.False(_archive.All.Single().Body.IsEmpty);
        Assert.Empty((await Start().ReplayAsync(CancellationToken.None)).Later);
        Assert.Equal(0, (await Start().ReplayAsync(CancellationToken.None)).Erased);
    }

    [Fact]
    public async Task An_erasure_whose_entry_was_still_on_its_way_when_another_instance_started_is_not_missed()
    {
        await _erase.EraseAsync(Given.Id, AuditActorKind.Person, CancellationToken.None);
        await Start().EnsureAsync(CancellationToken.None);
        var late = OrderId.For(Given.ErpId, "late");
        _contacts.All[late] = (Resident, Given.Start);
        _log.All.Add(new Erasure(late, Given.Start.AddSeconds(-5), AuditActorKind.Person));
        await Start().EnsureAsync(CancellationToken.None);
        Assert.Empty(_contacts.All);
    }

    private static Hub.Application.Archive.ArchivedMessage Message(DateTimeOffset at) => new()
    {
        ReceiptId = Guid.NewGuid(), PartnerId = Given.ErpId, MessageId = "m", Hash = "h", Request = "Vera Post", Body = "resident"u8.ToArray(), ReceivedAt = at,
        Subject = Given.Id,
    };
}

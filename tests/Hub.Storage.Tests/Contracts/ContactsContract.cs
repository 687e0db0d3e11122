using Hub.Application.Contacts;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every store of contacts promises.</summary>
public abstract class ContactsContract
{
    private static readonly ResidentContact Resident = new("A. Bewoner", "0612345678", "0201234567", "a@example.nl");

    /// <summary>An empty store.</summary>
    protected abstract IContacts Contacts { get; }

    private Task SaveAsync(int order, ResidentContact contact, int reviewMinute = 0) =>
        Contacts.SaveAsync(Given.Order(order), contact, Given.Start, Given.Start.AddMinutes(reviewMinute), CancellationToken.None);

    private Task<ContactErasure> EraseAsync(int? untilMinute) => Contacts.EraseAsync(
        Given.Order(1), untilMinute is { } minute ? Given.Start.AddMinutes(minute) : null, CancellationToken.None);

    private ValueTask<ResidentContact?> FindAsync(int order) => Contacts.FindAsync(Given.Order(order), CancellationToken.None);

    private ValueTask<IReadOnlyList<StreamId>> DueAsync(int minute, int max = 50) =>
        Contacts.DueAsync(Given.Start.AddMinutes(minute), max, CancellationToken.None);

    [Fact]
    public async Task A_contact_is_found_whole()
    {
        await SaveAsync(1, Resident);
        Assert.Equal(Resident, await FindAsync(1));
    }

    [Fact]
    public async Task An_order_without_a_contact_has_none() => Assert.Null(await FindAsync(1));

    [Fact]
    public async Task A_later_contact_takes_the_place_of_an_earlier_one_as_a_whole()
    {
        await SaveAsync(1, Resident, 1);
        await SaveAsync(1, new ResidentContact(Phone: "0687654321"), 9);
        Assert.Equal(new ResidentContact(Phone: "0687654321"), await FindAsync(1));
        Assert.Empty(await DueAsync(8));
    }

    [Fact]
    public async Task Erasing_leaves_nothing()
    {
        await SaveAsync(1, Resident);
        Assert.Equal(ContactErasure.Erased, await EraseAsync(null));
        Assert.Null(await FindAsync(1));
        Assert.Empty(await DueAsync(1));
    }

    [Fact]
    public async Task Erasing_what_is_not_there_says_so() => Assert.Equal(ContactErasure.Nothing, await EraseAsync(null));

    [Fact]
    public async Task What_is_due_comes_longest_due_first()
    {
        await SaveAsync(1, Resident, 3);
        await SaveAsync(2, Resident, 1);
        await SaveAsync(3, Resident, 4);
        Assert.Equal([Given.Order(2), Given.Order(1)], await DueAsync(3));
    }

    [Fact]
    public async Task No_more_is_given_than_was_asked()
    {
        for (var i = 1; i <= 4; i++) await SaveAsync(i, Resident, i);
        Assert.Equal(2, (await DueAsync(9, max: 2)).Count);
    }

    [Fact]
    public async Task What_is_postponed_is_due_later()
    {
        await SaveAsync(1, Resident, 1);
        await Contacts.PostponeAsync(Given.Order(1), Given.Start.AddMinutes(5), CancellationToken.None);
        Assert.Empty(await DueAsync(4));
        Assert.Single(await DueAsync(5));
    }

    [Fact]
    public async Task A_subject_without_a_contact_may_have_a_day_too()
    {
        await Contacts.ReviewAsync(Given.Order(1), Given.Start.AddMinutes(2), CancellationToken.None);
        Assert.Null(await FindAsync(1));
        Assert.Equal([Given.Order(1)], await DueAsync(2));
        Assert.Equal(ContactErasure.Nothing, await EraseAsync(null));
        Assert.Empty(await DueAsync(2));
    }

    [Fact]
    public async Task A_day_that_is_set_stays_until_a_contact_comes()
    {
        await Contacts.ReviewAsync(Given.Order(1), Given.Start.AddMinutes(2), CancellationToken.None);
        await Contacts.ReviewAsync(Given.Order(1), Given.Start.AddMinutes(9), CancellationToken.None);
        Assert.Single(await DueAsync(2));
        await SaveAsync(1, Resident, 5);
        Assert.Empty(await DueAsync(4));
        await Contacts.ReviewAsync(Given.Order(1), Given.Start, CancellationToken.None);
        Assert.Empty(await DueAsync(4));
        Assert.Equal(Resident, await FindAsync(1));
    }

    [Fact]
    public async Task Postponing_what_was_erased_brings_nothing_back()
    {
        await Contacts.PostponeAsync(Given.Order(1), Given.Start, CancellationToken.None);
        Assert.Empty(await DueAsync(1));
    }

    [Fact]
    public async Task A_contact_that_came_after_the_erasure_stays_with_its_day_and_one_from_before_goes()
    {
        await SaveAsync(1, Resident, 3);
        Assert.Equal(ContactErasure.Later, await EraseAsync(-1));
        await Contacts.PostponeAsync(Given.Order(1), Given.Start.AddMinutes(5), CancellationToken.None);
        Assert.Equal(ContactErasure.Later, await EraseAsync(-1));
        Assert.Equal(Resident, await FindAsync(1));
        Assert.Single(await DueAsync(5));
        Assert.Equal(ContactErasure.Erased, await EraseAsync(0));
        Assert.Equal(ContactErasure.Nothing, await EraseAsync(0));
        Assert.Empty(await DueAsync(9));
    }

    [Fact]
    public async Task The_moment_up_to_which_erasures_are_done_is_the_one_that_was_noted_last()
    {
        Assert.Null(await Contacts.ErasedUpToAsync(CancellationToken.None));
        await Contacts.NoteErasedUpToAsync(Given.Start, CancellationToken.None);
        await Contacts.NoteErasedUpToAsync(Given.Start.AddTicks(1), CancellationToken.None);
        Assert.Equal(Given.Start.AddTicks(1), await Contacts.ErasedUpToAsync(CancellationToken.None));
    }
}

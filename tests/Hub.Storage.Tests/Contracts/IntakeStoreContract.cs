using Hub.Application.Archive;
using Hub.Application.Contacts;
using Hub.Application.Evidence;
using Hub.Application.Intake;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every store of messages' results promises.</summary>
public abstract class IntakeStoreContract
{
    private static readonly ResidentContact Resident = new("R. Bewoner", "06-12345678", null);
    private static readonly AgendaItem Photo = new(Given.Order(), AgendaKind.Fetch, "p-1", Given.Start, PartnerId: "alfa");

    /// <summary>An empty store.</summary>
    protected abstract IIntakeStore Store { get; }

    /// <summary>The log beside it.</summary>
    protected abstract IEventLog Log { get; }

    /// <summary>The archive beside it.</summary>
    protected abstract IMessageArchive Archive { get; }

    /// <summary>The contacts beside it.</summary>
    protected abstract IContacts Contacts { get; }

    /// <summary>The agenda beside it.</summary>
    protected abstract IEvidenceAgenda Agenda { get; }

    private static IntakeCommit Commit(string message = "m-1", int expected = 0, int events = 2) => new()
    {
        ExpectedVersion = expected,
        Events = Given.Events(Given.Order(), expected + 1, expected + events),
        Receipt = Given.Receipt(Given.Order(), message, expected + events),
        Message = Given.Message(message, order: Given.Order()),
        Contact = new ContactToSave(Resident, Given.Start, Given.Start.AddDays(90)),
        Agenda = [Photo],
    };

    private async Task<int> VersionAsync() => (await Log.LoadAsync(Given.Order(), CancellationToken.None)).Version;

    private ValueTask<ArchivedMessage?> ArchivedAsync(string message = "m-1") => Archive.FindAsync(Given.Message(message).ReceiptId, CancellationToken.None);

    [Fact]
    public async Task All_that_an_accepted_message_leaves_is_there()
    {
        var commit = Commit();
        Assert.Equal(AppendOutcome.Appended, await Store.CommitAsync(commit, CancellationToken.None));
        Assert.Equal(commit.Events, (await Log.LoadAsync(Given.Order(), CancellationToken.None)).Events);
        Assert.Equal(commit.Receipt, await Log.FindReceiptAsync(Given.Order(), "alfa", "m-1", CancellationToken.None));
        Assert.Equal((MessageOutcome.Accepted, Given.Order().ToStreamId()), ((await ArchivedAsync())!.Outcome, (await ArchivedAsync())!.Subject!.Value));
        Assert.Equal(Resident, await Contacts.FindAsync(Given.Order(), CancellationToken.None));
        Assert.Equal([Given.Order().ToStreamId()], await Contacts.DueAsync(Given.Start.AddDays(90), 10, CancellationToken.None));
        Assert.Equal([Photo], await Agenda.OfStreamAsync(Given.Order(), AgendaKind.Fetch, CancellationToken.None));
    }

    [Fact]
    public async Task A_refused_message_leaves_its_receipt_and_its_archived_message()
    {
        await Store.CommitAsync(Commit(), CancellationToken.None);
        var no = new Refusal(RefusalKind.WrongState, "wrong-state", "It is too late.", "/status");
        var refused = Commit("m-2", 2, 0) with
        {
            Receipt = Given.Receipt(Given.Order(), "m-2", 2, no), Message = Given.Message("m-2", order: Given.Order()) with { Outcome = MessageOutcome.Refused, Reason = no.Reason },
            Contact = null, Agenda = [],
        };
        Assert.Equal(AppendOutcome.Appended, await Store.CommitAsync(refused, CancellationToken.None));
        Assert.Equal(2, await VersionAsync());
        Assert.Equal([refused.Receipt], await Log.RefusalsAsync(Given.Order(), CancellationToken.None));
        Assert.Equal((MessageOutcome.Refused, no.Reason), ((await ArchivedAsync("m-2"))!.Outcome, (await ArchivedAsync("m-2"))!.Reason));
    }

    [Fact]
    public async Task A_message_without_a_contact_sets_the_day_on_which_its_order_is_looked_at()
    {
        await Store.CommitAsync(Commit() with { Contact = null, ReviewAt = Given.Start.AddDays(90) }, CancellationToken.None);
        await Store.CommitAsync(Commit("m-2", 2) with { Contact = null, ReviewAt = Given.Start.AddDays(91) }, CancellationToken.None);
        Assert.Equal([Given.Order().ToStreamId()], await Contacts.DueAsync(Given.Start.AddDays(90), 10, CancellationToken.None));
    }

    [Fact]
    public async Task Where_another_append_was_first_the_archive_does_not_hold_the_message()
    {
        await Log.AppendAsync(Given.Order(), 0, Given.Events(Given.Order(), 1, 1), null, CancellationToken.None);
        Assert.Equal(AppendOutcome.VersionConflict, await Store.CommitAsync(Commit(), CancellationToken.None));
        Assert.Equal(1, await VersionAsync());
        Assert.Null(await Log.FindReceiptAsync(Given.Order(), "alfa", "m-1", CancellationToken.None));
        Assert.Null(await ArchivedAsync());
    }

    [Fact]
    public async Task A_message_with_a_receipt_is_not_committed_again()
    {
        await Store.CommitAsync(Commit(), CancellationToken.None);
        var again = Commit(expected: 2) with { Message = Given.Message("m-1", order: Given.Order()) with { Outcome = MessageOutcome.Refused } };
        Assert.Equal(AppendOutcome.ReceiptExists, await Store.CommitAsync(again, CancellationToken.None));
        Assert.Equal(2, await VersionAsync());
        Assert.Equal(MessageOutcome.Accepted, (await ArchivedAsync())!.Outcome);
    }

    [Fact]
    public async Task Of_many_commits_at_one_version_one_is_written_and_archived()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Store.CommitAsync(Commit($"m-{i}"), CancellationToken.None))));
        Assert.Single(outcomes, AppendOutcome.Appended);
        Assert.Single(await Archive.ListAsync(new MessageQuery(), CancellationToken.None));
        Assert.Equal(2, await VersionAsync());
    }

    [Fact]
    public async Task A_message_that_was_refused_before_its_order_came_is_archived_as_accepted_now()
    {
        await Archive.StoreAsync(Given.Message("m-1") with { Outcome = MessageOutcome.Refused, Reason = "No such order." }, CancellationToken.None);
        await Store.CommitAsync(Commit(), CancellationToken.None);
        Assert.Equal((MessageOutcome.Accepted, null), ((await ArchivedAsync())!.Outcome, (await ArchivedAsync())!.Reason));
    }
}

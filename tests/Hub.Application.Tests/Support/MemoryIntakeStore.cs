using Hub.Application.Intake;
using Hub.Application.Streams;

namespace Hub.Application.Tests.Support;

/// <summary>One write over the stores in memory, in the port's order for a store without a transaction over all of them: the weakest that the port allows.</summary>
internal sealed class MemoryIntakeStore(MemoryLog log, MemoryContacts contacts, MemoryAgenda agenda, MemoryArchive archive) : IIntakeStore
{
    public async Task<AppendOutcome> CommitAsync(IntakeCommit commit, CancellationToken cancel)
    {
        foreach (var item in commit.Agenda) await agenda.SetAsync(item, cancel);
        if (commit.Contact is { } save) await contacts.SaveAsync(commit.Stream, save.Contact, save.SavedAt, save.ReviewAt, cancel);
        if (commit.ReviewAt is { } at) await contacts.ReviewAsync(commit.Stream, at, cancel);
        var outcome = await log.AppendAsync(commit.Stream, commit.ExpectedVersion, commit.Events, commit.Receipt, cancel);
        if (outcome is AppendOutcome.Appended) await archive.StoreAsync(commit.Message, cancel);
        return outcome;
    }
}

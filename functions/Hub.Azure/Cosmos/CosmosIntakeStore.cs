using Hub.Application.Archive;
using Hub.Application.Contacts;
using Hub.Application.Evidence;
using Hub.Application.Intake;
using Hub.Application.Streams;

namespace Hub.Azure.Cosmos;

/// <summary>The results of a message on Cosmos DB, in the order that <see cref="IIntakeStore"/> gives for a store without one transaction.</summary>
public sealed class CosmosIntakeStore(IEventLog log, IContacts contacts, IEvidenceAgenda agenda, IMessageArchive archive) : IIntakeStore
{
    /// <inheritdoc/>
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

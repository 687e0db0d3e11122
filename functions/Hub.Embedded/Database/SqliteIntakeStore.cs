using System.Text.Json;
using Hub.Application.Intake;
using Hub.Application.Streams;
using Hub.Domain.Orders;

namespace Hub.Embedded.Database;

/// <summary>The results of a message, as one request of the writer and so in one transaction.</summary>
public sealed class SqliteIntakeStore(SqliteEventLog log, HubDatabase database) : IIntakeStore
{
    /// <inheritdoc/>
    public async Task<AppendOutcome> CommitAsync(IntakeCommit commit, CancellationToken cancel)
    {
        // Serialised on the caller's thread: the writer's is everybody's.
        var contact = commit.Contact is { } save ? JsonSerializer.SerializeToUtf8Bytes(save.Contact, OrderEventJson.Default.ResidentContact) : null;
        var replaced = false;
        var outcome = await log.AppendAsync(commit.Stream, commit.ExpectedVersion, commit.Events, commit.Receipt, s =>
        {
            s.SaveMessage(commit.Message, database.ArchiveShares);
            if (contact is not null) replaced = s.SaveContact(commit.Stream, contact, commit.Contact!.SavedAt, commit.Contact.ReviewAt);
            if (commit.ReviewAt is { } at) s.ReviewContact(commit.Stream, at);
            foreach (var item in commit.Agenda) s.SaveAgendaItem(item);
        }, cancel);
        if (replaced) database.NoteErasure();
        return outcome;
    }
}

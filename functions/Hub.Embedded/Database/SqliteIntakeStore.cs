using System.Text.Json;
using Hub.Application.Intake;
using Hub.Application.Streams;
using Hub.Domain.Orders;

namespace Hub.Embedded.Database;

/// <summary>The results of a message, as one request of the writer and so in one transaction.</summary>
public sealed class SqliteIntakeStore(SqliteEventLog log) : IIntakeStore
{
    /// <inheritdoc/>
    public Task<AppendOutcome> CommitAsync(IntakeCommit commit, CancellationToken cancel)
    {
        // Serialised on the caller's thread: the writer's is everybody's.
        var contact = commit.Contact is { } save ? JsonSerializer.SerializeToUtf8Bytes(save.Contact, OrderEventJson.Default.ResidentContact) : null;
        return log.AppendAsync(commit.Stream, commit.ExpectedVersion, commit.Events, commit.Receipt, s =>
        {
            s.SaveMessage(commit.Message);
            if (contact is not null) s.SaveContact(commit.Stream, contact, commit.Contact!.ReviewAt);
            foreach (var item in commit.Agenda) s.SaveAgendaItem(item);
        }, cancel);
    }
}

using System.Runtime.CompilerServices;
using System.Text;
using Hub.Application.Audit;
using Hub.Application.Evidence;
using Hub.Application.Moving;
using Hub.Azure.Cosmos;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Moving;

/// <summary>Contacts of the container <c>contacts</c>, by the day on which somebody looks at them.</summary>
internal sealed class AzureContacts(CosmosDatabase database) : IMovedRecords<MovedContact>
{
    private const int Page = 500;

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Contacts);

    public async IAsyncEnumerable<MovedContact> ReadAsync(MovedContact? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.reviewAt >= @at ORDER BY c.reviewAt")
            .WithParameter("@at", after is null ? "" : SortableMoment.Text(after.ReviewAt));
        var sorted = MovedOrder.SortedAsync(
            _documents.PagesAsync(query, CosmosJson.Default.ContactDocument, Page, cancel), d => d.ReviewAt,
            (a, b) => string.CompareOrdinal(MovedOrder.KeyOf(a.StreamId), MovedOrder.KeyOf(b.StreamId)));
        await foreach (var document in sorted)
        {
            if (after is not null && document.ReviewAt == after.ReviewAt
                && string.CompareOrdinal(MovedOrder.KeyOf(document.StreamId), MovedOrder.KeyOf(after.Subject)) <= 0)
                continue;
            yield return MovedContact.Of(
                document.StreamId, document.ReviewAt, document.Contact is { } json ? Encoding.UTF8.GetBytes(json) : null, document.SavedAt);
        }
    }

    public Task WriteAsync(long first, IReadOnlyList<MovedContact> page, DateTimeOffset at, CancellationToken cancel) => AzureWrites.ForEachAsync(
        page, (contact, c) => _documents.UpsertAsync(
            contact.Subject.ToString(),
            CosmosContacts.DocumentOf(
                contact.Subject, contact.ToJson() is { } json ? Encoding.UTF8.GetString(json) : null, contact.SavedAt, contact.ReviewAt, database.Clock),
            CosmosJson.Default.ContactDocument, c), cancel);
}

/// <summary>The agenda of photos, by its moments.</summary>
internal sealed class AzureAgenda(CosmosDatabase database) : IMovedRecords<AgendaItem>
{
    private const int Page = 500;

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Agenda);

    public async IAsyncEnumerable<AgendaItem> ReadAsync(AgendaItem? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.dueAt >= @at ORDER BY c.dueAt")
            .WithParameter("@at", after is null ? "" : SortableMoment.Text(after.DueAt));
        await foreach (var document in MovedOrder.SortedAsync(
            _documents.PagesAsync(query, CosmosJson.Default.AgendaDocument, Page, cancel), d => d.DueAt, (a, b) => Compare(a.ToItem(), b.ToItem())))
        {
            var item = document.ToItem();
            if (after is null || item.DueAt != after.DueAt || Compare(item, after) > 0) yield return item;
        }
    }

    public Task WriteAsync(long first, IReadOnlyList<AgendaItem> page, DateTimeOffset at, CancellationToken cancel) => AzureWrites.ForEachAsync(
        page, (item, c) => _documents.UpsertAsync(item.Stream.ToString(), AgendaDocument.Of(item), CosmosJson.Default.AgendaDocument, c), cancel);

    private static int Compare(AgendaItem a, AgendaItem b)
    {
        var streams = string.CompareOrdinal(MovedOrder.KeyOf(a.Stream), MovedOrder.KeyOf(b.Stream));
        if (streams != 0) return streams;
        return a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind) : string.CompareOrdinal(a.Item, b.Item);
    }
}

/// <summary>The audit log, by its moments.</summary>
internal sealed class AzureAudit(CosmosDatabase database) : IMovedRecords<AuditEntry>
{
    private const int Page = 500;

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Audit);

    public async IAsyncEnumerable<AuditEntry> ReadAsync(AuditEntry? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.position > @after ORDER BY c.position")
            .WithParameter("@after", after is null ? "" : AuditDocument.Of(after).Position);
        await foreach (var page in _documents.PagesAsync(query, CosmosJson.Default.AuditDocument, Page, cancel))
            foreach (var document in page) yield return document.ToEntry();
    }

    public Task WriteAsync(long first, IReadOnlyList<AuditEntry> page, DateTimeOffset at, CancellationToken cancel) => AzureWrites.ForEachAsync(
        page.Select(AuditDocument.Of), (entry, c) => _documents.UpsertAsync(entry.Day, entry, CosmosJson.Default.AuditDocument, c), cancel);
}

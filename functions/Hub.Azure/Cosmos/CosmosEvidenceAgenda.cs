using Hub.Application.Evidence;
using Hub.Application.Streams;
using Hub.Domain.Streams;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>An agenda item, in the partition of its stream.</summary>
internal sealed record AgendaDocument : Document
{
    /// <summary>The partition.</summary>
    public required StreamId StreamId { get; init; }

    /// <summary>Kind of stream and of item: what one sweep looks at.</summary>
    public required string Sweep { get; init; }

    public required AgendaKind Kind { get; init; }

    public required string Item { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public int Failures { get; init; }

    public DateTimeOffset? FirstTriedAt { get; init; }

    /// <summary>The partner; empty for none, so that it can be asked for.</summary>
    public required string Partner { get; init; }

    public string? Note { get; init; }

    public static string IdOf(AgendaItem item) => DocumentId.Of(item.Kind.ToString(), item.Item);

    public static string SweepOf(string streamKind, AgendaKind kind) => $"{streamKind}/{kind}";

    public static AgendaDocument Of(AgendaItem item) => new()
    {
        Id = IdOf(item),
        StreamId = item.Stream,
        Sweep = SweepOf(item.Stream.Kind, item.Kind),
        Kind = item.Kind,
        Item = item.Item,
        DueAt = item.DueAt,
        Failures = item.Failures,
        FirstTriedAt = item.FirstTriedAt,
        Partner = item.PartnerId ?? "",
        Note = item.Note,
    };

    public AgendaItem ToItem() => new(StreamId, Kind, Item, DueAt, Failures, FirstTriedAt, Partner.Length == 0 ? null : Partner, Note);

    public bool IsAsRead(AgendaItem read) => (DueAt, Failures, FirstTriedAt) == (read.DueAt, read.Failures, read.FirstTriedAt);
}

/// <summary>The agenda of photos on Cosmos DB: a document an item, in the partition of its stream.</summary>
public sealed class CosmosEvidenceAgenda(CosmosDatabase database) : IEvidenceAgenda
{
    private const int Page = 200;

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Agenda);

    /// <inheritdoc/>
    public Task SetAsync(AgendaItem item, CancellationToken cancel) =>
        _documents.UpsertAsync(item.Stream.ToString(), AgendaDocument.Of(item), CosmosJson.Default.AgendaDocument, cancel);

    /// <inheritdoc/>
    public Task<bool> ReplaceAsync(AgendaItem read, AgendaItem changed, CancellationToken cancel) => WhereAsReadAsync(read, async found =>
        await _documents.ReplaceAsync(
            read.Stream.ToString(), AgendaDocument.Of(changed with { Stream = read.Stream, Kind = read.Kind, Item = read.Item }) with { ETag = found.ETag },
            CosmosJson.Default.AgendaDocument, cancel) is not null, cancel);

    /// <inheritdoc/>
    public Task<bool> StrikeAsync(AgendaItem item, CancellationToken cancel) =>
        WhereAsReadAsync(item, found => _documents.DeleteAsync(item.Stream.ToString(), found.Id, found.ETag, cancel), cancel);

    /// <inheritdoc/>
    /// <remarks>
    /// Asks in pages, each without the partners that have as many already. Of items that are due at the very same moment some may be left for the next call.
    /// </remarks>
    public async ValueTask<IReadOnlyList<AgendaItem>> DueAsync(
        string streamKind, AgendaKind kind, DateTimeOffset now, int maxOfOne, CancellationToken cancel)
    {
        var due = new List<AgendaItem>();
        var counts = new Dictionary<string, int>();
        var after = "";
        while (true)
        {
            string[] full = [.. counts.Where(c => c.Value >= maxOfOne).Select(c => c.Key)];
            var query = new QueryDefinition(
                "SELECT TOP @max * FROM c WHERE c.sweep = @sweep AND c.dueAt <= @now AND c.dueAt > @after AND NOT ARRAY_CONTAINS(@full, c.partner) "
                + "ORDER BY c.sweep, c.dueAt")
                .WithParameter("@max", Page).WithParameter("@sweep", AgendaDocument.SweepOf(streamKind, kind)).WithParameter("@now", SortableMoment.Text(now))
                .WithParameter("@after", after).WithParameter("@full", full);
            var page = await _documents.QueryAsync(query, null, CosmosJson.Default.AgendaDocument, Page, cancel);
            foreach (var document in page)
            {
                var count = counts.GetValueOrDefault(document.Partner);
                if (count >= maxOfOne) continue;
                counts[document.Partner] = count + 1;
                due.Add(document.ToItem());
            }
            if (page.Count < Page) return due;
            after = SortableMoment.Text(page[^1].DueAt);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AgendaItem>> OfStreamAsync(StreamId stream, AgendaKind kind, CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.sweep = @sweep").WithParameter("@sweep", AgendaDocument.SweepOf(stream.Kind, kind));
        return [.. (await _documents.QueryAsync(query, stream.ToString(), CosmosJson.Default.AgendaDocument, null, cancel)).Select(d => d.ToItem())];
    }

    // Until the item is another than was read, or is not there.
    private async Task<bool> WhereAsReadAsync(AgendaItem read, Func<AgendaDocument, Task<bool>> write, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < OptimisticRetry.Most; attempt++)
        {
            var found = await _documents.ReadAsync(read.Stream.ToString(), AgendaDocument.IdOf(read), CosmosJson.Default.AgendaDocument, cancel);
            if (found is null || !found.IsAsRead(read)) return false;
            if (await write(found)) return true;
        }
        return false;
    }
}

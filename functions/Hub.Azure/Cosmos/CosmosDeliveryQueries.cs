using Hub.Application.Deliveries;
using Hub.Domain.Streams;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>Reads of deliveries: of one lane, and over all lanes, which ask every partition and are for sweeps, mailboxes and people.</summary>
internal sealed class CosmosDeliveryQueries(CosmosDocuments documents)
{
    private const int Page = 200;

    public async ValueTask<IReadOnlyList<Delivery>> OpenInLaneAsync(LaneId lane, int max, CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT TOP @max * FROM c WHERE c.isOpen = true ORDER BY c.version").WithParameter("@max", max);
        return [.. (await documents.QueryAsync(query, lane.ToString(), CosmosJson.Default.DeliveryDocument, max, cancel)).Select(d => d.ToDelivery())];
    }

    public async ValueTask<DeliveryPage> ListAsync(DeliveryQuery query, CancellationToken cancel)
    {
        // The keys of a composite index that ends in the order; of a stream there are few, which need no further key.
        string[] keys = query switch
        {
            { Stream: not null } => ["c.streamId"],
            { Recipient: not null, State: not null } => ["c.recipient", "c.state"],
            { Recipient: not null } => ["c.recipient"],
            { State: not null } => ["c.state"],
            _ => [],
        };
        var where = "c.position > @after"
            + (query.Stream is null ? "" : " AND c.streamId = @stream")
            + (query.Recipient is null ? "" : " AND c.recipient = @recipient")
            + (query.State is null ? "" : " AND c.state = @state");
        var sql = new QueryDefinition($"SELECT TOP @max * FROM c WHERE {where} ORDER BY {string.Join(", ", keys.Append("c.position"))}")
            .WithParameter("@max", query.Limit + 1).WithParameter("@after", query.Cursor ?? "").WithParameter("@stream", query.Stream?.ToString())
            .WithParameter("@recipient", query.Recipient?.ToString()).WithParameter("@state", query.State?.ToString());
        var found = await documents.QueryAsync(sql, null, CosmosJson.Default.DeliveryDocument, query.Limit + 1, cancel);
        return new DeliveryPage(
            [.. found.Take(query.Limit).Select(d => d.ToDelivery())], found.Count > query.Limit ? found[query.Limit - 1].Position : null);
    }

    public async ValueTask<IReadOnlyList<DueLane>> OverdueAsync(
        Recipient recipient, DateTimeOffset now, DateTimeOffset dueBefore, int max, CancellationToken cancel)
    {
        // What was enqueued while a clock was ahead is due too.
        var query = new QueryDefinition(
            "SELECT TOP @max c.laneId, c.due FROM c WHERE c.recipient = @recipient AND (c.due <= @before OR (c.isUntried = true AND c.due > @now)) "
            + "AND (NOT IS_DEFINED(c.claimedUntil) OR c.claimedUntil <= @now) ORDER BY c.recipient, c.due")
            .WithParameter("@max", max).WithParameter("@recipient", recipient.ToString()).WithParameter("@before", SortableMoment.Text(dueBefore))
            .WithParameter("@now", SortableMoment.Text(now));
        var found = await documents.QueryAsync(query, null, CosmosJson.Default.DueLaneResult, max, cancel);
        return [.. found.Select(l => new DueLane(LaneOf(l.LaneId), l.Due))];
    }

    /// <summary>Lanes of which something waits beyond a moment, the one first whose first such delivery was enqueued first.</summary>
    public async ValueTask<IReadOnlyList<LaneId>> WaitingAsync(Recipient recipient, DateTimeOffset beyond, int max, CancellationToken cancel)
    {
        var query = new QueryDefinition(
            "SELECT TOP @max c.laneId FROM c WHERE c.recipient = @recipient AND c.waitsUntil > @beyond ORDER BY c.recipient, c.waitsSince")
            .WithParameter("@max", max).WithParameter("@recipient", recipient.ToString()).WithParameter("@beyond", SortableMoment.Text(beyond));
        return [.. (await documents.QueryAsync(query, null, CosmosJson.Default.LaneKey, max, cancel)).Select(l => LaneOf(l.LaneId))];
    }

    public async ValueTask<IReadOnlyList<Delivery>> MailboxAsync(Recipient recipient, int max, CancellationToken cancel)
    {
        var parkedQuery = new QueryDefinition("SELECT c.laneId, c.firstParked FROM c WHERE c.recipient = @recipient AND c.firstParked > 0")
            .WithParameter("@recipient", recipient.ToString());
        var parked = (await documents.QueryAsync(parkedQuery, null, CosmosJson.Default.ParkedLaneResult, null, cancel))
            .ToDictionary(l => l.LaneId, l => l.FirstParked);
        var mailbox = new List<Delivery>();
        for (string? cursor = null; ;)
        {
            var page = await ListAsync(new DeliveryQuery(DeliveryState.Pending, recipient, Cursor: cursor, Limit: Math.Max(max, Page)), cancel);
            foreach (var delivery in page.Items)
            {
                if (parked.TryGetValue(delivery.Lane.ToString(), out var before) && delivery.Version > before) continue;
                mailbox.Add(delivery);
                if (mailbox.Count == max) return mailbox;
            }
            if ((cursor = page.Cursor) is null) return mailbox;
        }
    }

    public async ValueTask<IReadOnlyList<Backlog>> BacklogAsync(CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT c.recipient, c.open FROM c WHERE c.hasOpen = true");
        var lanes = await documents.QueryAsync(query, null, CosmosJson.Default.LaneBacklog, null, cancel);
        return [.. lanes.GroupBy(l => l.Recipient).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
        {
            var open = g.SelectMany(l => l.Open).ToList();
            var pending = open.Where(d => d.IsParked is null).ToList();
            return new Backlog(
                DeliveryDocument.RecipientOf(g.Key), pending.Count, open.Count - pending.Count,
                pending.Count == 0 ? null : pending.Min(d => d.CreatedAt), pending.Min(d => d.FailingSince), open.Min(d => d.ParkedAt),
                open.Max(d => d.ParkedAt));
        })];
    }

    public async ValueTask<bool> HasDeliveredSinceAsync(Recipient recipient, DateTimeOffset since, CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT TOP 1 c.laneId FROM c WHERE c.recipient = @recipient AND c.state = 'Delivered' AND c.doneAt >= @since")
            .WithParameter("@recipient", recipient.ToString()).WithParameter("@since", SortableMoment.Text(since));
        return (await documents.QueryAsync(query, null, CosmosJson.Default.LaneKey, 1, cancel)).Count > 0;
    }

    public async ValueTask<IReadOnlyList<MessagePlace>> MessagesNamingPersonAsync(StreamId stream, CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT c.laneId, c.version FROM c WHERE c.streamId = @stream AND c.namesPerson = true")
            .WithParameter("@stream", stream.ToString());
        return await documents.QueryAsync(query, null, CosmosJson.Default.MessagePlace, null, cancel);
    }

    private static LaneId LaneOf(string text) =>
        LaneId.TryParse(text, out var lane) ? lane : throw new InvalidOperationException("A document of a lane holds no lane.");
}

using Hub.Application.Deliveries;
using Hub.Application.Figures;
using Hub.Domain.Figures;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>The container <c>deliveries</c> as figures and feeds read it. Only deliveries have a position, and of these only they are read.</summary>
internal sealed class CosmosDeliveryFacts(CosmosDocuments documents)
{
    /// <summary>How many there are.</summary>
    public async ValueTask<long> CountAsync(CancellationToken cancel) => (await documents.QueryAsync(
        new QueryDefinition("SELECT VALUE COUNT(1) FROM c WHERE c.position > ''"), null, CosmosJson.Default.Int64, null, cancel)).Sum();

    /// <summary>Deliveries in the order in which they were stored.</summary>
    public async ValueTask<DeliveryKeyPage> KeysAsync(string? cursor, int max, CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT TOP @max c.laneId, c.version, c.position FROM c WHERE c.position > @after ORDER BY c.position")
            .WithParameter("@max", max).WithParameter("@after", cursor ?? "");
        var places = await documents.QueryAsync(query, null, CosmosJson.Default.DeliveryPlace, max, cancel);
        return new DeliveryKeyPage([.. places.Select(KeyOf)], places.Count > 0 ? places[^1].Position : cursor);
    }

    /// <summary>A page of facts, in the order of enqueueing.</summary>
    public async ValueTask<DeliveryFactPage> ListAsync(FactQuery query, CancellationToken cancel)
    {
        var where = new List<string> { "c.position > ''" };
        var (at, after) = Cursor(query.Cursor);
        if (at is not null) where.Add("(c.createdAt > @at OR (c.createdAt = @at AND c.position > @after))");
        if (query.From is not null) where.Add("c.createdAt >= @from");
        if (query.To is not null) where.Add("c.createdAt < @to");
        // The service keeps when a document was changed, in seconds.
        if (query.ChangedSince is not null) where.Add("c._ts >= @changed");
        if (query.ContractorId is not null) where.Add("c.recipient = @partner");
        var order = query.ContractorId is null ? "c.createdAt, c.position" : "c.recipient, c.createdAt, c.position";
        var most = Math.Min(query.Limit, int.MaxValue - 1) + 1;
        var sql = new QueryDefinition($"SELECT TOP @max * FROM c WHERE {string.Join(" AND ", where)} ORDER BY {order}")
            .WithParameter("@max", most).WithParameter("@at", at).WithParameter("@after", after)
            .WithParameter("@from", Text(query.From)).WithParameter("@to", Text(query.To))
            .WithParameter("@changed", query.ChangedSince?.ToUnixTimeSeconds()).WithParameter("@partner", query.ContractorId);
        var found = await documents.QueryAsync(sql, null, CosmosJson.Default.DeliveryDocument, most, cancel);
        var last = found.Count > query.Limit ? found[query.Limit - 1] : null;
        return new DeliveryFactPage(
            [.. found.Take(query.Limit).Select(d => DeliveryFacts.Of(d.ToDelivery())).OfType<DeliveryFact>()],
            last is null ? null : $"{Text(last.CreatedAt)} {last.Position}");
    }

    /// <summary>The second in which a delivery, or its lane, was last written; null where there is none.</summary>
    public async Task<DateTimeOffset?> LastWrittenAsync(CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT TOP @max c._ts FROM c ORDER BY c._ts DESC").WithParameter("@max", 1);
        return await documents.QueryAsync(query, null, CosmosJson.Default.WrittenAt, 1, cancel) is [var last]
            ? DateTimeOffset.FromUnixTimeSeconds(last.Seconds)
            : null;
    }

    private static string? Text(DateTimeOffset? moment) => moment is { } at ? SortableMoment.Text(at) : null;

    // Moment and position of the last delivery of the page before.
    private static (string? At, string After) Cursor(string? cursor) => cursor?.Split(' ', 2) is [var at, var after] ? (at, after) : (null, "");

    private static DeliveryKey KeyOf(DeliveryPlace place) => LaneId.TryParse(place.LaneId, out var lane)
        ? new DeliveryKey(lane, place.Version)
        : throw new InvalidOperationException("A document of a delivery holds no lane.");
}

/// <summary>Where a delivery lies.</summary>
internal sealed record DeliveryPlace(string LaneId, int Version, string Position);

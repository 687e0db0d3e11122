using System.Runtime.CompilerServices;
using Hub.Application.Deliveries;
using Hub.Application.Moving;
using Hub.Azure.Cosmos;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Moving;

/// <summary>Deliveries of the container <c>deliveries</c>, in the order in which they were enqueued, with their lanes.</summary>
internal sealed class AzureDeliveries(CosmosDatabase database) : IMovedRecords<MovedDelivery>
{
    private const int Page = 500;

    // Of a batch of 100: the lane's document, and a delivery with its message. A message may have some tens of KB.
    private const int MaxInBatch = 10;

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Deliveries);

    public async IAsyncEnumerable<MovedDelivery> ReadAsync(MovedDelivery? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var last = after is null ? null : await ReadAsync(after.ToDelivery(), cancel);
        var query = new QueryDefinition("SELECT * FROM c WHERE c.position > @after ORDER BY c.position").WithParameter("@after", last?.Position ?? "");
        await foreach (var page in _documents.PagesAsync(query, CosmosJson.Default.DeliveryDocument, Page, cancel))
        {
            foreach (var document in page)
            {
                // A message goes when its delivery is done.
                var message = document.IsOpen is true
                    ? await _documents.ReadAsync(document.LaneId, MessageDocument.IdOf(document.Version), CosmosJson.Default.MessageDocument, cancel)
                    : null;
                yield return MovedDelivery.Of(document.ToDelivery(), message?.ToMessage());
            }
        }
    }

    public Task WriteAsync(long first, IReadOnlyList<MovedDelivery> page, DateTimeOffset at, CancellationToken cancel)
    {
        var lanes = page.Select((d, i) => (Moved: d, Delivery: d.ToDelivery(), Position: PositionOf(d, at, first + i))).GroupBy(d => d.Delivery.Lane);
        return AzureWrites.ForEachAsync(lanes, async (lane, c) =>
        {
            foreach (var some in lane.Chunk(MaxInBatch)) await WriteAsync(lane.Key, some, c);
        }, cancel);
    }

    private async Task WriteAsync(LaneId lane, (MovedDelivery Moved, Delivery Delivery, string Position)[] some, CancellationToken cancel)
    {
        var batch = _documents.Batch(lane.ToString());
        var open = new List<OpenDelivery>();
        foreach (var (moved, delivery, position) in some)
        {
            batch.Upsert(DeliveryDocument.Of(delivery, position), CosmosJson.Default.DeliveryDocument);
            if (delivery.State is not (DeliveryState.Pending or DeliveryState.Parked)) continue;
            var message = moved.ToMessage();
            if (message is not null) batch.Upsert(MessageDocument.Of(delivery, message), CosmosJson.Default.MessageDocument);
            open.Add(OpenDelivery.Of(delivery, position) with { HasMessage = message is null ? null : true });
        }
        if (open.Count > 0)
        {
            // What earlier pages brought stays.
            var known = await _documents.ReadAsync(lane.ToString(), LaneDocument.OnlyId, CosmosJson.Default.LaneDocument, cancel) ?? LaneDocument.Empty(lane);
            batch.Save(known.With([.. known.Open.Where(k => open.TrueForAll(o => o.Version != k.Version)), .. open]), CosmosJson.Default.LaneDocument);
        }
        await AzureWrites.CommitAsync(batch, cancel);
    }

    // Before everything that is enqueued later, in the order of the export, and the same each time that it is written.
    private static string PositionOf(MovedDelivery delivery, DateTimeOffset at, long place) =>
        $"{SortableMoment.Text(at.AddTicks(place))}/{delivery.ToDelivery().Id}";

    private Task<DeliveryDocument?> ReadAsync(Delivery delivery, CancellationToken cancel) =>
        _documents.ReadAsync(delivery.Lane.ToString(), DeliveryDocument.IdOf(delivery.Version), CosmosJson.Default.DeliveryDocument, cancel);
}

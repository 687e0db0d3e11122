using Hub.Application.DueTimes;
using Hub.Application.Evidence;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>Moves the moments of photos and contacts that a wrong clock told. What somebody changes meanwhile is left for the next review.</summary>
internal sealed class CosmosOtherDueTimes(CosmosDatabase database)
{
    private readonly CosmosDocuments _agenda = database.Container(CosmosContainers.Agenda);
    private readonly CosmosDocuments _contacts = database.Container(CosmosContainers.Contacts);

    /// <summary>Moves what waits; how many waits were moved.</summary>
    public async Task<int> ReviewAsync(DateTimeOffset now, TimeSpan setBack, LatestDueTimes latest, CancellationToken cancel)
    {
        var moved = 0;
        foreach (var item in await AgendaAsync(AgendaKind.Fetch, setBack > TimeSpan.Zero ? now : latest.Attempt, cancel))
        {
            var right = setBack > TimeSpan.Zero
                ? item with { DueAt = item.DueAt - setBack, FirstTriedAt = item.FirstTriedAt > now ? now : item.FirstTriedAt }
                : item;
            moved += await ReplaceAsync(right.DueAt > latest.Attempt ? right with { DueAt = now } : right, cancel);
        }
        // Of pictures, of which there are very many, only those that lie further ahead than any can.
        foreach (var item in await AgendaAsync(AgendaKind.Picture, latest.Picture, cancel)) moved += await ReplaceAsync(item with { DueAt = now }, cancel);
        var query = new QueryDefinition("SELECT * FROM c WHERE c.reviewAt > @latest").WithParameter("@latest", SortableMoment.Text(latest.Contact));
        foreach (var contact in await _contacts.QueryAsync(query, null, CosmosJson.Default.ContactDocument, null, cancel))
        {
            var right = contact with { ReviewAt = now };
            if (await _contacts.ReplaceAsync(contact.StreamId.ToString(), right, CosmosJson.Default.ContactDocument, cancel) is not null) moved++;
        }
        return moved;
    }

    private async Task<int> ReplaceAsync(AgendaDocument item, CancellationToken cancel) =>
        await _agenda.ReplaceAsync(item.StreamId.ToString(), item, CosmosJson.Default.AgendaDocument, cancel) is null ? 0 : 1;

    private Task<List<AgendaDocument>> AgendaAsync(AgendaKind kind, DateTimeOffset beyond, CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.kind = @kind AND c.dueAt > @beyond")
            .WithParameter("@kind", kind.ToString()).WithParameter("@beyond", SortableMoment.Text(beyond));
        return _agenda.QueryAsync(query, null, CosmosJson.Default.AgendaDocument, null, cancel);
    }
}

using Hub.Application.Audit;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>An entry of the audit log, in the partition of its day.</summary>
internal sealed record AuditDocument : Document
{
    /// <summary>The partition: the day on which it began, in UTC.</summary>
    public required string Day { get; init; }

    /// <summary>Its place in the list: when it began, and its id.</summary>
    public required string Position { get; init; }

    public required DateTimeOffset At { get; init; }

    public required AuditActorKind ActorKind { get; init; }

    public string? ActorId { get; init; }

    public required string Action { get; init; }

    public string? Target { get; init; }

    public AuditOutcome? Outcome { get; init; }

    public int? Status { get; init; }

    public static AuditDocument Of(AuditEntry entry) => new()
    {
        Id = entry.Id.ToString(), Day = DayOf(entry.At), Position = $"{SortableMoment.Text(entry.At)}!{entry.Id}", At = entry.At,
        ActorKind = entry.Actor.Kind, ActorId = entry.Actor.Id, Action = entry.Action, Target = entry.Target, Outcome = entry.Outcome, Status = entry.Status,
    };

    public AuditEntry ToEntry() => new(Guid.Parse(Id), At, new AuditActor(ActorKind, ActorId), Action, Target) { Outcome = Outcome, Status = Status };

    private static string DayOf(DateTimeOffset at) => SortableMoment.Text(at)[.."yyyy-MM-dd".Length];
}

/// <summary>The audit log on Cosmos DB: a partition of the container <c>audit</c> is a day.</summary>
public sealed class CosmosAuditLog(CosmosDatabase database) : IAuditLog
{
    // Behind every position, which begins with a digit.
    private const string End = "~";

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Audit);

    /// <inheritdoc/>
    public async Task BeginAsync(AuditEntry entry, CancellationToken cancel)
    {
        var document = AuditDocument.Of(entry);
        if (await _documents.CreateAsync(document.Day, document, CosmosJson.Default.AuditDocument, cancel) is null)
            throw new InvalidOperationException($"There is an entry {entry.Id} in the audit log already.");
    }

    /// <inheritdoc/>
    /// <remarks>Only whoever began an entry completes it, so it is written whole.</remarks>
    public Task CompleteAsync(AuditEntry entry, CancellationToken cancel)
    {
        var document = AuditDocument.Of(entry);
        return _documents.UpsertAsync(document.Day, document, CosmosJson.Default.AuditDocument, cancel);
    }

    /// <inheritdoc/>
    public async ValueTask<AuditPage> ListAsync(AuditQuery query, CancellationToken cancel)
    {
        var before = query.Cursor ?? End;
        if (query.To is { } to && string.CompareOrdinal(SortableMoment.Text(to), before) < 0) before = SortableMoment.Text(to);
        var sql = new QueryDefinition("SELECT TOP @max * FROM c WHERE c.position < @before"
            + (query.From is null ? "" : " AND c.position >= @from") + (query.Action is null ? "" : " AND c.action = @action")
            + (query.Target is null ? "" : " AND c.target = @target") + (query.ActorId is null ? "" : " AND c.actorId = @actor")
            + " ORDER BY c.position DESC")
            .WithParameter("@max", query.Limit + 1).WithParameter("@before", before)
            .WithParameter("@from", query.From is { } from ? SortableMoment.Text(from) : null)
            .WithParameter("@action", query.Action).WithParameter("@target", query.Target).WithParameter("@actor", query.ActorId);
        var found = await _documents.QueryAsync(sql, null, CosmosJson.Default.AuditDocument, query.Limit + 1, cancel);
        var isMore = found.Count > query.Limit;
        if (isMore) found.RemoveAt(found.Count - 1);
        return new AuditPage([.. found.Select(d => d.ToEntry())], isMore ? found[^1].Position : null);
    }

    /// <inheritdoc/>
    public async Task<int> RemoveAsync(DateTimeOffset before, int max, CancellationToken cancel)
    {
        var sql = new QueryDefinition("SELECT TOP @max * FROM c WHERE c.position < @before ORDER BY c.position")
            .WithParameter("@max", max).WithParameter("@before", SortableMoment.Text(before));
        var old = await _documents.QueryAsync(sql, null, CosmosJson.Default.AuditDocument, max, cancel);
        // One that another instance removed meanwhile is gone as well.
        foreach (var document in old) await _documents.DeleteAsync(document.Day, document.Id, document.ETag, cancel);
        return old.Count;
    }
}

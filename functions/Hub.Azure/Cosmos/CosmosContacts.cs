using System.Text.Json;
using Hub.Application.Contacts;
using Hub.Application.Deliveries;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>The contact of a subject and the day on which the retention sweep looks at it, in the partition of the subject.</summary>
internal sealed record ContactDocument : Document
{
    /// <summary>The only id: a subject has one contact.</summary>
    public const string OnlyId = "contact";

    /// <summary>The partition.</summary>
    public required StreamId StreamId { get; init; }

    /// <summary>The contact's JSON, as a text; null where there is none. Personal data.</summary>
    public string? Contact { get; init; }

    /// <summary>When the contact was saved; null where there is none, or where it is from before this was noted.</summary>
    public DateTimeOffset? SavedAt { get; init; }

    public required DateTimeOffset ReviewAt { get; init; }

    /// <summary>Seconds until the service forgets it.</summary>
    public required int Ttl { get; init; }
}

/// <summary>Up to which moment the erasures on request are done in this database.</summary>
internal sealed record ErasuresDoneDocument : Document
{
    public const string OnlyId = "erasures-done";

    public required DateTimeOffset UpTo { get; init; }
}

/// <summary>
/// Residents' contacts on Cosmos DB. The retention sweep erases them or keeps them longer; where it has not run for very long, the service itself forgets.
/// </summary>
public sealed class CosmosContacts(CosmosDatabase database, IDeliveryStore deliveries) : IContacts
{
    // After the day on which the sweep should have looked: long enough to notice that it does not.
    private static readonly TimeSpan KeptUnreviewed = TimeSpan.FromDays(180);

    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Contacts);
    private readonly CosmosDocuments _notes = database.Container(CosmosContainers.Locks);

    /// <inheritdoc/>
    /// <remarks>
    /// Where it replaces a contact, also the same one, messages to partners that name that one are erased after it: a crash between the two is mended by the
    /// intake, which saves the contact again when its message comes again.
    /// </remarks>
    public async Task SaveAsync(StreamId subject, ResidentContact contact, DateTimeOffset savedAt, DateTimeOffset reviewAt, CancellationToken cancel)
    {
        var replaced = false;
        var json = JsonSerializer.Serialize(contact, OrderEventJson.Default.ResidentContact);
        await ChangeAsync(subject, read =>
        {
            replaced = read?.Contact is not null;
            return Of(subject, json, savedAt, reviewAt);
        }, cancel);
        if (replaced) await deliveries.EraseMessagesAsync(subject, cancel);
    }

    /// <inheritdoc/>
    public async ValueTask<ResidentContact?> FindAsync(StreamId subject, CancellationToken cancel) =>
        (await ReadAsync(subject, cancel))?.Contact is { } json ? JsonSerializer.Deserialize(json, OrderEventJson.Default.ResidentContact) : null;

    /// <inheritdoc/>
    public async Task ReviewAsync(StreamId subject, DateTimeOffset reviewAt, CancellationToken cancel)
    {
        // Most subjects have a day already, and to read it costs less than a write that is refused.
        if (await ReadAsync(subject, cancel) is null)
            await _documents.CreateAsync(subject.ToString(), Of(subject, null, null, reviewAt), CosmosJson.Default.ContactDocument, cancel);
    }

    /// <inheritdoc/>
    public async Task<ContactErasure> EraseAsync(StreamId subject, DateTimeOffset? until, CancellationToken cancel)
    {
        var existed = false;
        var isLater = false;
        await OptimisticRetry.UntilWrittenAsync(async () =>
        {
            if (await ReadAsync(subject, cancel) is not { } read) return "nothing";
            if (isLater = read.SavedAt > until) return "later";
            existed |= read.Contact is not null;
            return await _documents.DeleteAsync(subject.ToString(), read.Id, read.ETag, cancel) ? "erased" : null;
        }, What(subject));
        return isLater ? ContactErasure.Later : existed ? ContactErasure.Erased : ContactErasure.Nothing;
    }

    /// <inheritdoc/>
    public Task PostponeAsync(StreamId subject, DateTimeOffset reviewAt, CancellationToken cancel) =>
        ChangeAsync(subject, read => read is null ? null : Of(subject, read.Contact, read.SavedAt, reviewAt), cancel);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StreamId>> DueAsync(DateTimeOffset now, int max, CancellationToken cancel)
    {
        var query = new QueryDefinition("SELECT TOP @max c.streamId FROM c WHERE c.reviewAt <= @now ORDER BY c.reviewAt")
            .WithParameter("@max", max).WithParameter("@now", SortableMoment.Text(now));
        return [.. (await _documents.QueryAsync(query, null, CosmosJson.Default.StreamKeyResult, max, cancel)).Select(k => k.StreamId)];
    }

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> ErasedUpToAsync(CancellationToken cancel) =>
        (await _notes.ReadAsync(ErasuresDoneDocument.OnlyId, ErasuresDoneDocument.OnlyId, CosmosJson.Default.ErasuresDoneDocument, cancel))?.UpTo;

    /// <inheritdoc/>
    public Task NoteErasedUpToAsync(DateTimeOffset moment, CancellationToken cancel) => _notes.UpsertAsync(
        ErasuresDoneDocument.OnlyId, new ErasuresDoneDocument { Id = ErasuresDoneDocument.OnlyId, UpTo = moment },
        CosmosJson.Default.ErasuresDoneDocument, cancel);

    private ContactDocument Of(StreamId subject, string? contact, DateTimeOffset? savedAt, DateTimeOffset reviewAt) =>
        DocumentOf(subject, contact, savedAt, reviewAt, database.Clock);

    /// <summary>The document of a contact; <paramref name="contact"/> is its JSON.</summary>
    internal static ContactDocument DocumentOf(StreamId subject, string? contact, DateTimeOffset? savedAt, DateTimeOffset reviewAt, TimeProvider clock) => new()
    {
        Id = ContactDocument.OnlyId, StreamId = subject, Contact = contact, SavedAt = savedAt, ReviewAt = reviewAt,
        Ttl = TimesToLive.After(reviewAt, KeptUnreviewed, clock),
    };

    private Task<ContactDocument?> ReadAsync(StreamId subject, CancellationToken cancel) =>
        _documents.ReadAsync(subject.ToString(), ContactDocument.OnlyId, CosmosJson.Default.ContactDocument, cancel);

    private Task ChangeAsync(StreamId subject, Func<ContactDocument?, ContactDocument?> change, CancellationToken cancel) =>
        OptimisticRetry.UntilWrittenAsync(async () =>
        {
            var read = await ReadAsync(subject, cancel);
            return change(read) is not { } changed
                ? "nothing"
                : await _documents.SaveAsync(subject.ToString(), changed with { ETag = read?.ETag }, CosmosJson.Default.ContactDocument, cancel);
        }, What(subject));

    private static string What(StreamId subject) => $"the contact of {subject}";
}

using System.Text;
using Hub.Application.Notices;
using Microsoft.Azure.Cosmos;

namespace Hub.Azure.Cosmos;

/// <summary>What was noticed of a subject and what is to be sent.</summary>
internal sealed record NoticeDocument : Document
{
    /// <summary>The only partition: there are a few hundred documents at most, and they are read together.</summary>
    public const string OnlyPartition = "notices";

    public string Partition { get; init; } = OnlyPartition;

    /// <summary>The JSON of <see cref="NoticeState"/>, as a text.</summary>
    public required string State { get; init; }

    public NoticeState ToState() => NoticeState.Parse(Encoding.UTF8.GetBytes(State), ETag!);
}

/// <summary>The states of notices on Cosmos DB: a document for each subject, in one partition, created or replaced under its ETag.</summary>
public sealed class CosmosNotices(CosmosDatabase database) : INoticeStore
{
    private readonly CosmosDocuments _documents = database.Container(CosmosContainers.Notices);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<NoticeState>> ListAsync(CancellationToken cancel)
    {
        var all = await _documents.QueryAsync(
            new QueryDefinition("SELECT * FROM c"), NoticeDocument.OnlyPartition, CosmosJson.Default.NoticeDocument, null, cancel);
        return [.. all.Select(d => d.ToState())];
    }

    /// <inheritdoc/>
    public async Task<NoticeState?> TrySaveAsync(NoticeState state, CancellationToken cancel)
    {
        var document = new NoticeDocument
        {
            Id = DocumentId.Of(state.Subject.ToString()), State = Encoding.UTF8.GetString(state.ToJson()), ETag = state.Tag,
        };
        return await _documents.SaveAsync(NoticeDocument.OnlyPartition, document, CosmosJson.Default.NoticeDocument, cancel) is { } etag
            ? state with { Tag = etag }
            : null;
    }
}

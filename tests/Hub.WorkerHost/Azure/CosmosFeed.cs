using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Hub.WorkerHost.Azure;

/// <summary>
/// The change feed of a container for one function, read by the genuine client, with its checkpoint: what the extension of the genuine host does, whose leases
/// outlive the instance that holds them.
/// </summary>
internal sealed class CosmosFeed(Container container, int max)
{
    // The genuine host's default is 5 s.
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(50);

    private string? _checkpoint;
    private string? _next;
    private long _given;

    /// <summary>Waits for the changes after those that were handed over.</summary>
    /// <param name="after">
    /// The position of what was read last, where the function has succeeded with it: that is the checkpoint from now on. Any other, as that of an instance that
    /// takes the feed over, reads the same batch again.
    /// </param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<ChangedDocuments> ReadAsync(long after, CancellationToken cancel)
    {
        if (after == _given) _checkpoint = _next;
        while (true)
        {
            using var feed = container.GetChangeFeedStreamIterator(
                _checkpoint is null ? ChangeFeedStartFrom.Beginning() : ChangeFeedStartFrom.ContinuationToken(_checkpoint),
                ChangeFeedMode.LatestVersion, new ChangeFeedRequestOptions { PageSizeHint = max });
            using var page = await feed.ReadNextAsync(cancel);
            if (page.IsSuccessStatusCode)
            {
                var documents = (await JsonNode.ParseAsync(page.Content, cancellationToken: cancel))!["Documents"]!.ToJsonString();
                _next = page.ContinuationToken;
                return new ChangedDocuments(++_given, documents);
            }
            await Task.Delay(BetweenReads, cancel);
        }
    }
}

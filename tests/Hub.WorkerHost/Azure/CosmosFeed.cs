using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Hub.WorkerHost.Azure;

/// <summary>The change feed of a container, read by the genuine client, for one function: what the extension of the genuine host does.</summary>
internal sealed class CosmosFeed(Container container, int max)
{
    // The genuine host's default is 5 s.
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(50);

    private string? _continuation;

    /// <summary>Waits for the changes after those that it gave last.</summary>
    public async Task<ChangedDocuments> ReadAsync(long after, CancellationToken cancel)
    {
        while (true)
        {
            using var feed = container.GetChangeFeedStreamIterator(
                _continuation is null ? ChangeFeedStartFrom.Beginning() : ChangeFeedStartFrom.ContinuationToken(_continuation),
                ChangeFeedMode.LatestVersion, new ChangeFeedRequestOptions { PageSizeHint = max });
            using var page = await feed.ReadNextAsync(cancel);
            if (page.IsSuccessStatusCode)
            {
                var documents = (await JsonNode.ParseAsync(page.Content, cancellationToken: cancel))!["Documents"]!.ToJsonString();
                // Moved on only by the next read: a batch that is not handed over is read again by nobody.
                _continuation = page.ContinuationToken;
                return new ChangedDocuments(after + 1, documents);
            }
            await Task.Delay(BetweenReads, cancel);
        }
    }
}

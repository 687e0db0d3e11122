using System.Security.Cryptography;
using System.Text;
using Hub.Application.Figures;
using Hub.Application.Reading;
using Hub.Domain.Figures;
using Hub.Formats.Feeds;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>
/// ETags of feeds, weak since gzip has the same rows in other bytes. One stands for the version of the hub, the question, who asks, and the rows: for these a
/// stamp of the store that changes with them, or themselves.
/// </summary>
internal static class FeedTags
{
    // Another build may write the same rows otherwise.
    private static readonly string Builds = string.Concat(
        new[] { typeof(Column), typeof(Feed), typeof(CsvFeed), typeof(FeedTags) }.Select(t => t.Module.ModuleVersionId.ToString("N")));

    // Rows that are written at once.
    private const int Rows = 1_000;

    /// <summary>Of rows for which a stamp stands; null where there is no stamp.</summary>
    public static string? Of(HttpRequest request, Viewer viewer, string? stamp)
    {
        if (stamp is null) return null;
        using var hash = HashOf(request, viewer);
        hash.AppendData(Encoding.UTF8.GetBytes(stamp));
        return TagOf(hash);
    }

    /// <summary>Of rows themselves.</summary>
    public static async Task<string> OfAsync<TRow>(HttpRequest request, Viewer viewer, Feed<TRow> feed, IEnumerable<TRow> rows)
    {
        using var hash = HashOf(request, viewer);
        using var written = new MemoryStream();
        await using var writer = new CsvFeed().Writer(feed);
        await writer.BeginAsync(written);
        foreach (var some in rows.Chunk(Rows))
        {
            await writer.WriteAsync(some);
            hash.AppendData(written.GetBuffer(), 0, (int)written.Length);
            written.SetLength(0);
        }
        return TagOf(hash);
    }

    private static IncrementalHash HashOf(HttpRequest request, Viewer viewer)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var question = string.Join('\n', request.Query.OrderBy(q => q.Key, StringComparer.OrdinalIgnoreCase).Select(q => $"{q.Key}={q.Value}"));
        hash.AppendData(Encoding.UTF8.GetBytes(
            $"{Builds}\n{request.Path}\n{viewer.Partner?.Id}\n{viewer.Partner?.Role}\n{viewer.SeesNoOrders}\n{question}\n"));
        return hash;
    }

    private static string TagOf(IncrementalHash hash) => $"W/\"{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16))}\"";
}

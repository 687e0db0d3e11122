using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Hub.Application.Evidence;
using Hub.Application.Moving;
using Hub.Azure.Calls;
using Hub.Domain.Orders;

namespace Hub.Azure.Moving;

/// <summary>The pictures of a container of blobs, by their metadata.</summary>
internal sealed class AzurePictures(BlobContainerClient container, TimeProvider clock) : IMovedPictures
{
    private const int Page = 1_000;

    private readonly ServiceCalls _calls = new(clock, ServiceCalls.Pictures);

    public async IAsyncEnumerable<MovedPicture> ReadAsync(MovedPicture? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var last = after is null ? "" : new EvidenceKey(new OrderId(after.OrderId), after.Sha256).ToString();
        // Names begin with two digits of the hash: so a list goes on near where it was.
        foreach (var prefix in Enumerable.Range(0, 256).Select(i => i.ToString("x2", CultureInfo.InvariantCulture)))
        {
            if (last.Length > 0 && string.CompareOrdinal(prefix, last[..2]) < 0) continue;
            string? token = null;
            do
            {
                var page = await PageAsync(prefix, token, cancel);
                // A thumbnail's name has something behind the order.
                foreach (var blob in page.Values.Where(b => !b.Name.EndsWith(".thumb", StringComparison.Ordinal)))
                    if (string.CompareOrdinal(blob.Name, last) > 0) yield return Of(blob);
                token = page.ContinuationToken;
            }
            while (!string.IsNullOrEmpty(token));
        }
    }

    private Task<Page<BlobItem>> PageAsync(string prefix, string? token, CancellationToken cancel) => _calls.CallAsync(async c =>
    {
        var blobs = container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix + "/", c);
        await foreach (var page in blobs.AsPages(token, Page).WithCancellation(c)) return page;
        throw new IOException("The list of blobs has no page.");
    }, cancel);

    private static MovedPicture Of(BlobItem blob) => !IsOfHub(blob)
        ? throw new InvalidOperationException($"The blob {blob.Name} of the container of photos is none of the hub's: take it away.")
        : new MovedPicture(
        Guid.Parse(blob.Metadata["orderid"]), blob.Name.Split('/')[^1][..64], blob.Properties.ContentLength!.Value, blob.Properties.ContentType,
        Uri.UnescapeDataString(blob.Metadata["photoid"]),
        DateTimeOffset.ParseExact(blob.Metadata["receivedat"], "O", CultureInfo.InvariantCulture).ToUniversalTime());

    private static bool IsOfHub(BlobItem blob) => blob.Name.Split('/')[^1].Length > 64 && blob.Properties.ContentLength is not null
        && blob.Metadata.TryGetValue("orderid", out var order) && Guid.TryParse(order, out _) && blob.Metadata.ContainsKey("photoid")
        && blob.Metadata.TryGetValue("receivedat", out var at) && DateTimeOffset.TryParseExact(at, "O", CultureInfo.InvariantCulture, default, out _);
}

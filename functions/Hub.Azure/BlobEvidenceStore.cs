using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Hub.Application;
using Hub.Application.Evidence;
using Hub.Domain.Orders;
using Hub.Pictures;

namespace Hub.Azure;

/// <summary>
/// Pictures as blobs of one container, each named by its <see cref="EvidenceKey"/>, with their media type as content type
/// and what is told about them as metadata (<c>orderid</c>, <c>photoid</c> percent-encoded, <c>receivedat</c>).
/// </summary>
/// <remarks>
/// How long pictures are kept from change, and when they go to a cheaper tier, is the platform's: an immutability policy and a
/// lifecycle policy on the container. While such a policy or a legal hold stands, <see cref="RemoveAsync"/> throws
/// <see cref="StoreException"/>. Where the account has soft delete or versioning, a removed picture is gone for good only
/// when their days are over.
/// </remarks>
/// <param name="container">The container, which is there already; made with <see cref="ClientOptions"/>, so that its calls are bounded.</param>
/// <param name="clock">The time of links and of bounds.</param>
public sealed class BlobEvidenceStore(BlobContainerClient container, TimeProvider clock) : IEvidenceStore
{
    // Above any picture: what is smaller the client sends in one request. The service takes far more in one (5000 MiB).
    private const long OneRequest = 64 * 1024 * 1024;

    private readonly BlobCalls _calls = new(clock);
    private readonly BlobLinks _links = new(container, clock);

    /// <summary>
    /// Options for the client: three tries shortly after another, each of at most 8 s, and of a download each read; one call
    /// as a whole takes 18 s at most. Every request that the store makes may be made twice.
    /// </summary>
    public static BlobClientOptions ClientOptions() => new()
    {
        Retry =
        {
            Mode = RetryMode.Exponential,
            MaxRetries = 2,
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(1),
            NetworkTimeout = TimeSpan.FromSeconds(8),
        },
    };

    /// <inheritdoc/>
    /// <remarks>False also where a first try put it, its answer was lost, and the client tried again.</remarks>
    public Task<bool> PutAsync(EvidenceKey key, PictureBytes content, EvidenceInfo info, CancellationToken cancel)
    {
        var blob = Blob(key);
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = info.MediaType },
            Metadata = new Dictionary<string, string>
            {
                ["orderid"] = key.OrderId.ToString(),
                // Metadata travels in headers, which are ASCII.
                ["photoid"] = Uri.EscapeDataString(info.PhotoId),
                ["receivedat"] = info.ReceivedAt.ToString("O", CultureInfo.InvariantCulture),
            },
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            TransferOptions = new StorageTransferOptions { InitialTransferSize = OneRequest },
        };
        return _calls.MakeAsync(
            async token =>
            {
                try
                {
                    // One request, all of it or nothing. To send it again the client seeks back to the first byte.
                    await using var bytes = new PartsStream(content);
                    await blob.UploadAsync(bytes, options, token);
                    return true;
                }
                catch (RequestFailedException e) when (IsThere(e))
                {
                    return false;
                }
            },
            cancel);
    }

    /// <inheritdoc/>
    public Task<EvidenceContent?> OpenAsync(EvidenceKey key, long from, long? count, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        if (count is { } some) ArgumentOutOfRangeException.ThrowIfNegative(some, nameof(count));
        var blob = Blob(key);
        return _calls.MakeAsync(
            async token =>
            {
                try
                {
                    // A range of no bytes cannot be asked for.
                    return count == 0 ? await NothingOfAsync(blob, token) : await PartOfAsync(blob, from, count, token);
                }
                catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.InvalidRange)
                {
                    return await NothingOfAsync(blob, token);
                }
                catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
                {
                    return null;
                }
            },
            cancel);
    }

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(OrderId order, string sha256, CancellationToken cancel)
    {
        var picture = Blob(new EvidenceKey(order, sha256));
        var thumbnail = Blob(new EvidenceKey(order, sha256, IsThumbnail: true));
        return _calls.MakeAsync(
            async token =>
            {
                // The thumbnail first: as long as the picture stands, a removal that failed half way is done by doing it again.
                await DeleteAsync(thumbnail, token);
                return await DeleteAsync(picture, token);
            },
            cancel);
    }

    /// <summary>A shared access signature: reading one blob, from now until the moment, over HTTPS alone where the container is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The moment lies more than 6 days and 23 hours ahead.</exception>
    public async ValueTask<Uri?> LinkAsync(EvidenceKey key, DateTimeOffset until, CancellationToken cancel)
    {
        var blob = Blob(key);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(until, clock.GetUtcNow() + BlobLinks.Longest);
        return await _calls.MakeAsync(token => _links.MakeAsync(blob, until, token), cancel);
    }

    private static bool IsThere(RequestFailedException e) =>
        e.ErrorCode == BlobErrorCode.BlobAlreadyExists || e.ErrorCode == BlobErrorCode.ConditionNotMet || e.ErrorCode == BlobErrorCode.BlobImmutableDueToPolicy;

    private static async Task<EvidenceContent?> PartOfAsync(BlobClient blob, long from, long? count, CancellationToken cancel)
    {
        var whole = from == 0 && count is null;
        var answer = (await blob.DownloadStreamingAsync(new BlobDownloadOptions { Range = whole ? default : new HttpRange(from, count) }, cancel)).Value;
        return new EvidenceContent(new BlobStream(answer.Content), LengthOf(answer.Details), answer.Details.ContentType);
    }

    // Of a part, the length of the whole stands behind the slash: "bytes 10-19/200" (RFC 9110, 14.4).
    private static long LengthOf(BlobDownloadDetails details) => details.ContentRange is { } range && range.LastIndexOf('/') is >= 0 and var slash
        ? long.Parse(range.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture)
        : details.ContentLength;

    private static async Task<EvidenceContent?> NothingOfAsync(BlobClient blob, CancellationToken cancel)
    {
        var properties = (await blob.GetPropertiesAsync(cancellationToken: cancel)).Value;
        return new EvidenceContent(Stream.Null, properties.ContentLength, properties.ContentType);
    }

    private static async Task<bool> DeleteAsync(BlobClient blob, CancellationToken cancel)
    {
        try
        {
            await blob.DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancel);
            return true;
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return false;
        }
    }

    private BlobClient Blob(EvidenceKey key) => container.GetBlobClient(key.Validated().ToString());
}

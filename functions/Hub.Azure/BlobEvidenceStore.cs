using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Hub.Application;
using Hub.Application.Evidence;
using Hub.Azure.Calls;
using Hub.Domain.Orders;
using Hub.Pictures;

namespace Hub.Azure;

/// <summary>
/// Stores pictures as blobs of one container, named by <see cref="EvidenceKey"/>, with their media type as content type and with the
/// metadata <c>orderid</c>, <c>photoid</c> (percent-encoded) and <c>receivedat</c>.
/// </summary>
/// <remarks>
/// Immutability and the move to a cheaper tier are configured on the platform: an immutability policy and a lifecycle policy of the
/// container. While such a policy or a legal hold applies, <see cref="RemoveAsync"/> throws <see cref="StoreException"/>. Where the
/// account has soft delete or versioning, a removed picture can be restored until their retention period ends.
/// </remarks>
/// <param name="container">The container, which must exist; created with <see cref="ClientOptions"/>, so that its calls have timeouts.</param>
/// <param name="clock">The clock of links and timeouts.</param>
/// <param name="longestCall">Limit of one call; null for the 18 s of <see cref="ClientOptions"/>.</param>
public sealed class BlobEvidenceStore(BlobContainerClient container, TimeProvider clock, TimeSpan? longestCall = null) : IEvidenceStore
{
    // Larger than any picture: the client sends smaller content in one request. The service allows 5000 MiB per request.
    private const long SingleRequestBytes = 64 * 1024 * 1024;

    private readonly ServiceCalls _calls = new(clock, ServiceCalls.Pictures, longestCall);
    private readonly BlobLinks _links = new(container, clock);

    /// <summary>
    /// Client options: three attempts in quick succession, each limited to 8 s, as is each read of a download; one call as a whole is
    /// limited to 18 s. All requests of the store are idempotent.
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
    /// <remarks>Also returns false where the first attempt stored the picture, its answer was lost, and the client retried.</remarks>
    public Task<bool> PutAsync(EvidenceKey key, PictureBytes content, EvidenceInfo info, CancellationToken cancel)
    {
        var blob = Blob(key);
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = info.MediaType },
            Metadata = new Dictionary<string, string>
            {
                ["orderid"] = key.OrderId.ToString(),
                // Metadata is sent in headers, which are ASCII.
                ["photoid"] = Uri.EscapeDataString(info.PhotoId),
                ["receivedat"] = info.ReceivedAt.ToString("O", CultureInfo.InvariantCulture),
            },
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            TransferOptions = new StorageTransferOptions { InitialTransferSize = SingleRequestBytes },
        };
        return _calls.CallAsync(
            async token =>
            {
                try
                {
                    // One request, atomic. For a retry the client seeks back to the first byte.
                    await using var bytes = new PartsStream(content);
                    await blob.UploadAsync(bytes, options, token);
                    return true;
                }
                catch (RequestFailedException e) when (AlreadyExists(e))
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
        return _calls.CallAsync(
            async token =>
            {
                try
                {
                    // HTTP has no empty range.
                    return count == 0 ? await EmptyRangeAsync(blob, token) : await RangeAsync(blob, from, count, token);
                }
                catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.InvalidRange)
                {
                    return await EmptyRangeAsync(blob, token);
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
        return _calls.CallAsync(
            async token =>
            {
                // The thumbnail first: as long as the picture exists, a removal that failed half way can be repeated.
                await DeleteAsync(thumbnail, token);
                return await DeleteAsync(picture, token);
            },
            cancel);
    }

    /// <summary>Asks for a blob that is not there. Whether the container may be written, only a write tells.</summary>
    public async Task ProbeAsync(CancellationToken cancel)
    {
        await using var nothing = await OpenAsync(new EvidenceKey(default, new string('0', 64)), 0, 0, cancel);
    }

    /// <summary>A shared access signature to read one blob, valid from now until the given time; HTTPS only, unless the container itself uses HTTP.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is more than 6 days and 23 hours ahead.</exception>
    public async ValueTask<Uri?> LinkAsync(EvidenceKey key, DateTimeOffset until, CancellationToken cancel)
    {
        var blob = Blob(key);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(until, clock.GetUtcNow() + BlobLinks.MaxLifetime);
        return await _calls.CallAsync(token => _links.CreateAsync(blob, until, token), cancel);
    }

    private static bool AlreadyExists(RequestFailedException e) =>
        e.ErrorCode == BlobErrorCode.BlobAlreadyExists || e.ErrorCode == BlobErrorCode.ConditionNotMet || e.ErrorCode == BlobErrorCode.BlobImmutableDueToPolicy;

    private static async Task<EvidenceContent?> RangeAsync(BlobClient blob, long from, long? count, CancellationToken cancel)
    {
        var whole = from == 0 && count is null;
        var answer = (await blob.DownloadStreamingAsync(new BlobDownloadOptions { Range = whole ? default : new HttpRange(from, count) }, cancel)).Value;
        return new EvidenceContent(new BlobStream(answer.Content), TotalLength(answer.Details), answer.Details.ContentType);
    }

    // For a range, the total length follows the slash: "bytes 10-19/200" (RFC 9110, 14.4).
    private static long TotalLength(BlobDownloadDetails details) => details.ContentRange is { } range && range.LastIndexOf('/') is >= 0 and var slash
        ? long.Parse(range.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture)
        : details.ContentLength;

    private static async Task<EvidenceContent?> EmptyRangeAsync(BlobClient blob, CancellationToken cancel)
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

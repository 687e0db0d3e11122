using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Hub.Application;
using Hub.Application.Audit;
using Hub.Application.Retention;
using Hub.Azure.Calls;
using Hub.Domain.Orders;

namespace Hub.Azure;

/// <summary>
/// Erasures on request as blobs of one container, one each, only ever created; the name begins with the moment, so that names sort by it. The account is not
/// part of the database's backup. A rule of the account removes them after <see cref="Erasure.Kept"/>.
/// </summary>
/// <param name="container">The container, which must exist; created with <see cref="BlobEvidenceStore.ClientOptions"/>.</param>
/// <param name="clock">The clock of timeouts.</param>
public sealed class BlobErasureLog(BlobContainerClient container, TimeProvider clock) : IErasureLog
{
    private const string MomentFormat = "yyyyMMdd'T'HHmmssfffffff'Z'";

    private readonly ServiceCalls _calls = new(clock, "Blob Storage, which holds the erasures on request");

    /// <inheritdoc/>
    public Task AppendAsync(Erasure erasure, CancellationToken cancel) => _calls.CallAsync(async c =>
    {
        var entry = new ErasureEntry(erasure.Order.Value, erasure.At.ToUniversalTime(), erasure.Actor);
        var body = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(entry, ErasureJson.Default.ErasureEntry));
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All }, HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" },
        };
        try
        {
            return (await container.GetBlobClient($"{Moment(erasure.At)}-{erasure.Order.Value:N}").UploadAsync(body, options, c)).Value;
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            // The same one: its answer was lost.
            return null;
        }
    }, cancel);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Erasure>> ListAsync(DateTimeOffset from, CancellationToken cancel)
    {
        var first = Moment(from);
        var names = await _calls.CallAsync(async c =>
        {
            var found = new List<string>();
            // Few: those whom a person asked for, in a little more than a year.
            await foreach (var blob in container.GetBlobsAsync(cancellationToken: c))
                if (string.CompareOrdinal(blob.Name, first) >= 0) found.Add(blob.Name);
            return found;
        }, cancel);
        var erasures = new List<Erasure>();
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            // One that the rule of the account removed meanwhile is not missed.
            if (await ReadAsync(name, cancel) is { } entry) erasures.Add(new Erasure(new OrderId(entry.OrderId), entry.At, entry.Actor));
        }
        return erasures;
    }

    private Task<ErasureEntry?> ReadAsync(string name, CancellationToken cancel) => _calls.CallAsync(async c =>
    {
        try
        {
            var content = (await container.GetBlobClient(name).DownloadContentAsync(c)).Value.Content;
            return JsonSerializer.Deserialize(content, ErasureJson.Default.ErasureEntry) ?? throw new JsonException("It is null.");
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw new StoreException($"The blob {name} of the container {container.Name} is no erasure: whoever wrote it must take it away.", e);
        }
    }, cancel);

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString(MomentFormat, CultureInfo.InvariantCulture);
}

internal sealed record ErasureEntry(
    [property: JsonRequired] Guid OrderId, [property: JsonRequired] DateTimeOffset At, [property: JsonRequired] AuditActorKind Actor);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ErasureEntry))]
internal sealed partial class ErasureJson : JsonSerializerContext;

using System.Text;
using Azure.Storage;
using Azure.Storage.Blobs;
using Hub.Azure;
using Hub.CosmosStandIn;
using Hub.WorkerHost.Azure;

namespace Hub.Bench.Costs;

/// <summary>Counts what a hub in Azure asks of its services.</summary>
internal sealed class Meter
{
    public const string Functions = "function runs";
    public const string Cosmos = "Cosmos DB";
    public const string Documents = "documents";
    public const string Vault = "Key Vault";
    public const string Blobs = "Blob Storage";
    public const string Logs = "logs";

    private readonly HubInAzure _hub;
    private Usage _usage = new();
    private (int Lines, long Bytes) _logged;
    private int _items;

    public Meter(HubInAzure hub)
    {
        _hub = hub;
        hub.Cosmos.Served = Count;
        hub.Environment.Served = (host, method, path) =>
        {
            if (host.Contains(".vault.", StringComparison.Ordinal)) _usage.Add(Vault, $"{method} {(path == "/secrets" ? "list" : "secret")}");
        };
        hub.Environment.Azurite.Served = CountBlob;
        hub.Instances[0].Host.Invoked = (function, time) =>
            _usage.Add(Functions, $"{function.TriggerType} {function.Name}", units: time.TotalSeconds);
    }

    /// <summary>Time of the last request or run, by the clock of the stopwatch.</summary>
    public long LastUse { get; private set; }

    /// <summary>What was used since the last call.</summary>
    public Usage Take()
    {
        var usage = Interlocked.Exchange(ref _usage, new Usage());
        var logged = Logged();
        usage.Set(Logs, "lines of the worker", logged.Lines - _logged.Lines, logged.Bytes - _logged.Bytes);
        _logged = logged;
        var items = _hub.Environment.Insights.Items;
        foreach (var item in items.Skip(_items))
            usage.Add(Logs, $"telemetry of the worker: {(string?)item["name"]}", Encoding.UTF8.GetByteCount(item.ToJsonString()));
        _items = items.Count;
        return usage;
    }

    /// <summary>Bytes in a blob container, and the number of blobs.</summary>
    public async Task<(int Blobs, long Bytes)> StoredAsync(string container)
    {
        var azurite = _hub.Environment.Azurite;
        using var handler = azurite.Handler();
        var options = BlobEvidenceStore.ClientOptions();
        options.Transport = new global::Azure.Core.Pipeline.HttpClientTransport(new HttpClient(handler, disposeHandler: false));
        var client = new BlobServiceClient(azurite.Address, new StorageSharedKeyCredential(azurite.Account, azurite.Key), options);
        var all = (Blobs: 0, Bytes: 0L);
        await foreach (var blob in client.GetBlobContainerClient(container).GetBlobsAsync())
            all = (all.Blobs + 1, all.Bytes + blob.Properties.ContentLength!.Value);
        return all;
    }

    private (int Lines, long Bytes) Logged()
    {
        var lines = _hub.Instances[0].Host.Logs;
        return (lines.Count, lines.Sum(l => (long)Encoding.UTF8.GetByteCount(l)));
    }

    private void Count(ServedRequest request)
    {
        // The stand-in of the host asks twenty times a second whether there are changes; the genuine one asks each 5 s, and is reckoned with apart.
        if (request.Operation.Kind is OperationKind.Feed && request.Documents == 0) return;
        LastUse = System.Diagnostics.Stopwatch.GetTimestamp();
        foreach (var (written, bytes) in request.Writes.Where(w => request.Status < 300 && w.Kind is OperationKind.Create or OperationKind.Delete))
            _usage.Add(Documents, $"{request.Operation.Container} {written}", bytes);
        var kind = request.Operation.CrossesPartitions ? "Query over partitions" : $"{request.Operation.Kind}";
        _usage.Add(Cosmos, $"{request.Operation.Container} {kind}", request.Operation.Kind is OperationKind.Read or OperationKind.Query or OperationKind.Feed
            ? request.Received : request.Sent, RequestUnits.Of(request));
    }

    // 127.0.0.1 - - [01/Dec/2026:12:00:00 +0000] "PUT /ketenhub/messages/a?comp=block HTTP/1.1" 201 -
    private void CountBlob(string line)
    {
        if (line.Split('"') is not [_, var request, ..] || request.Split(' ') is not [var method, var target, ..]) return;
        var path = target.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        // The account's name is in the path of the emulator alone, where it is asked by its address.
        var container = path.FirstOrDefault(p => p is "evidence" or "messages" or "keys" or "erasures") ?? "account";
        var comp = target.Split('?', '&').FirstOrDefault(p => p.StartsWith("comp=", StringComparison.Ordinal)) is { } c ? $" {c[5..]}" : "";
        // This meter alone lists these two.
        if (comp != " list" || container is not ("evidence" or "messages")) _usage.Add(Blobs, $"{container} {method}{comp}");
    }
}

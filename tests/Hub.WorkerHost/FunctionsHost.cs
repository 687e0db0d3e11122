using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Hub.WorkerHost.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.WorkerHost;

/// <summary>
/// Stands in for the Azure Functions host: starts a published isolated worker, loads its functions and invokes them, over the gRPC protocol of the genuine
/// host. It proves that what is published starts, is indexed, routes, binds and runs. It has no function keys, no settlement of messages by the function, no
/// concurrency limits and no time limits.
/// </summary>
public sealed class FunctionsHost : IAsyncDisposable
{
    private readonly string _directory;
    private readonly WebApplication _server;
    private readonly HttpFront _http = new();
    private readonly WorkerStream _stream = new();
    private readonly ConcurrentQueue<string> _logs = new();
    private WorkerProcess? _process;

    private FunctionsHost(string directory)
    {
        _directory = Path.GetFullPath(directory);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc(o => (o.MaxReceiveMessageSize, o.MaxSendMessageSize) = (null, null));
        builder.Services.AddSingleton(_stream);
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http2));
        _server = builder.Build();
        _server.MapGrpcService<WorkerStream>();
        _stream.Logged = log => _logs.Enqueue($"{log.Level} {log.Category}: {log.Message} {log.Exception?.Message} {log.Exception?.StackTrace}".TrimEnd());
    }

    /// <summary>The functions by name.</summary>
    public IReadOnlyDictionary<string, LoadedFunction> Functions { get; private set; } = new Dictionary<string, LoadedFunction>();

    /// <summary>What the worker and its functions logged to the host.</summary>
    public IReadOnlyCollection<string> Logs => _logs;

    /// <summary>What the worker wrote to its console.</summary>
    public string Console => _process?.Console ?? "";

    /// <summary>Is told each invocation that has ended, and how long it took; null where nobody counts.</summary>
    public Action<LoadedFunction, TimeSpan>? Invoked { get; set; }

    /// <summary>Peak resident memory of the worker's process, in bytes.</summary>
    public long PeakMemory => _process?.PeakMemory ?? 0;

    /// <summary>Where the HTTP functions answer.</summary>
    public Uri Address => _http.Address;

    /// <summary>The worker's own HTTP server, which in Azure nobody reaches but the host.</summary>
    public Uri WorkerAddress { get; private set; } = null!;

    /// <summary>Starts a worker and loads its functions.</summary>
    /// <param name="directory">What was published: it has worker.config.json and host.json.</param>
    /// <param name="settings">The app settings, by the address where the HTTP functions will answer.</param>
    /// <param name="cancel">Ends the wait for the worker.</param>
    /// <exception cref="InvalidOperationException">The worker ended, or could not load a function; the message has what it wrote.</exception>
    public static async Task<FunctionsHost> StartAsync(
        string directory, Func<Uri, IReadOnlyDictionary<string, string>> settings, CancellationToken cancel)
    {
        var host = new FunctionsHost(directory);
        try
        {
            await host._http.StartAsync(cancel);
            await host._server.StartAsync(cancel);
            await host.LoadAsync(settings(host.Address), cancel);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Invokes a function that has no HTTP trigger.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="trigger">What the trigger hands over: a message's body, changed documents as a JSON array, a timer's state as JSON.</param>
    /// <param name="metadata">What goes with it, as MessageId and DeliveryCount. Text goes as it is, all else as JSON.</param>
    /// <param name="cancel">Cancels the invocation, as the host does when it stops.</param>
    public Task<InvocationOutcome> InvokeAsync(
        string function, string trigger, IReadOnlyDictionary<string, object?>? metadata = null, CancellationToken cancel = default)
    {
        var loaded = Functions[function];
        var data = loaded.TriggerType == "serviceBusTrigger" ? new TypedData { String = trigger } : new TypedData { Json = trigger };
        return InvokeAsync(loaded, Guid.NewGuid().ToString(), data, metadata, cancel);
    }

    /// <summary>Ends the worker's process without a word, as a machine that is taken away.</summary>
    public Task KillAsync() => _process!.KillAsync();

    /// <summary>Asks the worker to end, as the host does before it stops, and kills it where it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        await _http.DisposeAsync();
        if (_process is { } process)
        {
            _stream.Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate() });
            await process.ExitAsync();
            process.Dispose();
        }
        await _server.DisposeAsync();
    }

    private async Task<InvocationOutcome> InvokeAsync(
        LoadedFunction function, string id, TypedData data, IReadOnlyDictionary<string, object?>? metadata, CancellationToken cancel)
    {
        // The worker reads the trace context without asking whether there is one.
        var trace = new RpcTraceContext { TraceParent = Activity.Current?.Id ?? "" };
        var request = new InvocationRequest { InvocationId = id, FunctionId = function.Id, TraceContext = trace };
        request.InputData.Add(new ParameterBinding { Name = function.TriggerParameter, Data = data });
        foreach (var (key, value) in metadata ?? new Dictionary<string, object?>())
            request.TriggerMetadata[key] = value is string text ? new TypedData { String = text } : new TypedData { Json = JsonSerializer.Serialize(value) };
        await using var cancelling =
            cancel.Register(() => _stream.Send(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = id } }));
        var begun = Stopwatch.GetTimestamp();
        // The host waits for the worker's answer also after it cancelled.
        var answer = await _stream.AskAsync(new StreamingMessage { InvocationRequest = request }, CancellationToken.None);
        Invoked?.Invoke(function, Stopwatch.GetElapsedTime(begun));
        var result = answer.InvocationResponse.Result;
        if (result.Exception is { } error) _logs.Enqueue($"Error Function.{function.Name}: {error.Message} {error.StackTrace}");
        return new InvocationOutcome(result.Status.ToString(), result.Exception?.Message);
    }

    private async Task LoadAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancel)
    {
        _process = new WorkerProcess(_directory, new Uri(_server.Urls.Single()), settings,
            console => _stream.Break(new InvalidOperationException($"The worker has ended. {console}")));
        await _stream.Connected.WaitAsync(cancel);

        var init = new WorkerInitRequest { HostVersion = "4.0.0.0", WorkerDirectory = _directory, FunctionAppDirectory = _directory };
        var ready = (await _stream.AskAsync(new StreamingMessage { WorkerInitRequest = init }, cancel)).WorkerInitResponse;
        Check(ready.Result, "The worker did not start");
        WorkerAddress = new Uri(ready.Capabilities["HttpUri"]);

        var ask = new FunctionsMetadataRequest { FunctionAppDirectory = _directory };
        var indexed = (await _stream.AskAsync(new StreamingMessage { FunctionsMetadataRequest = ask }, cancel)).FunctionMetadataResponse;
        Check(indexed.Result, "The worker could not index its functions");
        foreach (var function in indexed.FunctionMetadataResults)
        {
            var load = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function };
            var loaded = (await _stream.AskAsync(new StreamingMessage { FunctionLoadRequest = load }, cancel)).FunctionLoadResponse;
            Check(loaded.Result, $"The function {function.Name} was not loaded");
        }
        Functions = indexed.FunctionMetadataResults.Select(f => new LoadedFunction(f.Name, f.FunctionId, TriggerOf(f), RetryOf(f))).ToDictionary(f => f.Name);
        // The worker answers on the stream before its server listens; the genuine host repeats a request that is refused then.
        await ListeningAsync(WorkerAddress, cancel);
        _http.Map(Functions.Values.Where(f => f.TriggerType == "httpTrigger"), Path.Combine(_directory, "host.json"), WorkerAddress,
            (function, id, parts, stop) => InvokeAsync(function, id, new TypedData { Http = new RpcHttp() }, parts, stop));
    }

    private static async Task ListeningAsync(Uri server, CancellationToken cancel)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        do
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(server.Host, server.Port, cancel);
                return;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }
        while (await looks.WaitForNextTickAsync(cancel));
    }

    private void Check(StatusResult result, string what)
    {
        if (result.Status != StatusResult.Types.Status.Success) throw new InvalidOperationException($"{what}. {result.Exception?.Message}\n{Console}");
    }

    private static JsonElement TriggerOf(RpcFunctionMetadata function) => function.RawBindings.Select(b => JsonElement.Parse(b))
        .Single(b => b.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));

    private static FixedDelay? RetryOf(RpcFunctionMetadata function) =>
        function.RetryOptions is { RetryStrategy: RpcRetryOptions.Types.RetryStrategy.FixedDelay } retry
            ? new FixedDelay(retry.MaxRetryCount, retry.DelayInterval.ToTimeSpan())
            : null;
}

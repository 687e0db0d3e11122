using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Connectors.Tests.Support;

/// <summary>A request that a stand-in received.</summary>
internal sealed record Call(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A partner's system on a loopback socket; the test defines its answers.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<Call> _arrivals = Channel.CreateUnbounded<Call>();
    private readonly ConcurrentQueue<Call> _calls = new();

    private StandIn(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single() + "/");

    public IReadOnlyList<Call> Calls => [.. _calls];

    /// <summary>Never answers; ends when the caller aborts.</summary>
    public static Task Never(HttpContext context) => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);

    /// <summary>Starts one that answers with <paramref name="answer"/>, over TLS where it has a certificate.</summary>
    public static async Task<StandIn> StartAsync(Func<HttpContext, Task> answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        var standIn = new StandIn(app);
        app.Run(async context =>
        {
            await standIn.ReceiveAsync(context.Request);
            await answer(context);
        });
        await app.StartAsync();
        return standIn;
    }

    public static Task<StandIn> StartAsync(int status) => StartAsync(context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    /// <summary>Waits for the next request.</summary>
    public async Task<Call> ArrivalAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await _arrivals.Reader.ReadAsync(timeout.Token);
    }

    public async ValueTask DisposeAsync()
    {
        // A request that a test leaves open must not delay the stop.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var call = new Call(
            request.Method, request.Path, request.QueryString.Value ?? "",
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), await reader.ReadToEndAsync());
        _calls.Enqueue(call);
        await _arrivals.Writer.WriteAsync(call);
    }
}

/// <summary>
/// A partner's system on TCP level: it answers every connection with the same bytes and closes it, or, where endless, sends until the hub
/// closes it.
/// </summary>
internal sealed class RawStandIn : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource<long> _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _loop;

    public RawStandIn(byte[] answer, bool endless = false)
    {
        _listener.Start();
        _loop = ServeAsync(answer, endless);
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Bytes sent before the hub closed the connection of an endless answer.</summary>
    public Task<long> Sent => _sent.Task;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _loop;
        _end.Dispose();
    }

    private async Task ServeAsync(byte[] answer, bool endless)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                var stream = client.GetStream();
                // Closing with unread bytes would reset the connection before the answer is read.
                _ = await stream.ReadAsync(new byte[65536], _end.Token);
                await stream.WriteAsync(answer, _end.Token);
                if (endless) await SendEndlesslyAsync(stream);
                else client.Client.Shutdown(SocketShutdown.Send);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task SendEndlesslyAsync(NetworkStream stream)
    {
        var total = 0L;
        try
        {
            for (; ; total += 65536) await stream.WriteAsync(new byte[65536], _end.Token);
        }
        catch (IOException)
        {
            _sent.TrySetResult(total);
        }
    }
}

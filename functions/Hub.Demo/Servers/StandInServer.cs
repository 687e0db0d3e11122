using System.Globalization;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.Demo.Servers;

/// <summary>
/// A partner's system as the hub sees it: a small server on 127.0.0.1 that records what comes in and behaves as told.
/// By itself it takes everything; the stand-ins for real partners answer in their own way.
/// </summary>
public class StandInServer(string name, StandInOptions? options = null) : IAsyncDisposable
{
    private static readonly byte[] NotHttp = "\u0016\u0003\u0001 this is not HTTP\r\n\r\n"u8.ToArray();

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _switching = new(1, 1);
    private readonly List<ReceivedRequest> _received = [];
    private TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Behaviour _behaviour = new Behaviour.Healthy();
    private int _failuresLeft;
    private Listener? _listener;
    private int _port;

    /// <summary>The name that people read.</summary>
    public string Name => name;

    /// <summary>Where it listens, or listened before it went down.</summary>
    /// <exception cref="InvalidOperationException">It was never started.</exception>
    public Uri Url => _port == 0 ? throw new InvalidOperationException($"{name} was not started.") : new Uri($"http://127.0.0.1:{_port}/");

    /// <summary>How it behaves now.</summary>
    public Behaviour Behaviour
    {
        get
        {
            lock (_gate) return _behaviour;
        }
    }

    /// <summary>Everything that came in so far, in the order of arrival.</summary>
    public IReadOnlyList<ReceivedRequest> Received
    {
        get
        {
            lock (_gate) return [.. _received];
        }
    }

    /// <summary>Rings at every request and every change of what the stand-in knows.</summary>
    protected Wakeup Changes { get; } = new();

    /// <summary>The clock.</summary>
    protected TimeProvider Clock => Options.Clock;

    /// <summary>What it was made with.</summary>
    protected StandInOptions Options { get; } = options ?? new StandInOptions();

    /// <summary>Begins to listen.</summary>
    /// <param name="port">0 takes a free port.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task StartAsync(int port = 0, CancellationToken cancel = default)
    {
        if (_listener is not null) throw new InvalidOperationException($"{name} listens already.");
        _listener = await Listener.StartAsync(port, ServeAsync, cancel);
        _port = _listener.Port;
    }

    /// <summary>Changes the behaviour; requests that <see cref="Behaviour.Slow"/> holds go on as usual, or are broken
    /// off without an answer where it goes down. Returns when it is so.</summary>
    public async Task BehaveAsync(Behaviour behaviour, CancellationToken cancel = default)
    {
        await _switching.WaitAsync(cancel);
        try
        {
            lock (_gate)
            {
                _behaviour = behaviour;
                _failuresLeft = behaviour is Behaviour.Flaky flaky ? flaky.Failures : 0;
            }
            if (behaviour is not Behaviour.Down)
            {
                Release();
                _listener ??= await Listener.StartAsync(_port, ServeAsync, cancel);
            }
            else if (_listener is { } listening)
            {
                _listener = null;
                await listening.DisposeAsync();
            }
        }
        finally
        {
            _switching.Release();
        }
    }

    /// <summary>Lets the requests go on that <see cref="Behaviour.Slow"/> holds; later ones are held again.</summary>
    public void Release()
    {
        TaskCompletionSource held;
        lock (_gate)
        {
            held = _held;
            _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        held.SetResult();
    }

    /// <summary>Ends when the requests so far fulfil a condition; at once where they do already.</summary>
    public Task WaitForAsync(Func<IReadOnlyList<ReceivedRequest>, bool> condition, CancellationToken cancel) =>
        Changes.WaitAsync(() => condition(Received), cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Release();
        if (_listener is { } listening) await listening.DisposeAsync();
        _switching.Dispose();
    }

    /// <summary>Answers a request in good health.</summary>
    protected virtual StandInAnswer Answer(ReceivedRequest request) => StandInAnswer.Taken;

    /// <summary>Tells whoever watches.</summary>
    protected void Tell(string order, string from, string to, string what) =>
        Options.Watcher?.Invoke(new Exchange(Clock.GetUtcNow(), order, from, to, what));

    private async Task ServeAsync(HttpContext http)
    {
        if (await ReadAsync(http) is not { } body) return;
        ReceivedRequest request;
        Behaviour behaviour;
        Task held;
        lock (_gate)
        {
            request = Request(http, body);
            _received.Add(request);
            behaviour = _behaviour is not Behaviour.Flaky ? _behaviour : _failuresLeft-- > 0 ? new Behaviour.Status(503) : new Behaviour.Healthy();
            held = _held.Task;
        }
        Changes.Notify();
        switch (behaviour)
        {
            case Behaviour.Slow when !await HoldAsync(held, http.RequestAborted):
                break;
            case Behaviour.Status status:
                http.Response.StatusCode = status.Code;
                if (status.RetryAfter is { } wait) http.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                break;
            case Behaviour.Redirect redirect:
                http.Response.Redirect(redirect.To.ToString());
                break;
            case Behaviour.Garbage:
                await http.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output.WriteAsync(NotHttp);
                http.Abort();
                break;
            default:
                await WriteAsync(http, Answer(request));
                break;
        }
    }

    private ReceivedRequest Request(HttpContext http, byte[] body)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return new ReceivedRequest(
            _received.Count + 1, Clock.GetUtcNow(), http.Request.Method, query < 0 ? target : target[..query],
            http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body);
    }

    private static async Task<byte[]?> ReadAsync(HttpContext http)
    {
        using var buffer = new MemoryStream();
        try
        {
            await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
            return buffer.ToArray();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client broke off: no request came in.
            return null;
        }
    }

    // False where the client gave up first.
    private static async Task<bool> HoldAsync(Task held, CancellationToken aborted)
    {
        try
        {
            await held.WaitAsync(aborted);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task WriteAsync(HttpContext http, StandInAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        if (answer.Body is not { } body) return;
        http.Response.ContentType = answer.ContentType;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}

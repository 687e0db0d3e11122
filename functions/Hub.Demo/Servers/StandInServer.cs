using System.Globalization;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.Demo.Servers;

/// <summary>
/// A partner's system for tests and the demo: a small server on 127.0.0.1 that records requests and has a configurable behaviour.
/// By default it accepts everything; stand-ins for real partners override <see cref="Answer"/>.
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

    /// <summary>Display name.</summary>
    public string Name => name;

    /// <summary>Its address; also while it is down.</summary>
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

    /// <summary>All received requests, in the order of arrival.</summary>
    public IReadOnlyList<ReceivedRequest> Received
    {
        get
        {
            lock (_gate) return [.. _received];
        }
    }

    /// <summary>Signals every request and every change of the stand-in's state.</summary>
    protected ChangeSignal Changes { get; } = new();

    /// <summary>The clock.</summary>
    protected TimeProvider Clock => Options.Clock;

    /// <summary>Its options.</summary>
    protected StandInOptions Options { get; } = options ?? new StandInOptions();

    /// <summary>Starts to listen.</summary>
    /// <param name="port">0 picks a free port.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task StartAsync(int port = 0, CancellationToken cancel = default)
    {
        if (_listener is not null) throw new InvalidOperationException($"{name} listens already.");
        _listener = await Listener.StartAsync(port, ServeAsync, cancel);
        _port = _listener.Port;
    }

    /// <summary>Changes the behaviour and returns when the change is effective. Requests that <see cref="Behaviour.Slow"/> holds continue,
    /// or are aborted without an answer where the server goes down.</summary>
    public async Task SetBehaviourAsync(Behaviour behaviour, CancellationToken cancel = default)
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

    /// <summary>Continues the requests that <see cref="Behaviour.Slow"/> holds; later requests are held again.</summary>
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

    /// <summary>Completes when the received requests fulfil a condition.</summary>
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

    /// <summary>The answer to a request while <see cref="Behaviour.Healthy"/>.</summary>
    protected virtual StandInAnswer Answer(ReceivedRequest request) => StandInAnswer.Accepted;

    /// <summary>Calls the observer.</summary>
    protected void Observe(string order, string from, string to, string what) =>
        Options.Observer?.Invoke(new ObservedMessage(Clock.GetUtcNow(), order, from, to, what));

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
            // The client aborted the request.
            return null;
        }
    }

    // False where the client aborted first.
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

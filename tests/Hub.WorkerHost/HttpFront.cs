using System.Net;
using Hub.WorkerHost.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.WorkerHost;

/// <summary>
/// The host's HTTP side: finds the function by its route, invokes it, and at the same time passes the request on to the worker's own server; the header
/// <c>x-ms-invocation-id</c> joins the two. The answer passes back as a stream.
/// </summary>
internal sealed class HttpFront : IAsyncDisposable
{
    // Of one connection and not of the message (RFC 9110, 7.6.1); Expect is answered by each server for itself.
    private static readonly HashSet<string> OfTheConnection =
        new(StringComparer.OrdinalIgnoreCase) { "Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "Host", "Expect" };

    private readonly FunctionRoutes _routes = new();
    private readonly WebApplication _server;
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None, ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public HttpFront()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, 0);
            // The limits are the worker's.
            k.Limits.MaxRequestBodySize = null;
            k.AddServerHeader = false;
        });
        _server = builder.Build();
        // The genuine host answers a wrong method as an unknown path, with 404 (Azure/azure-functions-host issue 10098); ASP.NET Core would say 405.
        _server.Use(async (http, next) =>
        {
            if (http.GetEndpoint() is RouteEndpoint) await next(http);
            else http.Response.StatusCode = StatusCodes.Status404NotFound;
        });
        ((IEndpointRouteBuilder)_server).DataSources.Add(_routes);
    }

    public Uri Address => new(_server.Urls.Single());

    /// <summary>Listens; every request is answered with 404 until functions are mapped.</summary>
    public Task StartAsync(CancellationToken cancel) => _server.StartAsync(cancel);

    /// <summary>Begins to pass requests on.</summary>
    /// <param name="functions">The HTTP functions.</param>
    /// <param name="hostJson">The app's host.json.</param>
    /// <param name="worker">The worker's own server.</param>
    /// <param name="invoke">Invokes a function: its invocation id and the parts of the route.</param>
    public void Map(
        IEnumerable<LoadedFunction> functions, string hostJson, Uri worker,
        Func<LoadedFunction, string, IReadOnlyDictionary<string, object?>, CancellationToken, Task<InvocationOutcome>> invoke) =>
        _routes.Map(functions, hostJson, (http, function) => PassAsync(http, function, worker, invoke));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
        _routes.Dispose();
    }

    private async Task PassAsync(
        HttpContext http, LoadedFunction function, Uri worker,
        Func<LoadedFunction, string, IReadOnlyDictionary<string, object?>, CancellationToken, Task<InvocationOutcome>> invoke)
    {
        var id = Guid.NewGuid().ToString();
        // The worker takes parameters that are named as a part of the route from the trigger's metadata, and not from its own routing.
        var parts = http.Request.RouteValues.Where(v => v.Value is not null).ToDictionary(v => v.Key, v => v.Value);
        var invocation = invoke(function, id, parts, http.RequestAborted);
        try
        {
            using var request = RequestTo(worker, http.Request, id);
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
            // The worker answers an empty 200 where a function threw; only the outcome of the invocation tells.
            if (answer.Content.Headers.ContentLength == 0 && !(await invocation).Succeeded)
            {
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            }
            await CopyAsync(answer, http);
            await invocation;
        }
        catch (HttpRequestException e) when (e.InnerException is IOException && !http.Response.HasStarted)
        {
            // The caller's body broke off or cannot be read: the proxy of the genuine host (YARP) answers with 400.
            if (await IsOverAsync(invocation)) http.Response.StatusCode = StatusCodes.Status400BadRequest;
            else http.Abort();
        }
        catch (Exception e) when (HasWorkerEnded(e))
        {
            http.Abort();
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone; the invocation was cancelled with the request.
        }
    }

    // False where the worker ended before it: then nobody knows what came of it, and the caller gets no answer.
    private static async Task<bool> IsOverAsync(Task invocation)
    {
        try
        {
            await invocation;
            return true;
        }
        catch (Exception e) when (HasWorkerEnded(e))
        {
            return false;
        }
    }

    private static bool HasWorkerEnded(Exception e) => e is HttpRequestException or IOException or InvalidOperationException;

    private static HttpRequestMessage RequestTo(Uri worker, HttpRequest from, string invocationId)
    {
        var request = new HttpRequestMessage(new HttpMethod(from.Method), new Uri(worker, from.GetEncodedPathAndQuery()));
        if (from.ContentLength is not null || from.Headers.TransferEncoding.Count > 0) request.Content = new StreamContent(from.Body);
        foreach (var (name, values) in from.Headers.Where(h => !OfTheConnection.Contains(h.Key)))
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        request.Headers.TryAddWithoutValidation("x-ms-invocation-id", invocationId);
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", $"{from.HttpContext.Connection.RemoteIpAddress}");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", $"{from.Host}");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", from.Scheme);
        return request;
    }

    private static async Task CopyAsync(HttpResponseMessage answer, HttpContext http)
    {
        http.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(h => !OfTheConnection.Contains(h.Key)))
            http.Response.Headers[name] = values.ToArray();
        if (!HttpMethods.IsHead(http.Request.Method)) await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}

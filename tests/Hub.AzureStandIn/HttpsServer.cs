using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace Hub.AzureStandIn;

/// <summary>Serves handlers of HTTP clients over HTTPS, each under the host name of its service: what stands in for a service within a process does so for others.</summary>
public sealed class HttpsServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly Dictionary<string, HttpMessageInvoker> _services;

    private HttpsServer(WebApplication server, Dictionary<string, HttpMessageInvoker> services) => (_server, _services) = (server, services);

    /// <summary>The port, for every name.</summary>
    public int Port => new Uri(_server.Urls.Single()).Port;

    /// <summary>Is told each request: host, method and path; null where nobody counts.</summary>
    public Action<string, string, string>? Served { get; set; }

    /// <summary>Starts it.</summary>
    /// <param name="certificate">With the names of all services.</param>
    /// <param name="services">The handlers by host name; they stay the caller's.</param>
    public static async Task<HttpsServer> StartAsync(X509Certificate2 certificate, IReadOnlyDictionary<string, HttpMessageHandler> services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k =>
        {
            k.Limits.MaxRequestBodySize = null;
            k.Listen(IPAddress.Loopback, 0, o => o.UseHttps(certificate));
        });
        var app = builder.Build();
        var server = new HttpsServer(app, services.ToDictionary(s => s.Key, s => new HttpMessageInvoker(s.Value, disposeHandler: false)));
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        foreach (var service in _services.Values) service.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        Served?.Invoke(http.Request.Host.Host, http.Request.Method, http.Request.Path.Value!);
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), http.Request.GetEncodedUrl())
        {
            Content = new StreamContent(http.Request.Body),
        };
        foreach (var (name, values) in http.Request.Headers)
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable())) request.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        try
        {
            using var response = await _services[http.Request.Host.Host].SendAsync(request, http.RequestAborted);
            http.Response.StatusCode = (int)response.StatusCode;
            foreach (var (name, values) in response.Headers.Concat(response.Content.Headers)) http.Response.Headers[name] = values.ToArray();
            if (response.StatusCode is not (HttpStatusCode.NotModified or HttpStatusCode.NoContent)) await response.Content.CopyToAsync(http.Response.Body);
        }
        catch (HttpRequestException)
        {
            // The service is away, or its answer is lost: so is the connection.
            http.Abort();
        }
    }
}

using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Primitives;

namespace Hub.WorkerHost;

/// <summary>The routes of the HTTP functions: none until the worker has told its functions.</summary>
internal sealed class FunctionRoutes : EndpointDataSource, IDisposable
{
    private readonly CancellationTokenSource _changed = new();
    private IReadOnlyList<Endpoint> _endpoints = [];

    public override IReadOnlyList<Endpoint> Endpoints => _endpoints;

    public override IChangeToken GetChangeToken() => _endpoints.Count == 0 ? new CancellationChangeToken(_changed.Token) : NullChangeToken.Singleton;

    /// <summary>Maps each function.</summary>
    /// <param name="functions">HTTP functions.</param>
    /// <param name="hostJson">The app's host.json, which names the prefix of all routes.</param>
    /// <param name="handle">Handles a request to a function.</param>
    public void Map(IEnumerable<LoadedFunction> functions, string hostJson, Func<HttpContext, LoadedFunction, Task> handle)
    {
        var prefix = Prefix(hostJson);
        _endpoints = [.. functions.Select(f => EndpointOf(f, prefix, handle))];
        _changed.Cancel();
    }

    public void Dispose() => _changed.Dispose();

    private static Endpoint EndpointOf(LoadedFunction function, string prefix, Func<HttpContext, LoadedFunction, Task> handle)
    {
        var pattern = RoutePatternFactory.Parse($"{prefix}/{function.Route}".TrimStart('/'));
        var endpoint = new RouteEndpointBuilder(http => handle(http, function), pattern, order: 0) { DisplayName = function.Name };
        if (function.Methods is { Count: > 0 } methods) endpoint.Metadata.Add(new HttpMethodMetadata(methods));
        return endpoint.Build();
    }

    private static string Prefix(string hostJson)
    {
        using var host = JsonDocument.Parse(
            File.ReadAllBytes(hostJson), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        return host.RootElement.TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty("http", out var http)
            && http.TryGetProperty("routePrefix", out var prefix) ? prefix.GetString()! : "api";
    }

    private sealed class NullChangeToken : IChangeToken
    {
        public static readonly NullChangeToken Singleton = new();

        public bool HasChanged => false;

        public bool ActiveChangeCallbacks => false;

        public IDisposable RegisterChangeCallback(Action<object?> callback, object? state) => new CancellationTokenRegistration();
    }
}

using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>The OpenAPI document, and a page to read it.</summary>
public sealed class DocsEndpoints
{
    /// <summary>OpenAPI 3.1.</summary>
    [Function("OpenApi")]
    [QueryWords(OthersPass = true)]
    public IResult OpenApi([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/openapi.json")] HttpRequest request) =>
        Results.Stream(Resource("openapi.json"), "application/json");

    /// <summary>The page.</summary>
    [Function("Docs")]
    [QueryWords(OthersPass = true)]
    public IResult Docs([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/docs")] HttpRequest request) =>
        Results.Stream(Resource("docs.html"), "text/html; charset=utf-8");

    /// <summary>Redirects the bare address to the page.</summary>
    // Neither "/" nor "": see HttpTriggerAttribute.Route. A value that is not there and could have no character leaves the bare address alone.
    [Function("Root")]
    [QueryWords(OthersPass = true)]
    public IResult Root([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{nothing:maxlength(0)?}")] HttpRequest request) =>
        Results.Redirect("/api/docs");

    private static Stream Resource(string name) =>
        typeof(DocsEndpoints).Assembly.GetManifestResourceStream($"Hub.Functions.{name}")
        ?? throw new InvalidOperationException($"{name} is not in the build.");
}

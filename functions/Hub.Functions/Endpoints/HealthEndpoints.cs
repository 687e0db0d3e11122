using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Health, for the platform.</summary>
public sealed class HealthEndpoints(Health health)
{
    /// <summary>200 as long as the process answers.</summary>
    [Function("Live")]
    public IResult Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health/live")] HttpRequest request) => Results.Ok();

    /// <summary>200 where messages can be taken in, else 503; with the state of each dependency.</summary>
    [Function("Ready")]
    public Task<IResult> Ready([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health/ready")] HttpRequest request) =>
        health.ReadyAsync(request);
}

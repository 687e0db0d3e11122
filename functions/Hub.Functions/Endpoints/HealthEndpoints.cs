using Hub.Application;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Liveness and readiness probes for the platform; no authentication. The administrator sees more of readiness.</summary>
public sealed class HealthEndpoints(Health health, Access access)
{
    /// <summary>Liveness: 200 while the process answers requests.</summary>
    [Function("Live")]
    [QueryWords(OthersPass = true)]
    public IResult Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health/live")] HttpRequest request) => Results.Ok();

    /// <summary>Readiness: 200 where messages can be received, else 503; with the state of each dependency, for the administrator also of partners.</summary>
    [Function("Ready")]
    [QueryWords(OthersPass = true)]
    public async Task<IResult> Ready([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health/ready")] HttpRequest request)
    {
        try
        {
            return (await access.IsManagerAsync(request)).Ends(out var answer, out var isManager) ? answer : await health.ReadyAsync(request, named: isManager);
        }
        catch (StoreException)
        {
            // Where keys cannot be checked, everybody is told what is wrong with the hub: the store among it.
            return await health.ReadyAsync(request, named: false);
        }
    }
}

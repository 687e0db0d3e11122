using System.Text.Json.Serialization;
using Hub.Application.Following;
using Hub.Application.Reading;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>The lists of orders, for the administrator: how they are made from the log again.</summary>
public sealed class ViewsEndpoints(Access access, RebuildProjection<OrderSummary> rebuild)
{
    /// <summary>Begins a rebuild, or finds the one that is going on; 202 with its progress. The hub works meanwhile, and the old rows answer.</summary>
    [Function("ManageViewsRebuild")]
    [Audited("views.rebuild")]
    public async Task<IResult> Rebuild([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/views/rebuild")] HttpRequest request)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        return Answers.Json(View(await rebuild.BeginAsync(request.HttpContext.RequestAborted)), RebuildJson.Default.RebuildView, 202);
    }

    /// <summary>Progress of the rebuild, or when the last one ended.</summary>
    [Function("ManageViewsRebuildProgress")]
    public async Task<IResult> GetProgress(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/views/rebuild")] HttpRequest request)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        return Answers.Json(View(await rebuild.GetAsync(request.HttpContext.RequestAborted)), RebuildJson.Default.RebuildView);
    }

    private static RebuildView View(ProjectionState state) => new(
        state.Rebuild is null ? "idle" : "running", state.Version, state.RebuiltAt,
        state.Rebuild?.StartedAt, state.Rebuild?.Total, state.Rebuild?.Done, state.Rebuild?.Failed);
}

/// <summary>Progress of a rebuild.</summary>
internal sealed record RebuildView(string State, int Version, DateTimeOffset? RebuiltAt, DateTimeOffset? StartedAt, long? Total, long? Done, long? Failed);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RebuildView))]
internal sealed partial class RebuildJson : JsonSerializerContext;

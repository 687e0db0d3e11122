using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Application.Following;
using Hub.Application.Reading;
using Hub.Functions.Http;
using Hub.LocalRuntime;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>The lists of orders, for the administrator: how they are made from the log again.</summary>
public sealed class ViewsEndpoints(Access access, RebuildViews rebuild)
{
    /// <summary>Begins a rebuild, or finds the one that is going on; 202 with its progress. The hub works meanwhile, and the old rows answer.</summary>
    [Function("ManageViewsRebuild")]
    public Task<IResult> Rebuild([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/views/rebuild")] HttpRequest request) =>
        access.ManagerAsync(request, async () => Progress(await rebuild.BeginAsync(request.HttpContext.RequestAborted), 202));

    /// <summary>Progress of the rebuild, or when the last one ended.</summary>
    [Function("ManageViewsRebuildProgress")]
    public Task<IResult> GetProgress([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/manage/views/rebuild")] HttpRequest request) =>
        access.ManagerAsync(request, async () => Progress(await rebuild.GetAsync(request.HttpContext.RequestAborted), 200));

    private static IResult Progress(ProjectionState state, int status)
    {
        var view = new RebuildView(
            state.Rebuild is null ? "idle" : "running", state.Version, state.RebuiltAt,
            state.Rebuild?.StartedAt, state.Rebuild?.Total, state.Rebuild?.Done, state.Rebuild?.Failed);
        return Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(view, RebuildJson.Default.RebuildView), "application/json").With(status);
    }
}

/// <summary>Progress of a rebuild.</summary>
internal sealed record RebuildView(string State, int Version, DateTimeOffset? RebuiltAt, DateTimeOffset? StartedAt, long? Total, long? Done, long? Failed);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RebuildView))]
internal sealed partial class RebuildJson : JsonSerializerContext;

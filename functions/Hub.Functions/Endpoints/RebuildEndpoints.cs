using System.Text.Json.Serialization;
using Hub.Application.Following;
using Hub.Application.Reading;
using Hub.Domain.Figures;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>
/// Lists and figures, for the administrator: how they are made again, from the log or from the deliveries. What begins a rebuild answers 202 with its
/// progress, also of one that is going on already. The hub works meanwhile, and the old rows answer.
/// </summary>
public sealed class RebuildEndpoints(
    Access access, RebuildProjection<OrderSummary> views, RebuildProjection<OrderFacts> figures, DeliveryFigures deliveryFigures)
{
    /// <summary>Begins a rebuild of the lists of orders.</summary>
    [Function("ManageViewsRebuild")]
    [Audited("views.rebuild")]
    public Task<IResult> RebuildViews([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/views/rebuild")] HttpRequest request) =>
        BeginAsync(request, views.BeginAsync);

    /// <summary>Progress of the rebuild of the lists, or when the last one ended.</summary>
    [Function("ManageViewsRebuildProgress")]
    public Task<IResult> GetViews(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/views/rebuild")] HttpRequest request) =>
        GetAsync(request, views.GetAsync);

    /// <summary>Begins a rebuild of facts and figures.</summary>
    [Function("ManageFiguresRebuild")]
    [Audited("figures.rebuild")]
    public Task<IResult> RebuildFigures([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/figures/rebuild")] HttpRequest request) =>
        BeginAsync(request, figures.BeginAsync);

    /// <summary>Progress of the rebuild of facts and figures, or when the last one ended.</summary>
    [Function("ManageFiguresRebuildProgress")]
    public Task<IResult> GetFigures(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/figures/rebuild")] HttpRequest request) =>
        GetAsync(request, figures.GetAsync);

    /// <summary>Begins a rebuild of the figures of deliveries.</summary>
    [Function("ManageDeliveryFiguresRebuild")]
    [Audited("delivery-figures.rebuild")]
    public Task<IResult> RebuildDeliveryFigures(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/delivery-figures/rebuild")] HttpRequest request) =>
        BeginAsync(request, deliveryFigures.BeginAsync);

    /// <summary>Progress of the rebuild of the figures of deliveries, or when the last one ended.</summary>
    [Function("ManageDeliveryFiguresRebuildProgress")]
    public Task<IResult> GetDeliveryFigures(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/delivery-figures/rebuild")] HttpRequest request) =>
        GetAsync(request, deliveryFigures.GetAsync);

    private async Task<IResult> BeginAsync(HttpRequest request, Func<CancellationToken, Task<ProjectionState>> begin) =>
        await access.ManagerAsync(request) ?? Answers.Json(View(await begin(request.HttpContext.RequestAborted)), RebuildJson.Default.RebuildView, 202);

    private async Task<IResult> GetAsync(HttpRequest request, Func<CancellationToken, ValueTask<ProjectionState>> get) =>
        await access.ManagerAsync(request) ?? Answers.Json(View(await get(request.HttpContext.RequestAborted)), RebuildJson.Default.RebuildView);

    private static RebuildView View(ProjectionState state) => new(
        state.Rebuild is null ? "idle" : "running", state.Version, state.RebuiltAt,
        state.Rebuild?.StartedAt, state.Rebuild?.Total, state.Rebuild?.Done, state.Rebuild?.Failed);
}

/// <summary>Progress of a rebuild.</summary>
internal sealed record RebuildView(string State, int Version, DateTimeOffset? RebuiltAt, DateTimeOffset? StartedAt, long? Total, long? Done, long? Failed);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RebuildView))]
internal sealed partial class RebuildJson : JsonSerializerContext;

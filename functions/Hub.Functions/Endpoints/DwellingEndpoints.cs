using System.Text.Json;
using Hub.Application.Intake;
using Hub.Application.Registry;
using Hub.Domain;
using Hub.Formats.Csv;
using Hub.Functions.Http;
using Hub.LocalRuntime;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>The register of dwellings, for the administrator.</summary>
public sealed class DwellingEndpoints(DwellingAdmin dwellings)
{
    /// <summary>Puts a whole register of dwellings (CSV) in the place of the old one.</summary>
    [Function("ManageDwellings")]
    public Task<IResult> Put([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/manage/dwellings")] HttpRequest request) => dwellings.PutAsync(request);

    /// <summary>One dwelling.</summary>
    [Function("ManageDwelling")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/manage/dwellings/{id}")] HttpRequest request, string id) =>
        dwellings.GetAsync(request, RouteText.Of(id));
}

/// <summary>What the manage face does with dwellings.</summary>
public sealed class DwellingAdmin(Access door, IDwellings dwellings, RouteWaiting routing)
{
    /// <summary>Replaces the register: all lines or none; each bad line named.</summary>
    public Task<IResult> PutAsync(HttpRequest request) => door.ManagerAsync(request, async () =>
    {
        var cancel = request.HttpContext.RequestAborted;
        var (body, whole) = await RequestBodies.ReadAsync(request, Limits.TableBytes, cancel);
        if (!whole) return ManageAnswers.TooLarge(request);
        var (rows, faults) = DwellingCsv.Read(body);
        if (faults.Count > 0) return ManageAnswers.Wrong(request, faults);
        var change = await dwellings.ReplaceAsync(rows, cancel);
        await routing.SweepAsync(cancel);
        return Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(change, ManageJson.Default.RegisterChange), "application/json");
    });

    /// <summary>One dwelling.</summary>
    public Task<IResult> GetAsync(HttpRequest request, string id) => door.ManagerAsync(request, async () =>
        await dwellings.FindAsync(id, request.HttpContext.RequestAborted) is { } found
            ? Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(found, ManageJson.Default.Dwelling), "application/json")
            : ErrorFormat.Problem.Answer(request, Fault.NotFound));
}

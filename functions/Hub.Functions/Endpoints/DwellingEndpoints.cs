using Hub.Application.Registry;
using Hub.Domain;
using Hub.Formats.Csv;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>The register of dwellings, for the administrator.</summary>
public sealed class DwellingEndpoints(Access access, IDwellings dwellings, ReplaceDwellings replaceDwellings)
{
    /// <summary>Replaces the register (CSV): all lines or none, and every bad line is named.</summary>
    [Function("ManageDwellings")]
    public async Task<IResult> Put([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/manage/dwellings")] HttpRequest request)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if ((await RequestBodies.DocumentAsync(request, Limits.TableBytes)).Ends(out var answer, out var body)) return answer;
        var (register, errors) = DwellingCsv.Read(body, request.ContentType);
        if (errors.Count > 0) return request.Refuse(Fault.WrongDocument(errors));
        return Answers.Json(await replaceDwellings.ReplaceAsync(register, request.HttpContext.RequestAborted), ManageJson.Default.RegisterChange);
    }

    /// <summary>One dwelling.</summary>
    [Function("ManageDwelling")]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/dwellings/{id}")] HttpRequest request,
        string id)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if (await dwellings.FindAsync(RouteText.Of(id), request.HttpContext.RequestAborted) is not { } dwelling) return request.Refuse(Fault.NotFound);
        return Answers.Json(dwelling, ManageJson.Default.Dwelling);
    }
}

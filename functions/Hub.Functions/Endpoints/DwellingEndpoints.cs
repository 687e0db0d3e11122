using Hub.Application.Registry;
using Hub.Application.Settings;
using Hub.Domain;
using Hub.Formats.Csv;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>The register of dwellings, for the administrator.</summary>
public sealed class DwellingEndpoints(Access access, IDwellings dwellings, ReplaceDwellings replaceDwellings, ReplacementLimits limits)
{
    /// <summary>Replaces the register (CSV): all lines or none, and every bad line is named.</summary>
    [Function("ManageDwellings")]
    [Audited("dwellings.put")]
    [QueryWords("dryRun", "confirm")]
    public async Task<IResult> Put([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/manage/dwellings")] HttpRequest request)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if ((await RequestBodies.DocumentAsync(request, Limits.TableBytes)).Ends(out var answer, out var body)) return answer;
        if (ReplacementQuery.Read(request, limits).Ends(out answer, out var replacement)) return answer;
        var (register, errors) = DwellingCsv.Read(body, request.ContentType);
        if (errors.Count > 0) return request.Refuse(Fault.WrongDocument(errors));
        var (change, outcome) = await replaceDwellings.ReplaceAsync(register, replacement, request.HttpContext.RequestAborted);
        return Answer(request, change, outcome);
    }

    /// <summary>Puts the register before the last change back; 404 where there was none. Done again, it is the other one.</summary>
    [Function("ManageDwellingsRestore")]
    [Audited("dwellings.restore")]
    [QueryWords("dryRun", "confirm")]
    public async Task<IResult> Restore([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/dwellings/restore")] HttpRequest request)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if (ReplacementQuery.Read(request, limits).Ends(out var answer, out var replacement)) return answer;
        return await replaceDwellings.RestoreAsync(replacement, request.HttpContext.RequestAborted) is var (change, outcome)
            ? Answer(request, change, outcome)
            : request.Refuse(Fault.NotFound);
    }

    /// <summary>One dwelling.</summary>
    [Function("ManageDwelling")]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/dwellings/{id}")] HttpRequest request,
        string id)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if (await dwellings.FindAsync(RouteText.Of(request, id), request.HttpContext.RequestAborted) is not { } dwelling) return request.Refuse(Fault.NotFound);
        return Answers.Json(dwelling, ManageJson.Default.Dwelling);
    }

    private static IResult Answer(HttpRequest request, RegisterChange change, ReplacementOutcome outcome)
    {
        var isDryRun = outcome is ReplacementOutcome.DryRun;
        return outcome is ReplacementOutcome.RemovesMany
            ? request.Refuse(change.Removals is [{ What: RegisterRemoval.Dwellings } only]
                ? ReplacementQuery.RemovesMany(only.What, only.Removed, $" of {only.Of}")
                : ReplacementQuery.RemovesMany("entries", change.ToConfirm, $": {string.Join(", ", change.Removals)}"))
            : Answers.Json(
                new RegisterChangeView(change.Added, change.Changed, change.Removed, change.Total, isDryRun ? true : null)
                {
                    Confirm = isDryRun && change.Removals.Count > 0 ? change.ToConfirm : null,
                    Lists = isDryRun && change.Removals.Count > 0 ? [.. change.Removals.Select(r => r.What)] : null,
                },
                ManageJson.Default.RegisterChangeView);
    }
}

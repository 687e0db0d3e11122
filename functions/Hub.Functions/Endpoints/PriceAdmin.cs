using System.Text.Json;
using Hub.Application.Intake;
using Hub.Application.Registry;
using Hub.Domain;
using Hub.Formats.Csv;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>What the manage face does with price lists.</summary>
public sealed class PriceAdmin(Access door, ContractAdmin contracts, RegistryCache registry, IRegistry store, RouteWaiting routing, TimeProvider clock)
{
    /// <summary>The price list as CSV, as it can be put back; <c>?version=</c> for that of a version that another followed.</summary>
    public Task<IResult> GetAsync(HttpRequest request, string number) => contracts.FoundAsync(request, number, async found =>
    {
        var lines = found.PriceList is { } list ? await store.FindPricesAsync(number, list, request.HttpContext.RequestAborted) : [];
        return Results.Bytes(PriceCsv.Write(lines), "text/csv; charset=utf-8");
    });

    /// <summary>Replaces the price list: all lines or none; each bad line named.</summary>
    public Task<IResult> PutAsync(HttpRequest request, string number) => door.ManagerAsync(request, async () =>
    {
        var cancel = request.HttpContext.RequestAborted;
        var (body, whole) = await RequestBodies.ReadAsync(request, Limits.TableBytes, cancel);
        if (!whole) return ManageAnswers.TooLarge(request);
        var (lines, faults) = PriceCsv.Read(body);
        if (faults.Count > 0) return ManageAnswers.Wrong(request, faults);
        if (await registry.ChangeAsync(r => r.SavePricesAsync(number, lines, clock.GetUtcNow(), cancel)) is not { } record)
            return ErrorFormat.Problem.Answer(request, Fault.NotFound);
        await routing.SweepAsync(cancel);
        return Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(new PricesView(number, record.Version, lines.Count), ManageJson.Default.PricesView), "application/json");
    });
}

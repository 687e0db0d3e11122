using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Hub.Application.Intake;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Domain;
using Hub.Domain.Contracts;
using Hub.Domain.Documents;
using Hub.Domain.Partners;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>What the manage face does with contracts.</summary>
public sealed class ContractAdmin(Access door, RegistryCache registry, IRegistry store, IViews views, RouteWaiting routing, TimeProvider clock)
{
    private static readonly Fault InUse = new Fault(409, "contract-in-use", "The contract is in use",
        "Orders were awarded under it. It cannot be taken away, only ended: put it again with validTo.");

    /// <summary>All contracts.</summary>
    public Task<IResult> ListAsync(HttpRequest request) => door.ManagerAsync(request, async () =>
    {
        var content = (await registry.GetAsync(request.HttpContext.RequestAborted)).Content;
        IReadOnlyList<ContractView> all = [.. content.Contracts.Select(View)];
        return Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(all, ManageJson.Default.IReadOnlyListContractView), "application/json");
    });

    /// <summary>One contract; <c>?version=</c> for one that another followed.</summary>
    public Task<IResult> GetAsync(HttpRequest request, string number) => FoundAsync(request, number, found => Task.FromResult(Answer(found, 200)));

    /// <summary>All versions, the newest first, without their documents.</summary>
    public Task<IResult> VersionsAsync(HttpRequest request, string number) => door.ManagerAsync(request, async () =>
    {
        var found = await store.ContractVersionsAsync(number, request.HttpContext.RequestAborted);
        if (found.Count == 0) return ErrorFormat.Problem.Answer(request, Fault.NotFound);
        IReadOnlyList<ContractVersionView> all = [.. found.Select(c => new ContractVersionView(c.Number, c.Version, c.PutAt, c.PriceList))];
        return Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(all, ManageJson.Default.IReadOnlyListContractVersionView), "application/json");
    });

    /// <summary>Makes or changes a contract; 201 or 200 with its new version.</summary>
    public Task<IResult> PutAsync(HttpRequest request, string number) => door.ManagerAsync(request, async () =>
    {
        var cancel = request.HttpContext.RequestAborted;
        var (body, whole) = await RequestBodies.ReadAsync(request, Limits.MessageBytes, cancel);
        if (!whole) return ManageAnswers.TooLarge(request);
        if (!Utf8.IsValid(body.Span)) return ManageAnswers.Wrong(request, [new FaultPlace("A document in UTF-8.", "")]);
        var faults = new List<DocumentFault>();
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (ContractDocument.Read(number, document.RootElement, faults) is { } contract) await CheckContractorAsync(contract, faults, cancel);
        }
        catch (JsonException e)
        {
            return ManageAnswers.Wrong(request, [ManageAnswers.PlaceOf(e)]);
        }
        if (faults.Count > 0) return ManageAnswers.Wrong(request, faults);
        var isNew = (await registry.GetAsync(cancel)).Content.Contracts.All(c => c.Number != number);
        var record = await registry.ChangeAsync(r => r.SaveContractAsync(number, Encoding.UTF8.GetString(body.Span), clock.GetUtcNow(), cancel));
        await routing.SweepAsync(cancel);
        return Answer(record, isNew ? 201 : 200);
    });

    /// <summary>Takes a contract away; 204, or 409 where orders were awarded under it.</summary>
    public Task<IResult> RemoveAsync(HttpRequest request, string number) => door.ManagerAsync(request, async () =>
    {
        var cancel = request.HttpContext.RequestAborted;
        if (await IsUsedAsync(number, cancel)) return ErrorFormat.Problem.Answer(request, InUse);
        return await registry.ChangeAsync(r => r.RemoveContractAsync(number, clock.GetUtcNow(), cancel))
            ? Results.NoContent()
            : ErrorFormat.Problem.Answer(request, Fault.NotFound);
    });

    /// <summary>Lets the administrator in to the contract that the path and <c>?version=</c> name.</summary>
    internal Task<IResult> FoundAsync(HttpRequest request, string number, Func<ContractRecord, Task<IResult>> show) => door.ManagerAsync(request, async () =>
    {
        var cancel = request.HttpContext.RequestAborted;
        var asked = new QueryParameters(request);
        var version = asked.Whole("version", 1, int.MaxValue);
        if (asked.Refusal is { } wrong) return wrong;
        var found = version is { } one
            ? await store.FindContractAsync(number, one, cancel)
            : (await registry.GetAsync(cancel)).Content.Contracts.FirstOrDefault(c => c.Number == number);
        return found is null ? ErrorFormat.Problem.Answer(request, Fault.NotFound) : await show(found);
    });

    private async Task CheckContractorAsync(Contract contract, List<DocumentFault> faults, CancellationToken cancel)
    {
        if ((await registry.GetAsync(cancel)).Partner(contract.Contractor) is not { Role: PartnerRole.Contractor })
            faults.Add(new("/contractor", "The id of a partner whose role is Contractor."));
        else if (await store.ContractVersionsAsync(contract.Number, cancel) is [var last, ..]
            && ContractDocument.Parse(last).Contractor != contract.Contractor && await IsUsedAsync(contract.Number, cancel))
            faults.Add(new("/contractor", "The contractor that it is with: orders were awarded under it. End it with validTo, and make another contract."));
    }

    private async Task<bool> IsUsedAsync(string number, CancellationToken cancel) =>
        (await views.ListAsync(new OrderQuery { ContractNumber = number, Limit = 1 }, cancel)).Items.Count > 0;

    private static IResult Answer(ContractRecord record, int status) =>
        Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(View(record), ManageJson.Default.ContractView), "application/json").With(status);

    private static ContractView View(ContractRecord record)
    {
        using var document = JsonDocument.Parse(record.Json);
        return new ContractView(record.Number, record.Version, record.PutAt, record.PriceList, document.RootElement.Clone());
    }
}

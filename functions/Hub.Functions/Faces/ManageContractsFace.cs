using System.Globalization;
using System.Text;
using System.Text.Json;
using Hub.Core.Contracts;
using Hub.Core.Dwellings;
using Hub.Core.Intake;
using Hub.Core.Partners;
using Hub.Functions.Door;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Faces;

/// <summary>Contracts and the register of dwellings, for the administrator.</summary>
public sealed class ManageContractsFace(ContractAdmin contracts)
{
    /// <summary>All contracts, each in its newest version.</summary>
    [Function("ManageContracts")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/manage/contracts")] HttpRequest request) => contracts.ListAsync(request);

    /// <summary>One contract.</summary>
    [Function("ManageContract")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/manage/contracts/{number}")] HttpRequest request, string number) =>
        contracts.GetAsync(request, number);

    /// <summary>Makes a contract or its next version.</summary>
    [Function("ManageContractPut")]
    public Task<IResult> Put([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/manage/contracts/{number}")] HttpRequest request, string number) =>
        contracts.PutAsync(request, number);

    /// <summary>Puts a whole register of dwellings (CSV) in the place of the old one.</summary>
    [Function("ManageDwellings")]
    public Task<IResult> PutDwellings([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/manage/dwellings")] HttpRequest request) =>
        contracts.PutDwellingsAsync(request);

    /// <summary>One dwelling.</summary>
    [Function("ManageDwelling")]
    public Task<IResult> GetDwelling([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/manage/dwellings/{id}")] HttpRequest request, string id) =>
        contracts.GetDwellingAsync(request, id);
}

/// <summary>What the manage face does with contracts and dwellings.</summary>
public sealed class ContractAdmin(FrontDoor door, RegistryCache registry, IDwellings dwellings, RouteWaiting routing, TimeProvider clock)
{
    // A hundred thousand dwellings with room to spare; the host takes no more.
    private const int RegisterLimit = 30 * 1024 * 1024;

    /// <summary>All contracts.</summary>
    public Task<IResult> ListAsync(HttpRequest request) => door.ManagerAsync(request, async () =>
    {
        var content = (await registry.GetAsync(request.HttpContext.RequestAborted)).Content;
        IReadOnlyList<ContractView> all = [.. content.Contracts.Select(View)];
        return Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(all, ManageJson.Default.IReadOnlyListContractView), "application/json");
    });

    /// <summary>One contract.</summary>
    public Task<IResult> GetAsync(HttpRequest request, string number) => door.ManagerAsync(request, async () =>
    {
        var content = (await registry.GetAsync(request.HttpContext.RequestAborted)).Content;
        return content.Contracts.FirstOrDefault(c => c.Number == number) is { } found ? Answer(found, 200) : FaceStyle.Problem.Answer(request, Fault.NotFound);
    });

    /// <summary>Makes or changes a contract; 201 or 200 with its new version.</summary>
    public Task<IResult> PutAsync(HttpRequest request, string number) => door.ManagerAsync(request, async () =>
    {
        var cancel = request.HttpContext.RequestAborted;
        var (body, whole) = await Bodies.ReadAsync(request, Bodies.MessageLimit, cancel);
        if (!whole) return ManageAnswers.TooLarge(request);
        var faults = new List<DocumentFault>();
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var snapshot = await registry.GetAsync(cancel);
            var contract = ContractDocument.Read(number, document.RootElement, faults);
            if (contract is not null && snapshot.Partner(contract.Contractor) is not { Role: PartnerRole.Contractor })
                faults.Add(new("/contractor", "The id of a partner whose role is Contractor."));
        }
        catch (JsonException e)
        {
            return ManageAnswers.Wrong(request, [ManageAnswers.PlaceOf(e)]);
        }
        if (faults.Count > 0) return ManageAnswers.Wrong(request, faults);
        var record = await registry.ChangeAsync(r => r.SaveContractAsync(number, Encoding.UTF8.GetString(body.Span), clock.GetUtcNow(), cancel));
        await routing.SweepAsync(cancel);
        return Answer(record, record.Version == 1 ? 201 : 200);
    });

    /// <summary>Replaces the register: all lines or none; each bad line named.</summary>
    public Task<IResult> PutDwellingsAsync(HttpRequest request) => door.ManagerAsync(request, async () =>
    {
        var cancel = request.HttpContext.RequestAborted;
        var (body, whole) = await Bodies.ReadAsync(request, RegisterLimit, cancel);
        if (!whole) return ManageAnswers.TooLarge(request);
        var (rows, faults) = DwellingCsv.Read(body);
        if (faults.Count > 0)
            return ManageAnswers.Wrong(request, [.. faults.Select(f => new FaultPlace(f.Problem, string.Create(CultureInfo.InvariantCulture, $"line {f.Line}")))]);
        var change = await dwellings.ReplaceAsync(rows, cancel);
        await routing.SweepAsync(cancel);
        return Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(change, ManageJson.Default.RegisterChange), "application/json");
    });

    /// <summary>One dwelling.</summary>
    public Task<IResult> GetDwellingAsync(HttpRequest request, string id) => door.ManagerAsync(request, async () =>
        await dwellings.FindAsync(id, request.HttpContext.RequestAborted) is { } found
            ? Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(found, ManageJson.Default.Dwelling), "application/json")
            : FaceStyle.Problem.Answer(request, Fault.NotFound));

    private static IResult Answer(ContractRecord record, int status) =>
        Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(View(record), ManageJson.Default.ContractView), "application/json").With(status);

    private static ContractView View(ContractRecord record)
    {
        using var document = JsonDocument.Parse(record.Json);
        return new ContractView(record.Number, record.Version, record.PutAt, document.RootElement.Clone());
    }
}

using System.Text;
using System.Text.Json;
using Hub.Application.Registry;
using Hub.Application.Settings;
using Hub.Domain;
using Hub.Domain.Contracts;
using Hub.Formats.Csv;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Contracts and their price lists, for the administrator.</summary>
public sealed class ContractEndpoints(
    Access access, RegistryCache registry, IRegistry store, PutContract putContract, RemoveContract removeContract, RestoreContract restoreContract,
    ImportPrices importPrices, ReplacementLimits limits)
{
    private static readonly Fault InUse = new Fault(409, "contract-in-use", "The contract is in use",
        "Orders were awarded under it. It cannot be removed, only ended: put it again with validTo.");

    /// <summary>All contracts in force, each in its newest version.</summary>
    [Function("ManageContracts")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/contracts")] HttpRequest request)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        var content = (await registry.GetAsync(request.HttpContext.RequestAborted)).Content;
        return Answers.Json([.. content.Contracts.Select(View)], ManageJson.Default.IReadOnlyListContractView);
    }

    /// <summary>One contract; <c>?version=</c> for an earlier version.</summary>
    [Function("ManageContract")]
    [QueryWords("version")]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/contracts/{number}")] HttpRequest request,
        string number)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if ((await FindAsync(request, number)).Ends(out var answer, out var contract)) return answer;
        return Answers.Json(View(contract), ManageJson.Default.ContractView);
    }

    /// <summary>Makes a contract (201) or its next version (200).</summary>
    [Function("ManageContractPut")]
    [Audited("contract.put", "number")]
    [QueryWords("dryRun", "confirm")]
    public async Task<IResult> Put([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/manage/contracts/{number}")] HttpRequest request,
        string number)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if ((await RequestBodies.DocumentAsync(request, Limits.MessageBytes)).Ends(out var answer, out var body)) return answer;
        if (ReplacementQuery.Read(request, limits).Ends(out answer, out var replacement)) return answer;
        if (RequestBodies.ParsedJson(request, body).Ends(out answer, out var document)) return answer;
        using var parsed = document;
        return await putContract.PutAsync(RouteText.Of(request, number), document.RootElement, Encoding.UTF8.GetString(body.Span), replacement,
            request.HttpContext.RequestAborted) switch
        {
            PutContractResult.Stored stored => Answers.Json(View(stored.Record), ManageJson.Default.ContractView, stored.IsNew ? 201 : 200),
            PutContractResult.NotStored not => NotChanged(request, not.Number, not.Version > 0 ? not.Version : null, not.Removals, not.IsDryRun),
            PutContractResult.Wrong wrong => request.Refuse(Fault.WrongDocument(wrong.Errors)),
            var other => throw new InvalidOperationException($"{other.GetType().Name} has no answer."),
        };
    }

    /// <summary>Removes a contract: 204, or 409 where orders were awarded under it.</summary>
    [Function("ManageContractDelete")]
    [Audited("contract.delete", "number")]
    public async Task<IResult> Delete([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/manage/contracts/{number}")] HttpRequest request,
        string number)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        return await removeContract.RemoveAsync(RouteText.Of(request, number), request.HttpContext.RequestAborted) switch
        {
            RemoveContractResult.Removed => Results.NoContent(),
            RemoveContractResult.InUse => request.Refuse(InUse),
            _ => request.Refuse(Fault.NotFound),
        };
    }

    /// <summary>Puts an earlier version in force again, as the next one: the one before, or <c>?version=</c>.</summary>
    [Function("ManageContractRestore")]
    [Audited("contract.restore", "number")]
    [QueryWords("version", "dryRun", "confirm")]
    public async Task<IResult> Restore(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/manage/contracts/{number}/restore")] HttpRequest request, string number)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        var query = new QueryParameters(request);
        var version = query.Whole("version", 1, int.MaxValue);
        if (query.Refusal is { } wrong) return wrong;
        if (ReplacementQuery.Read(request, limits).Ends(out var answer, out var replacement)) return answer;
        return await restoreContract.RestoreAsync(RouteText.Of(request, number), version, replacement, request.HttpContext.RequestAborted) switch
        {
            RestoreContractResult.Restored restored => Answers.Json(View(restored.Record), ManageJson.Default.ContractView),
            RestoreContractResult.NotRestored not => NotChanged(request, not.Number, not.Version, not.Removals, not.IsDryRun),
            _ => request.Refuse(Fault.NotFound),
        };
    }

    /// <summary>All versions of a contract, the newest first, without their documents.</summary>
    [Function("ManageContractVersions")]
    public async Task<IResult> Versions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/contracts/{number}/versions")] HttpRequest request, string number)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        var key = (await registry.GetAsync(request.HttpContext.RequestAborted)).ContractNumber(RouteText.Of(request, number));
        var versions = await store.ContractVersionsAsync(key, request.HttpContext.RequestAborted);
        if (versions.Count == 0) return request.Refuse(Fault.NotFound);
        return Answers.Json(
            [.. versions.Select(c => new ContractVersionView(c.Number, c.Version, c.PutAt, c.PriceList))], ManageJson.Default.IReadOnlyListContractVersionView);
    }

    /// <summary>The price list as CSV, as it can be put back; <c>?version=</c> for that of an earlier version of the contract.</summary>
    [Function("ManagePrices")]
    [QueryWords("version")]
    public async Task<IResult> GetPrices(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/manage/contracts/{number}/prices")] HttpRequest request, string number)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if ((await FindAsync(request, number)).Ends(out var answer, out var contract)) return answer;
        var lines = contract.PriceList is { } list ? await store.FindPricesAsync(contract.Number, list, request.HttpContext.RequestAborted) : [];
        return Results.Bytes(PriceCsv.Write(lines), "text/csv; charset=utf-8");
    }

    /// <summary>Replaces the price list (CSV): all lines or none, and every bad line is named.</summary>
    [Function("ManagePricesPut")]
    [Audited("prices.put", "number")]
    [QueryWords("dryRun", "confirm")]
    public async Task<IResult> PutPrices(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/manage/contracts/{number}/prices")] HttpRequest request, string number)
    {
        if (await access.ManagerAsync(request) is { } refused) return refused;
        if ((await RequestBodies.DocumentAsync(request, Limits.TableBytes)).Ends(out var answer, out var body)) return answer;
        var (lines, errors) = PriceCsv.Read(body, request.ContentType);
        if (errors.Count > 0) return request.Refuse(Fault.WrongDocument(errors));
        if (ReplacementQuery.Read(request, limits).Ends(out answer, out var replacement)) return answer;
        if (await importPrices.ImportAsync(RouteText.Of(request, number), lines, replacement, request.HttpContext.RequestAborted) is not { } change)
            return request.Refuse(Fault.NotFound);
        if (change.Outcome is ReplacementOutcome.RemovesMany)
            return request.Refuse(ReplacementQuery.RemovesMany("price codes", change.Removed, $" of {change.Before}"));
        return Answers.Json(
            new PricesView(
                change.Record.Number, change.Record.Version, lines.Count, change.Added, change.Changed, change.Removed, replacement.IsDryRun ? true : null),
            ManageJson.Default.PricesView);
    }

    private async Task<ValueOrAnswer<ContractRecord>> FindAsync(HttpRequest request, string number)
    {
        var cancel = request.HttpContext.RequestAborted;
        var snapshot = await registry.GetAsync(cancel);
        var key = snapshot.ContractNumber(RouteText.Of(request, number));
        var query = new QueryParameters(request);
        var version = query.Whole("version", 1, int.MaxValue);
        if (query.Refusal is { } wrong) return ValueOrAnswer<ContractRecord>.End(wrong);
        var found = version is { } one
            ? await store.FindContractAsync(key, one, cancel)
            : snapshot.Content.Contracts.FirstOrDefault(c => c.Number == key);
        return found is null ? ValueOrAnswer<ContractRecord>.End(request.Refuse(Fault.NotFound)) : ValueOrAnswer<ContractRecord>.Of(found);
    }

    private static IResult NotChanged(HttpRequest request, string number, int? version, IReadOnlyList<ContractRemoval> removals, bool isDryRun)
    {
        var (removed, lists) = (removals.Sum(r => r.Removed), removals.Select(r => r.Place).ToList());
        return isDryRun
            ? Answers.Json(new ContractChangeView(number, version, removed, lists, DryRun: true), ManageJson.Default.ContractChangeView)
            : request.Refuse(ReplacementQuery.RemovesMany("entries", removed, $" of {string.Join(", ", lists)}"));
    }

    private static ContractView View(ContractRecord record)
    {
        using var document = JsonDocument.Parse(record.Json);
        return new ContractView(record.Number, record.Version, record.PutAt, record.PriceList, document.RootElement.Clone());
    }
}

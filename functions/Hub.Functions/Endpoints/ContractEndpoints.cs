using Hub.Functions.Http;
using Hub.LocalRuntime;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Contracts and their price lists, for the administrator.</summary>
public sealed class ContractEndpoints(ContractAdmin contracts, PriceAdmin prices)
{
    /// <summary>All contracts, each in its newest version.</summary>
    [Function("ManageContracts")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/manage/contracts")] HttpRequest request) => contracts.ListAsync(request);

    /// <summary>One contract.</summary>
    [Function("ManageContract")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/manage/contracts/{number}")] HttpRequest request, string number) =>
        contracts.GetAsync(request, RouteText.Of(number));

    /// <summary>Makes a contract or its next version.</summary>
    [Function("ManageContractPut")]
    public Task<IResult> Put([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/manage/contracts/{number}")] HttpRequest request, string number) =>
        contracts.PutAsync(request, RouteText.Of(number));

    /// <summary>Takes away a contract under which no order was awarded.</summary>
    [Function("ManageContractDelete")]
    public Task<IResult> Delete([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/manage/contracts/{number}")] HttpRequest request, string number) =>
        contracts.RemoveAsync(request, RouteText.Of(number));

    /// <summary>Its versions.</summary>
    [Function("ManageContractVersions")]
    public Task<IResult> Versions([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/manage/contracts/{number}/versions")] HttpRequest request, string number) =>
        contracts.VersionsAsync(request, RouteText.Of(number));

    /// <summary>Its price list.</summary>
    [Function("ManagePrices")]
    public Task<IResult> GetPrices([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/manage/contracts/{number}/prices")] HttpRequest request, string number) =>
        prices.GetAsync(request, RouteText.Of(number));

    /// <summary>Puts a whole price list (CSV) in the place of the old one.</summary>
    [Function("ManagePricesPut")]
    public Task<IResult> PutPrices([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/manage/contracts/{number}/prices")] HttpRequest request, string number) =>
        prices.PutAsync(request, RouteText.Of(number));
}

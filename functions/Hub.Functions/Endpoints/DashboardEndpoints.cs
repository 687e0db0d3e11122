using Hub.Application.Reading;
using Hub.Functions.Http;
using Hub.Functions.SignIn;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>Pages for people.</summary>
public sealed class DashboardEndpoints(PeopleAccess people, OpenIdSignIn openId, FindOrder findOrder)
{
    /// <summary>Who one is, how one came in and what one may do.</summary>
    [Function("Dashboard")]
    [QueryWords(OthersPass = true)]
    public async Task<IResult> Home([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard")] HttpRequest request) =>
        (await people.PersonAsync(request)).Ends(out var answer, out var signedIn) ? answer : PersonPage.Of(signedIn, openId.SignOutForm(request));

    /// <summary>How an order stands, for whoever sees it.</summary>
    [Function("DashboardOrder")]
    public async Task<IResult> Order([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/orders/{orderId}")] HttpRequest request,
        string orderId)
    {
        if ((await people.PersonAsync(request)).Ends(out var answer, out var signedIn)) return answer;
        var found = await findOrder.FindAsync(Viewer.Of(signedIn.Person), RouteText.Of(request, orderId), request.HttpContext.RequestAborted);
        return found is null ? request.Refuse(Fault.NotFound) : OrderBriefPage.Of(found.Order);
    }

    /// <summary>Sends a browser to the issuer; <c>?returnUrl=</c> for the page of the dashboard to come back to.</summary>
    [Function("DashboardSignIn")]
    [QueryWords("returnUrl")]
    public Task<IResult> SignIn([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/sign-in")] HttpRequest request) =>
        openId.ChallengeAsync(request, request.Query["returnUrl"].ToString());

    /// <summary>Takes a browser that comes back from the issuer.</summary>
    [Function("DashboardSignInCallback")]
    [QueryWords(OthersPass = true)]
    public Task<IResult> Callback([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/sign-in/callback")] HttpRequest request) =>
        openId.CallbackAsync(request);

    /// <summary>Forgets the sign-in.</summary>
    [Function("DashboardSignOut")]
    public Task<IResult> SignOut([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/sign-out")] HttpRequest request) =>
        openId.SignOutAsync(request);

    /// <summary>The page after signing out.</summary>
    [Function("DashboardSignedOut")]
    [QueryWords(OthersPass = true)]
    public Task<IResult> SignedOut([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard/signed-out")] HttpRequest request) =>
        openId.SignedOutAsync(request);
}

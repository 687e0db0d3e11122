using System.Security.Claims;
using Hub.Application.Registry;
using Hub.Domain.People;
using Hub.Functions.Http;
using Hub.Functions.Pages;
using Hub.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Functions.SignIn;

/// <summary>
/// Says which person asks for a page of the dashboard: App Service's word for it where that is before the hub, else a sign-in by OpenID Connect where that is
/// set, else whoever sits at this machine. Keys and tokens open nothing here.
/// </summary>
public sealed partial class PeopleAccess(
    RegistryCache registry, HubOptions options, SignInPlatform platform, OpenIdSignIn openId, ILogger<PeopleAccess> logger)
{
    /// <summary>Below this path are pages for people.</summary>
    public const string Path = "/dashboard";

    private int _malformed;

    /// <summary>The person that asks. Nobody who is known is sent to sign in; somebody who has no business here gets a page that says why.</summary>
    public async Task<ValueOrAnswer<SignedIn>> PersonAsync(HttpRequest request)
    {
        if (platform.HasAppService) return await OfAppServiceAsync(request);
        if (options.SignIn.Issuer is not null) return await OfOpenIdAsync(request);
        var why = platform.HasLoopback
            ? LoopbackRule.Check(
                options.PublicUrl is not null, request.HttpContext.Connection.RemoteIpAddress, request.Host, request.Protocol, request.Headers.Keys)
            : NotLoopback.PublicUrl;
        return why is NotLoopback.None
            ? ValueOrAnswer<SignedIn>.Of(new SignedIn(Person.AtThisMachine, SignInMethod.ThisMachine))
            : ValueOrAnswer<SignedIn>.End(SignInPages.NotSet(why));
    }

    private async Task<ValueOrAnswer<SignedIn>> OfAppServiceAsync(HttpRequest request)
    {
        var headers = request.Headers[ClientPrincipal.Header];
        if (headers.Count == 0)
        {
            var back = Uri.EscapeDataString(request.Path.ToUriComponent() + request.QueryString.ToUriComponent());
            return ValueOrAnswer<SignedIn>.End(Results.Redirect($"/.auth/login/aad?post_login_redirect_uri={back}"));
        }
        if (headers.Count == 1 && ClientPrincipal.Read(headers[0] ?? "") is { } principal)
            return await OfAsync(request, principal, options.SignIn.Tenants, SignInMethod.AppService);
        if (Interlocked.Exchange(ref _malformed, 1) == 0) LogMalformed(ClientPrincipal.Header);
        return ValueOrAnswer<SignedIn>.End(SignInPages.Unreadable);
    }

    private async Task<ValueOrAnswer<SignedIn>> OfOpenIdAsync(HttpRequest request)
    {
        if (await openId.PrincipalAsync(request) is not { } principal) return ValueOrAnswer<SignedIn>.End(await openId.ChallengeAsync(request));
        // Without the setting it is the issuer that vouches for its directory: the hub takes nobody else's word.
        IReadOnlyCollection<string> tenants = options.SignIn.Tenants is { Count: > 0 } set ? set : [principal.TenantId];
        return await OfAsync(request, principal, tenants, SignInMethod.OpenIdConnect);
    }

    private async Task<ValueOrAnswer<SignedIn>> OfAsync(
        HttpRequest request, Principal principal, IReadOnlyCollection<string> tenants, SignInMethod method)
    {
        Bind(request, principal, method);
        var partners = (await registry.GetAsync(request.HttpContext.RequestAborted)).Content.Partners;
        return Person.Read(principal, tenants, partners) switch
        {
            PersonReading.Known known => ValueOrAnswer<SignedIn>.Of(new SignedIn(known.Person, method)),
            PersonReading.Refused refused => ValueOrAnswer<SignedIn>.End(SignInPages.Refused(
                refused.Why, method is SignInMethod.AppService ? SignInPages.SignOutOfAppService : openId.SignOutForm(request))),
            var other => throw new InvalidOperationException($"{other.GetType().Name} has no answer."),
        };
    }

    /// <summary>Says to ASP.NET Core who asks: antiforgery tokens are bound to the person.</summary>
    internal static void Bind(HttpRequest request, Principal principal, SignInMethod method) => request.HttpContext.User =
        new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", $"{principal.TenantId}/{principal.ObjectId}")], method.ToString()));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The header {Header} of App Service cannot be read; this is logged once")]
    private partial void LogMalformed(string header);
}

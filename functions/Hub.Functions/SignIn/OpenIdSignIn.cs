using Hub.Application.Registry;
using Hub.Domain.People;
using Hub.Formats.Pages;
using Hub.Functions.Pages;
using Hub.Functions.Settings;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hub.Functions.SignIn;

/// <summary>
/// Signing in by OpenID Connect. The handlers of ASP.NET Core do it, called from functions: the genuine worker has no pipeline in which they could stand. What
/// is kept of a sign-in is a cookie, encrypted with the keys that all instances share.
/// </summary>
public sealed partial class OpenIdSignIn(
    HubOptions options, IDataProtectionProvider keys, RegistryCache registry, ILoggerFactory loggers, TimeProvider clock) : IDisposable
{
    /// <summary>The scheme of the cookie.</summary>
    public const string CookieScheme = "ketenhub";

    /// <summary>The scheme of the issuer.</summary>
    public const string IssuerScheme = "issuer";

    /// <summary>Where the issuer sends a browser back to; to be registered there, below <c>Hub:PublicUrl</c>.</summary>
    public const string CallbackPath = "/dashboard/sign-in/callback";

    /// <summary>Set in the items of a request whose sign-in failed.</summary>
    internal const string Failed = "Hub.SignIn.Failed";

    private const int MaxFormBytes = 64 * 1024;

    private readonly ILogger _logger = loggers.CreateLogger<OpenIdSignIn>();
    private readonly Lazy<ServiceProvider> _handlers = new(() => OpenIdHandlers.Make(
        options.SignIn.Issuer!, options.PublicUrl!, keys, loggers, clock, async c =>
            (await registry.GetAsync(c)).Content.Partners.SelectMany(p => p.People).Select(p => p.GroupId).OfType<string>()
                .ToHashSet(StringComparer.OrdinalIgnoreCase)));

    /// <summary>Whoever signed in; null where nobody did, or longer ago than a sign-in holds.</summary>
    public async Task<Principal?> PrincipalAsync(HttpRequest request)
    {
        Locate(request);
        var ticket = await WithHandlersAsync(request.HttpContext, http => http.AuthenticateAsync(CookieScheme));
        return ticket.Principal is { } found ? Principal.Of([.. found.Claims.Select(c => (c.Type, c.Value))]) : null;
    }

    /// <summary>Sends the browser to the issuer, to come back to this page.</summary>
    public Task<IResult> ChallengeAsync(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
        ? ChallengeAsync(request, request.Path.ToUriComponent() + request.QueryString.ToUriComponent())
        : Task.FromResult<IResult>(SignInPages.SignInFirst(request.PathBase));

    /// <summary>Sends the browser to the issuer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="returnUrl">The page to come back to; another than one of the dashboard is not gone to.</param>
    public async Task<IResult> ChallengeAsync(HttpRequest request, string? returnUrl)
    {
        if (options.SignIn.Issuer is null) return Results.Redirect(PeopleAccess.Path);
        Locate(request);
        var to = request.PathBase + (IsPageOfDashboard(returnUrl) ? returnUrl : PeopleAccess.Path);
        try
        {
            return await WithHandlersAsync(request.HttpContext, async http =>
            {
                await http.ChallengeAsync(IssuerScheme, new AuthenticationProperties { RedirectUri = to });
                return Results.Empty;
            });
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or IOException)
        {
            LogIssuer(e.GetType().Name);
            return SignInPages.IssuerAway;
        }
    }

    /// <summary>Takes a browser that comes back from the issuer.</summary>
    public async Task<IResult> CallbackAsync(HttpRequest request)
    {
        if (options.SignIn.Issuer is null) return Results.Redirect(PeopleAccess.Path);
        Locate(request);
        return await WithHandlersAsync(request.HttpContext, async http =>
        {
            var handler = await http.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>().GetHandlerAsync(http, IssuerScheme);
            // A slash behind the path is not the address that the handler knows.
            var isHandled = await ((IAuthenticationRequestHandler)handler!).HandleRequestAsync();
            return !isHandled || http.Items.ContainsKey(Failed) ? SignInPages.Failed(request.PathBase) : Results.Empty;
        });
    }

    /// <summary>Forgets the sign-in, where a page of the hub asks for it.</summary>
    public async Task<IResult> SignOutAsync(HttpRequest request)
    {
        if (options.SignIn.Issuer is null) return Results.Redirect(PeopleAccess.Path);
        Locate(request);
        if (!await IsOwnFormAsync(request)) return SignInPages.ForeignForm(request.PathBase);
        await WithHandlersAsync(request.HttpContext, async http =>
        {
            await http.SignOutAsync(CookieScheme);
            return true;
        });
        request.HttpContext.Response.Headers.Location = $"{request.PathBase}/dashboard/signed-out";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>The page after signing out.</summary>
    public async Task<IResult> SignedOutAsync(HttpRequest request)
    {
        if (options.SignIn.Issuer is null) return Results.Redirect(PeopleAccess.Path);
        Locate(request);
        return SignInPages.SignedOut(await EndOfSessionAsync(request.HttpContext));
    }

    /// <summary>The form by which one signs out; empty where nobody signed in by the hub itself.</summary>
    public Html SignOutForm(HttpRequest request)
    {
        if (options.SignIn.Issuer is null) return default;
        var tokens = _handlers.Value.GetRequiredService<IAntiforgery>().GetAndStoreTokens(request.HttpContext);
        return Html.Of($"""
            <form method="post" action="{request.PathBase}/dashboard/sign-out">
            <input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">
            <p><button>Afmelden</button></p>
            </form>
            """);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_handlers.IsValueCreated) _handlers.Value.Dispose();
    }

    // The handlers find each other among the services of the request.
    private async Task<T> WithHandlersAsync<T>(HttpContext http, Func<HttpContext, Task<T>> work)
    {
        var services = http.RequestServices;
        await using var scope = _handlers.Value.CreateAsyncScope();
        http.RequestServices = scope.ServiceProvider;
        try
        {
            return await work(http);
        }
        finally
        {
            http.RequestServices = services;
        }
    }

    // The address that the browser has: a proxy before the hub may have another, and what headers say of it is anybody's word.
    private void Locate(HttpRequest request)
    {
        if (options.PublicUrl is not { } address) return;
        request.Scheme = address.Scheme;
        request.Host = HostString.FromUriComponent(address);
        request.PathBase = address.AbsolutePath.TrimEnd('/');
    }

    private async Task<bool> IsOwnFormAsync(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxFormBytes;
        if (await PrincipalAsync(request) is { } principal) PeopleAccess.Bind(request, principal, SignInMethod.OpenIdConnect);
        try
        {
            return await _handlers.Value.GetRequiredService<IAntiforgery>().IsRequestValidAsync(request.HttpContext);
        }
        catch (AntiforgeryValidationException)
        {
            // A form that cannot be read, or is too large: no page of the hub made it.
            return false;
        }
    }

    private async Task<string?> EndOfSessionAsync(HttpContext http)
    {
        var issuer = _handlers.Value.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(IssuerScheme);
        try
        {
            var found = await issuer.ConfigurationManager!.GetConfigurationAsync(http.RequestAborted);
            return Uri.TryCreate(found.EndSessionEndpoint, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
                ? $"{uri}{(uri.Query.Length == 0 ? '?' : '&')}client_id={Uri.EscapeDataString(issuer.ClientId!)}"
                : null;
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or IOException)
        {
            LogIssuer(e.GetType().Name);
            return null;
        }
    }

    /// <summary>True for a page of the dashboard, by its path and query: never another host's, however it is written. ASCII, as headers are.</summary>
    internal static bool IsPageOfDashboard(string? url) => url is not null && url.StartsWith(PeopleAccess.Path, StringComparison.Ordinal)
        && (url.Length == PeopleAccess.Path.Length || url[PeopleAccess.Path.Length] is '/' or '?')
        && url.All(c => c is > ' ' and <= '~' and not ('\\' or '#'));

    [LoggerMessage(Level = LogLevel.Error, Message = "The issuer of sign-ins (Hub:SignIn:Authority) does not answer: {Kind}")]
    private partial void LogIssuer(string kind);
}

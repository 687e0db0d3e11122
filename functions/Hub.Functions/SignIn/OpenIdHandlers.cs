using System.Security.Claims;
using Hub.Domain.People;
using Hub.Functions.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hub.Functions.SignIn;

/// <summary>
/// The handlers of ASP.NET Core for signing in, and for the forms of those who did, in services of their own that are made when somebody first signs in.
/// Among the app's services they would bring
/// a middleware into the pipeline of the local runtime, which the genuine worker does not have; and loading them would lengthen every start.
/// </summary>
internal static partial class OpenIdHandlers
{
    /// <summary>
    /// How long a sign-in holds. Roles and groups are as they were when it began; then the issuer is asked again, which whoever is still signed in there does
    /// not notice.
    /// </summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    // What of a sign-in is kept in the cookie: who, and what the directory says of roles and groups.
    private static readonly string[] Kept = ["tid", "oid", "sub", "name", "roles", "groups", "_claim_names", "hasgroups"];

    /// <summary>Makes them.</summary>
    /// <param name="issuer">Where people sign in.</param>
    /// <param name="publicUrl">Where browsers reach the hub.</param>
    /// <param name="keys">Encrypts cookies and the state of a sign-in.</param>
    /// <param name="loggers">The app's.</param>
    /// <param name="clock">The app's.</param>
    /// <param name="groups">The groups that partners' documents name; compared without regard to case.</param>
    public static ServiceProvider Make(
        OpenIdIssuer issuer, Uri publicUrl, IDataProtectionProvider keys, ILoggerFactory loggers, TimeProvider clock,
        Func<CancellationToken, Task<IReadOnlySet<string>>> groups)
    {
        var secure = IsSecure(publicUrl) ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        var services = new ServiceCollection();
        services.AddSingleton(keys).AddSingleton<ILoggerFactory>(new DiscreetLoggers(loggers)).AddSingleton(clock).AddLogging()
            // No setting of ASP.NET Core's own changes what is set here.
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddAuthentication()
            .AddCookie(OpenIdSignIn.CookieScheme, o =>
            {
                // A browser takes this name only of the very host, over https, for all its paths.
                o.Cookie.Name = IsSecure(publicUrl) ? "__Host-ketenhub" : "ketenhub";
                o.Cookie.Path = "/";
                o.Cookie.HttpOnly = true;
                o.Cookie.SecurePolicy = secure;
                // Not Strict: the browser comes from the issuer to the page that it asked for.
                o.Cookie.SameSite = SameSiteMode.Lax;
                o.ExpireTimeSpan = Lifetime;
                o.SlidingExpiration = false;
            })
            .AddOpenIdConnect(OpenIdSignIn.IssuerScheme, o =>
            {
                o.SignInScheme = OpenIdSignIn.CookieScheme;
                o.Authority = issuer.Authority.ToString();
                o.RequireHttpsMetadata = issuer.Authority.Scheme == Uri.UriSchemeHttps;
                o.ClientId = issuer.ClientId;
                o.ClientSecret = issuer.ClientSecret;
                o.ResponseType = OpenIdConnectResponseType.Code;
                // As a query and not as a form: so the cookies of the sign-in need not be sent with other sites' forms.
                o.ResponseMode = OpenIdConnectResponseMode.Query;
                o.UsePkce = true;
                o.CallbackPath = OpenIdSignIn.CallbackPath;
                o.MapInboundClaims = false;
                o.ClaimActions.Clear();
                o.BackchannelTimeout = TimeSpan.FromSeconds(10);
                foreach (var cookie in (CookieBuilder[])[o.NonceCookie, o.CorrelationCookie])
                {
                    cookie.SameSite = SameSiteMode.Lax;
                    cookie.SecurePolicy = secure;
                }
                o.Events.OnTokenValidated = c => KeepLittleAsync(c, groups);
                o.Events.OnRemoteFailure = FailAsync;
            });
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = IsSecure(publicUrl) ? "__Host-ketenhub-form" : "ketenhub-form";
            o.Cookie.Path = "/";
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = secure;
            // The pages say it themselves, more strictly.
            o.SuppressXFrameOptionsHeader = true;
        });
        return services.BuildServiceProvider();
    }

    private static bool IsSecure(Uri publicUrl) => publicUrl.Scheme == Uri.UriSchemeHttps;

    private static async Task KeepLittleAsync(TokenValidatedContext context, Func<CancellationToken, Task<IReadOnlySet<string>>> groups)
    {
        var claims = context.Principal!.Claims.Where(c => Kept.Contains(c.Type)).Select(c => (c.Type, c.Value)).ToList();
        // An issuer without directories is one itself.
        if (!claims.Exists(c => c.Type == "tid")) claims.Add(("tid", context.SecurityToken.Issuer));
        // Groups say for which contractor somebody works, and nothing of anybody else: hundreds of them make a cookie that proxies refuse.
        var isContractors = claims.Exists(c => c is { Type: "roles", Value: "Ketenhub.Contractor" });
        var named = isContractors ? await groups(context.HttpContext.RequestAborted) : null;
        claims.RemoveAll(c => c.Type == "groups" && named?.Contains(c.Value) is not true);
        if (Principal.Of(claims) is null) context.Fail("The token names no person.");
        else
            context.Principal = new ClaimsPrincipal(new ClaimsIdentity(claims.Select(c => new Claim(c.Type, c.Value)), OpenIdSignIn.IssuerScheme));
    }

    private static Task FailAsync(RemoteFailureContext context)
    {
        // By its kind alone: the text may repeat what the issuer says of the person.
        LogFailed(context.HttpContext.RequestServices.GetRequiredService<ILogger<OpenIdSignIn>>(), context.Failure?.GetType().Name ?? "denied");
        context.HttpContext.Items[OpenIdSignIn.Failed] = true;
        context.HandleResponse();
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in failed: {Kind}")]
    private static partial void LogFailed(ILogger logger, string kind);
}

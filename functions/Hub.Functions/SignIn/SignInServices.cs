using Hub.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Functions.SignIn;

/// <summary>Registers what lets people in.</summary>
internal static class SignInServices
{
    // ASP.NET Core reads, or makes, the keys at the start; they are not needed before somebody signs in or a list has another page.
    private const string EagerKeys = "DataProtectionHostedService";

    /// <summary>Registers it; the platform adds <see cref="SignInPlatform"/> and says where the keys are.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, HubOptions options)
    {
        services.AddSingleton<PeopleAccess>().AddSingleton<OpenIdSignIn>();
        services.AddAntiforgery(o =>
        {
            var isSecure = OpenIdHandlers.IsSecure(options.PublicUrl);
            o.Cookie.Name = isSecure ? "__Host-ketenhub-form" : "ketenhub-form";
            o.Cookie.Path = "/";
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
            // The pages say it themselves, more strictly.
            o.SuppressXFrameOptionsHeader = true;
        });
        services.AddDataProtection(o => o.ApplicationDiscriminator = "ketenhub");
        foreach (var eager in services.Where(s => s.ImplementationType?.Name == EagerKeys).ToList()) services.Remove(eager);
        return services;
    }
}

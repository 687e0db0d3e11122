using Microsoft.Extensions.DependencyInjection;

namespace Hub.Functions.SignIn;

/// <summary>Registers what lets people in.</summary>
internal static class SignInServices
{
    // ASP.NET Core reads, or makes, the keys at the start; they are not needed before somebody signs in or a list has another page.
    private const string EagerKeys = "DataProtectionHostedService";

    /// <summary>Registers it; the platform adds <see cref="SignInPlatform"/> and says where the keys are.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<PeopleAccess>().AddSingleton<OpenIdSignIn>();
        services.AddDataProtection(o => o.ApplicationDiscriminator = "ketenhub");
        foreach (var eager in services.Where(s => s.ImplementationType?.Name == EagerKeys).ToList()) services.Remove(eager);
        return services;
    }
}

using Hub.Domain.People;

namespace Hub.Functions.SignIn;

/// <summary>How a person came in.</summary>
public enum SignInMethod
{
    /// <summary>From the machine that the hub runs on; nobody asked who it is.</summary>
    ThisMachine,

    /// <summary>App Service authentication.</summary>
    AppService,

    /// <summary>OpenID Connect, by the hub itself.</summary>
    OpenIdConnect,
}

/// <summary>A person who is let in.</summary>
/// <param name="Person">Who.</param>
/// <param name="Method">How.</param>
public sealed record SignedIn(Person Person, SignInMethod Method);

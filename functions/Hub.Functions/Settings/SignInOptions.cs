namespace Hub.Functions.Settings;

/// <summary>An issuer of sign-ins by OpenID Connect.</summary>
/// <param name="Authority">Its address; <c>/.well-known/openid-configuration</c> below it is read.</param>
/// <param name="ClientId">The hub's id there.</param>
/// <param name="ClientSecret">The hub's secret there.</param>
public sealed record OpenIdIssuer(Uri Authority, string ClientId, string ClientSecret)
{
    /// <summary>Without the secret, so that it never gets into a log.</summary>
    public override string ToString() => $"OpenIdIssuer {Authority}";
}

/// <summary>How people sign in: <c>Hub:SignIn</c>.</summary>
public sealed record SignInOptions
{
    /// <summary>The directories whose people are let in; empty for that of <see cref="Issuer"/>.</summary>
    public IReadOnlyList<string> Tenants { get; init; } = [];

    /// <summary>Where people sign in; null where App Service does it, or nobody need.</summary>
    public OpenIdIssuer? Issuer { get; init; }
}

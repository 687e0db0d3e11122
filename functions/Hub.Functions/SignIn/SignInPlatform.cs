namespace Hub.Functions.SignIn;

/// <summary>How the platform lets people in by itself.</summary>
/// <param name="HasAppService">
/// True where App Service authentication stands before the app (<c>WEBSITE_AUTH_ENABLED</c>): it alone sets <see cref="ClientPrincipal.Header"/>, and takes out
/// one that a caller sets. Anywhere else that header is anybody's.
/// </param>
/// <param name="HasLoopback">
/// True where a caller from this machine may be let in without signing in. In Azure never: there every request comes from the Functions host on the same
/// machine.
/// </param>
public sealed record SignInPlatform(bool HasAppService, bool HasLoopback);

using System.Collections.Concurrent;
using Hub.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Functions.SignIn;

/// <summary>
/// Takes the headers of App Service authentication out of every request in which they are not App Service's: below <c>/api</c>, which it leaves to the hub, and
/// anywhere at all where it is not there. Whatever reads them later cannot be told a lie. The first of each kind is logged, without what it says.
/// </summary>
public sealed partial class PrincipalHeaderGuard(SignInPlatform platform, ILogger<PrincipalHeaderGuard> logger) : IFunctionsWorkerMiddleware
{
    private readonly ConcurrentDictionary<string, bool> _logged = new();

    /// <inheritdoc/>
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { Request: var request }) return next(context);
        var isDashboard = request.Path.StartsWithSegments(PeopleAccess.Path, StringComparison.OrdinalIgnoreCase);
        if (isDashboard && platform.HasAppService) return next(context);
        List<string>? found = null;
        foreach (var name in request.Headers.Keys)
            if (name.StartsWith(ClientPrincipal.Header, StringComparison.OrdinalIgnoreCase)) (found ??= []).Add(name);
        if (found is null) return next(context);
        foreach (var name in found) request.Headers.Remove(name);
        var (place, why) = isDashboard
            ? (PeopleAccess.Path, "WEBSITE_AUTH_ENABLED is not true: App Service authentication is not before the hub")
            : ("other paths", "only the dashboard takes people's sign-ins; the rest takes keys and partners' tokens");
        if (_logged.TryAdd(place, true)) LogIgnored(ClientPrincipal.Header, place, why);
        return next(context);
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The header {Header} came in a request to {Place} and is ignored there, from now on without a word: {Why}")]
    private partial void LogIgnored(string header, string place, string why);
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.LocalRuntime;

/// <summary>Gives every HTTP function its route.</summary>
internal static class HttpFunctions
{
    /// <exception cref="StartException">A route or a function's declaration is wrong.</exception>
    public static void Map(IEndpointRouteBuilder routes, FunctionCatalog catalog, HostJson host, MiddlewarePipeline middleware)
    {
        var running = routes.ServiceProvider.GetRequiredService<RunningWork>();
        var loggers = routes.ServiceProvider.GetRequiredService<ILoggerFactory>();
        foreach (var function in catalog.Functions)
        {
            if (function.Trigger is not HttpTriggerAttribute trigger) continue;
            var answering = new HttpFunction(function, middleware, running, loggers.CreateLogger("Function." + function.Name));
            // Refused, since Azure's worker cannot parse the first and its host takes the second for the function's name.
            if (trigger.Route is ['/', ..] or "")
                throw function.Wrong($"its route is \"{trigger.Route}\", and a route that is not empty and begins with no slash is expected.");
            var route = Join(host.RoutePrefix, trigger.Route ?? function.Name);
            var pattern = Parse(function, route);
            var methods = trigger.Methods.Select(method => method.ToUpperInvariant()).ToArray();
            var endpoint = routes.Map(pattern, answering.AnswerAsync).WithDisplayName(function.Name);
            if (methods.Length > 0) endpoint.WithMetadata(new HttpMethodMetadata(methods));
        }
    }

    /// <summary>Lets routing answer where no function takes the request, and gives that answer a body.</summary>
    public static async Task AnswerUnroutedAsync(HttpContext context, RequestDelegate next, Func<HttpRequest, int, IResult?> answer)
    {
        await next(context);
        // A function's endpoint has a route; that of a method that is not taken has none.
        if (context.GetEndpoint() is RouteEndpoint || context.Response.HasStarted) return;
        if (context.Response.StatusCode is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed
            && answer(context.Request, context.Response.StatusCode) is { } result)
            await result.ExecuteAsync(context);
    }

    private static RoutePattern Parse(FunctionDescriptor function, string route)
    {
        try
        {
            return RoutePatternFactory.Parse(route);
        }
        catch (RoutePatternException error)
        {
            throw function.Wrong($"its route \"{route}\" is not a route template: {error.Message}");
        }
    }

    private static string Join(string prefix, string route) => prefix.Length == 0 ? "/" + route : $"/{prefix}/{route}";
}

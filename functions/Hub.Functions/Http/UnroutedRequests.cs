using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>The answer to requests for which there is no route.</summary>
internal static class UnroutedRequests
{
    private static readonly Fault NoRoute = Fault.NotFound with { Detail = "There is no such route; /api/docs lists all." };

    private static readonly Fault NoMethod = new(405, "method-not-allowed", "Method not taken",
        "This route takes other methods, which Allow names; /api/docs lists all.");

    /// <summary>A problem document below /api and a page below /dashboard; null elsewhere, and for VERA, whose errors have no body of this kind.</summary>
    public static IResult? Answer(HttpRequest request, int status) =>
        ErrorFormat.Of(request) == ErrorFormat.Page ? request.Refuse(Fault.NotFound with { Status = status })
        : ErrorFormat.Of(request) == ErrorFormat.Vera || !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) ? null
        : request.Refuse(status == StatusCodes.Status405MethodNotAllowed ? NoMethod : NoRoute);
}

using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Http;

/// <summary>Gives a result another status.</summary>
internal static class StatusResult
{
    public static IResult With(this IResult result, int status) => new WithStatus(result, status);

    private sealed class WithStatus(IResult result, int status) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => status;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            return result.ExecuteAsync(httpContext);
        }
    }
}

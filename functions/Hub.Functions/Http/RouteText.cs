using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.Functions.Http;

/// <summary>Values in a path.</summary>
internal static class RouteText
{
    /// <summary>
    /// The value as its sender meant it. A server decodes a path except for an encoded slash, which would change its segments; numbers with
    /// a slash (<c>2026/123</c>) are common. It decodes <c>%252F</c> to <c>%2F</c> too, which was meant as these three characters.
    /// </summary>
    public static string Of(HttpRequest request, string text)
    {
        var sent = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?', 2)[0];
        return sent?.Contains("%252F", StringComparison.OrdinalIgnoreCase) is true ? text : text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
    }
}

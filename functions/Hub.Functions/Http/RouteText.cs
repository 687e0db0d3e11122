namespace Hub.Functions.Http;

/// <summary>Values in a path.</summary>
internal static class RouteText
{
    /// <summary>
    /// The value as its sender meant it. A server decodes a path except for an encoded slash, which would change its segments; numbers with
    /// a slash (<c>2026/123</c>) are common. It decodes <c>%252F</c> to <c>%2F</c> too, so that a number with just these three characters in it
    /// cannot be told from one with a slash, and is reached by the hub's own id alone.
    /// </summary>
    public static string Of(string text) => text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}

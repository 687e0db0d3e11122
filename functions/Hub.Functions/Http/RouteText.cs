namespace Hub.Functions.Http;

/// <summary>Texts that stand in an address.</summary>
internal static class RouteText
{
    /// <summary>
    /// The text that its sender meant. A server decodes all of an address but the slash, which would change where its parts begin; numbers with a
    /// slash in them (<c>2026/123</c>) are common. It decodes <c>%252F</c> to <c>%2F</c> too, so that a number with just these three characters in it
    /// cannot be told from one with a slash, and is reached by the hub's own id alone.
    /// </summary>
    public static string Of(string text) => text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}

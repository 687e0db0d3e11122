namespace Hub.Functions.Door;

/// <summary>Texts that stand in an address.</summary>
internal static class RouteText
{
    /// <summary>
    /// The text that its sender meant. A server decodes all of an address but the slash, which would change where its parts begin; numbers with a
    /// slash in them (<c>2026/123</c>) are common.
    /// </summary>
    public static string Of(string text) => text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}

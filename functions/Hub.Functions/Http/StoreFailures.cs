using Hub.Application;

namespace Hub.Functions.Http;

/// <summary>Failures of a store within another exception: ASP.NET Data Protection wraps whatever goes wrong when it reads its keys.</summary>
internal static class StoreFailures
{
    /// <summary>The failure of a store that an exception has within it; null where it has none.</summary>
    public static StoreException? Within(Exception? e) => e is null or StoreException ? (StoreException?)e : Within(e.InnerException);
}

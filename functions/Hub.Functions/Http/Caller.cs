using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Hub.Domain.Partners;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Functions.Http;

/// <summary>Who asks: a partner, or the administrator where that is null.</summary>
public sealed record Caller(Partner? Partner)
{
    /// <summary>The administrator.</summary>
    public static readonly Caller Manager = new((Partner?)null);
}

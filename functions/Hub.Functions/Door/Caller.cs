using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Hub.Core;
using Hub.Core.Partners;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Functions.Door;

/// <summary>Who asks: a partner, or the administrator where that is null.</summary>
public sealed record Asker(Partner? Partner)
{
    /// <summary>The administrator.</summary>
    public static readonly Asker Manager = new((Partner?)null);
}

using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Functions.Http;

/// <summary>The key of the manage face; <paramref name="IsNew"/> where it was made at this start.</summary>
public sealed record ManageKey(string Value, bool IsNew = false)
{
    /// <summary>Never told.</summary>
    public override string ToString() => "ManageKey (withheld)";
}

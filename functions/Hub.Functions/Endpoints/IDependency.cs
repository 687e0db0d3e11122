using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Hub.Functions.Endpoints;

/// <summary>How one dependency is.</summary>
/// <param name="Name">Which.</param>
/// <param name="State"><c>ok</c>, <c>degraded</c> (the hub works, somebody should look) or <c>down</c>.</param>
/// <param name="AgeSeconds">Age of the oldest thing that waits there, where that says something.</param>
/// <param name="Detail">For a person.</param>
public sealed record DependencyState(string Name, string State, double? AgeSeconds = null, string? Detail = null)
{
    internal const string Ok = "ok";
    internal const string Degraded = "degraded";
    internal const string Down = "down";
}

/// <summary>Something that the hub cannot do without; each platform brings its own.</summary>
public interface IDependency
{
    /// <summary>Looks at it.</summary>
    ValueTask<DependencyState> CheckAsync(CancellationToken cancel);
}

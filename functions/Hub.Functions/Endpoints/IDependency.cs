namespace Hub.Functions.Endpoints;

/// <summary>The state of one dependency.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State"><c>ok</c>, <c>degraded</c> (the hub works, an operator should look) or <c>down</c>.</param>
/// <param name="AgeSeconds">Age of the oldest item that waits there, where items wait.</param>
/// <param name="Detail">For a person.</param>
public sealed record DependencyState(string Name, string State, double? AgeSeconds = null, string? Detail = null)
{
    internal const string Ok = "ok";
    internal const string Degraded = "degraded";
    internal const string Down = "down";
}

/// <summary>Something that the hub depends on; each platform adds its own.</summary>
public interface IDependency
{
    /// <summary>Checks it.</summary>
    ValueTask<DependencyState> CheckAsync(CancellationToken cancel);
}

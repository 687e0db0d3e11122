namespace Hub.Functions.Endpoints;

/// <summary>The state of one dependency.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State"><c>ok</c>, <c>degraded</c> (the hub works, an operator should look) or <c>down</c>.</param>
/// <param name="AgeSeconds">Age of the oldest pending item, in seconds; null where nothing is pending.</param>
/// <param name="Detail">One line for an operator, without personal data.</param>
public sealed record DependencyState(string Name, string State, double? AgeSeconds = null, string? Detail = null)
{
    internal const string Ok = "ok";
    internal const string Degraded = "degraded";
    internal const string Down = "down";
}

/// <summary>A health check of something that the hub depends on; each platform registers its own.</summary>
public interface IDependency
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Checks it. A failure is a state, not an exception.</summary>
    ValueTask<DependencyState> CheckAsync(CancellationToken cancel);
}

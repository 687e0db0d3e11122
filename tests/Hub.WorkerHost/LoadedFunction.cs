using System.Text.Json;

namespace Hub.WorkerHost;

/// <summary>A function as the worker indexed it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">The worker's id of it, which an invocation names.</param>
/// <param name="Trigger">Its trigger binding, as in functions.metadata.</param>
/// <param name="Retry">How the host repeats a failed run with a fixed delay; null where the function does not say so.</param>
public sealed record LoadedFunction(string Name, string Id, JsonElement Trigger, FixedDelay? Retry)
{
    /// <summary>Such as <c>httpTrigger</c>.</summary>
    public string TriggerType => Text("type")!;

    /// <summary>The parameter that receives what started the function.</summary>
    public string TriggerParameter => Text("name")!;

    /// <summary>The route of an HTTP function as its declaration says it; the host takes the function's name where that is missing or empty.</summary>
    public string Route => Text("route") is { Length: > 0 } route ? route : Name;

    /// <summary>The methods of an HTTP function, in upper case; empty where it takes all.</summary>
    public IReadOnlyList<string> Methods =>
        Trigger.TryGetProperty("methods", out var methods) ? [.. methods.EnumerateArray().Select(m => m.GetString()!.ToUpperInvariant())] : [];

    /// <summary>A text of the trigger binding; null where it is not there.</summary>
    public string? Text(string property) => Trigger.TryGetProperty(property, out var value) ? value.GetString() : null;

    /// <summary>A flag of the trigger binding.</summary>
    public bool Flag(string property, bool otherwise = false) => Trigger.TryGetProperty(property, out var value) ? value.GetBoolean() : otherwise;
}

/// <summary>Repeats after the same pause each time.</summary>
/// <param name="Times">The most repeats; -1 means without end.</param>
/// <param name="Pause">The pause.</param>
public sealed record FixedDelay(int Times, TimeSpan Pause);

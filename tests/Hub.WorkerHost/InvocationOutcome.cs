namespace Hub.WorkerHost;

/// <summary>How an invocation ended, as the worker reports it.</summary>
/// <param name="Status">Success, Failure or Cancelled.</param>
/// <param name="Error">Message of the exception, where it failed.</param>
public sealed record InvocationOutcome(string Status, string? Error)
{
    /// <summary>True where the function ended without an exception.</summary>
    public bool Succeeded => Status == "Success";
}

namespace Hub.EndToEnd.Tests.Support;

/// <summary>A hub that runs, on either runtime.</summary>
internal interface IRunningHub : IAsyncDisposable
{
    Uri Address { get; }

    /// <summary>What it logged so far.</summary>
    IReadOnlyCollection<string> LogLines { get; }

    /// <summary>A part of the hub.</summary>
    /// <exception cref="InvalidOperationException">The hub is in a process of its own.</exception>
    T Service<T>() where T : notnull;

    /// <summary>Runs a function with a timer now, beside its schedule.</summary>
    /// <param name="function">Its name.</param>
    Task RunTimerAsync(string function);
}

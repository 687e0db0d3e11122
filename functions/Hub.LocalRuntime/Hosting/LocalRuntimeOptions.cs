using Hub.Sqlite;
using Microsoft.AspNetCore.Http;

namespace Hub.LocalRuntime;

/// <summary>What the local runtime needs to know and host.json does not say, because in Azure it belongs to the queue or to the platform.</summary>
public sealed class LocalRuntimeOptions
{
    /// <summary>The folder of <c>runtime.db</c> (timer status, feed positions), made when missing; used by one process at a time. Default <c>data</c> in the
    /// current folder.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>How long a message is locked for its handler before the lock is renewed or lost. Default 5 minutes, the most that Service Bus allows; at least
    /// 1 second.</summary>
    public TimeSpan LockDuration { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a message is handed out before it goes to the dead letters. Default 10, as in Service Bus; at least 1.</summary>
    public int MaxDeliveryCount { get; set; } = 10;

    /// <summary>
    /// For change-feed functions that take over from those of earlier versions: by the function's name, their checkpoints as
    /// <c>container/lease prefix/function</c>, the latest version first. A function without a checkpoint of its own starts at the first that exists.
    /// Default: none.
    /// </summary>
    public IDictionary<string, IReadOnlyList<string>> EarlierCheckpoints { get; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether an error is trouble of the machine that its message tells, such as a full disk: it is logged in one line, since everything fails with it
    /// again and again, and a stack trace each time says nothing more. Default: none is.
    /// </summary>
    public Func<Exception, bool> IsMachineTrouble { get; set; } = static _ => false;

    /// <summary>
    /// The answer to a request that no function takes, by its status (404, or 405 where another method is taken); null leaves it without a body. Default: none.
    /// </summary>
    public Func<HttpRequest, int, IResult?>? Unrouted { get; set; }

    /// <summary>How an error is logged: with its stack trace, or by its message alone.</summary>
    internal (Exception? Trace, string Why) Describe(Exception error) => IsMachineTrouble(error) || error is SqliteException
        ? (null, error.Message)
        : (error, error.GetType().Name);

    /// <exception cref="StartException">An option is out of its range.</exception>
    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(DataDirectory)) throw new StartException("The data directory is empty: give the path of a folder.");
        if (LockDuration < TimeSpan.FromSeconds(1)) throw new StartException($"LockDuration is {LockDuration}: at least 00:00:01 is expected.");
        if (MaxDeliveryCount < 1) throw new StartException($"MaxDeliveryCount is {MaxDeliveryCount}: at least 1 is expected.");
    }
}

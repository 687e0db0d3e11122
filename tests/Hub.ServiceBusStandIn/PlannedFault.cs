namespace Hub.ServiceBusStandIn;

/// <summary>The step of the protocol that goes wrong.</summary>
public enum FaultPoint
{
    /// <summary>The client presents its token. The queue is the one that the token is for.</summary>
    Token,

    /// <summary>The client opens a sender, a receiver or a management link.</summary>
    Attach,

    /// <summary>The client sends a message or a batch.</summary>
    Send,

    /// <summary>The client settles a message: it completes, abandons, defers or dead-letters it.</summary>
    Settle,

    /// <summary>The client makes a request: schedule, cancel, renew, peek and the like.</summary>
    Request,
}

/// <summary>What goes wrong.</summary>
public enum FaultEffect
{
    /// <summary>The step is not done, and the client gets an error.</summary>
    Refuse,

    /// <summary>The step is done, and the client gets no answer.</summary>
    LoseAnswer,

    /// <summary>The step is not done, and the connection breaks.</summary>
    DropBefore,

    /// <summary>The step is done, and the connection breaks before its answer.</summary>
    DropAfter,
}

/// <summary>A fault of <see cref="PlannedFaults"/>.</summary>
public sealed class PlannedFault
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal PlannedFault(FaultPoint point, FaultEffect effect, string? queue, int times, string condition, string description) =>
        (Point, Effect, Queue, Left, Condition, Description) = (point, effect, queue, times, condition, description);

    /// <summary>The step.</summary>
    public FaultPoint Point { get; }

    /// <summary>What goes wrong.</summary>
    public FaultEffect Effect { get; }

    /// <summary>The queue; null for all.</summary>
    public string? Queue { get; }

    /// <summary>How many steps it will still befall.</summary>
    public int Left { get; internal set; }

    /// <summary>How many steps it befell so far.</summary>
    public int Befallen { get; private set; }

    /// <summary>Completes when it befalls its first step.</summary>
    public Task First => _first.Task;

    internal string Condition { get; }

    internal string Description { get; }

    internal void Befall()
    {
        Befallen++;
        _first.TrySetResult();
    }
}

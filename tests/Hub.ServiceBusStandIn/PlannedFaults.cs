namespace Hub.ServiceBusStandIn;

/// <summary>Faults that a test plans: each befalls the next steps of its kind, and then no more. Of several that fit, the first planned one does.</summary>
public sealed class PlannedFaults
{
    /// <summary>For a fault that lasts until it is removed.</summary>
    public const int Always = int.MaxValue;

    private readonly Lock _gate = new();
    private readonly List<PlannedFault> _faults = [];

    /// <summary>The step is not done, and the client gets an error.</summary>
    /// <param name="point">The step.</param>
    /// <param name="condition">One of <see cref="ErrorConditions"/>.</param>
    /// <param name="queue">The queue; null for all.</param>
    /// <param name="times">How many steps.</param>
    /// <param name="description">The text of the error.</param>
    public PlannedFault Refuse(FaultPoint point, string condition, string? queue = null, int times = 1, string description = "Refused by the test.") =>
        Add(new PlannedFault(point, FaultEffect.Refuse, queue, times, condition, description));

    /// <summary>The step is done (an attach is not), and the client gets no answer.</summary>
    /// <param name="point">The step.</param>
    /// <param name="queue">The queue; null for all.</param>
    /// <param name="times">How many steps.</param>
    public PlannedFault LoseAnswer(FaultPoint point, string? queue = null, int times = 1) =>
        Add(new PlannedFault(point, FaultEffect.LoseAnswer, queue, times, "", ""));

    /// <summary>The connection breaks.</summary>
    /// <param name="point">The step.</param>
    /// <param name="done">Whether the step is done before.</param>
    /// <param name="queue">The queue; null for all.</param>
    /// <param name="times">How many steps.</param>
    public PlannedFault DropConnection(FaultPoint point, bool done, string? queue = null, int times = 1) =>
        Add(new PlannedFault(point, done ? FaultEffect.DropAfter : FaultEffect.DropBefore, queue, times, "", ""));

    /// <summary>Removes one fault.</summary>
    public void Remove(PlannedFault fault)
    {
        lock (_gate) _faults.Remove(fault);
    }

    /// <summary>Removes all faults.</summary>
    public void Clear()
    {
        lock (_gate) _faults.Clear();
    }

    internal PlannedFault? Next(FaultPoint point, string queue)
    {
        lock (_gate)
        {
            var fault = _faults.Find(f => f.Point == point && (f.Queue is null || string.Equals(f.Queue, queue, StringComparison.OrdinalIgnoreCase)));
            if (fault is null) return null;
            fault.Befall();
            if (fault.Left != Always && --fault.Left == 0) _faults.Remove(fault);
            return fault;
        }
    }

    private PlannedFault Add(PlannedFault fault)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fault.Left);
        lock (_gate) _faults.Add(fault);
        return fault;
    }
}

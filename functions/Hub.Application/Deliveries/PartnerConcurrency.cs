namespace Hub.Application.Deliveries;

/// <summary>
/// How many lanes of one recipient run at once in this process. The queue's calls are shared by all: a partner that takes
/// 20 s for each message must not have them all. A lane that may not run now is remembered, and each that ends lets one run.
/// </summary>
public sealed class PartnerConcurrency
{
    // A quarter of the queue's calls (host.json, maxConcurrentCalls).
    private const int Most = 16;

    private readonly object _gate = new();
    private readonly Dictionary<Recipient, Lanes> _recipients = [];

    /// <summary>Enters with a lane; false where as many as may run at once do, and then the lane is remembered.</summary>
    public bool TryEnter(LaneId lane)
    {
        lock (_gate)
        {
            if (!_recipients.TryGetValue(lane.Recipient, out var lanes)) _recipients[lane.Recipient] = lanes = new Lanes();
            if (lanes.Running < Most)
            {
                lanes.Running++;
                return true;
            }
            if (lanes.Remembered.Add(lane)) lanes.Waiting.Enqueue(lane);
            return false;
        }
    }

    /// <summary>Leaves; the lane that has waited longest, or null.</summary>
    public LaneId? Leave(Recipient recipient)
    {
        lock (_gate)
        {
            var lanes = _recipients[recipient];
            lanes.Running--;
            if (lanes.Waiting.TryDequeue(out var next))
            {
                lanes.Remembered.Remove(next);
                return next;
            }
            if (lanes.Running == 0) _recipients.Remove(recipient);
            return null;
        }
    }

    private sealed class Lanes
    {
        public int Running { get; set; }

        public Queue<LaneId> Waiting { get; } = new();

        public HashSet<LaneId> Remembered { get; } = [];
    }
}

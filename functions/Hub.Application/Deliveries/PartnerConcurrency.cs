namespace Hub.Application.Deliveries;

/// <summary>
/// How many lanes of one partner run at once in this process. The queue's places are everybody's: a partner that takes
/// 20 s for each message must not have them all. Lanes that find no place are remembered, and each that leaves calls one.
/// </summary>
public sealed class PartnerConcurrency
{
    // A quarter of the queue's places (host.json, maxConcurrentCalls).
    private const int Most = 16;

    private readonly object _gate = new();
    private readonly Dictionary<string, Places> _partners = [];

    /// <summary>Takes a place; false where there is none, and then the lane is remembered.</summary>
    public bool TryEnter(LaneId lane)
    {
        lock (_gate)
        {
            if (!_partners.TryGetValue(lane.PartnerId, out var places)) _partners[lane.PartnerId] = places = new Places();
            if (places.Taken < Most)
            {
                places.Taken++;
                return true;
            }
            if (places.Known.Add(lane)) places.Waiting.Enqueue(lane);
            return false;
        }
    }

    /// <summary>Gives the place back; the lane that waited longest, or null.</summary>
    public LaneId? Leave(string partnerId)
    {
        lock (_gate)
        {
            var places = _partners[partnerId];
            places.Taken--;
            if (places.Waiting.TryDequeue(out var next))
            {
                places.Known.Remove(next);
                return next;
            }
            if (places.Taken == 0) _partners.Remove(partnerId);
            return null;
        }
    }

    private sealed class Places
    {
        public int Taken { get; set; }

        public Queue<LaneId> Waiting { get; } = new();

        public HashSet<LaneId> Known { get; } = [];
    }
}

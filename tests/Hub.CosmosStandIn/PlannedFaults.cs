using System.Globalization;
using System.Net;

namespace Hub.CosmosStandIn;

/// <summary>What goes wrong with a request.</summary>
internal enum FaultKind
{
    Refused,
    LostRequest,
    LostAnswer,
}

/// <summary>Faults that a test plans: each befalls the next operations of its kinds, and then no more.</summary>
public sealed class PlannedFaults
{
    private readonly List<Fault> _faults = [];
    private readonly Lock _gate = new();

    private int _befallen;

    internal sealed record Fault(FaultKind Kind, Func<Answer>? Refusal, Func<Operation, bool> On)
    {
        public int Left { get; set; }

        public Answer? Answer => Refusal?.Invoke();
    }

    /// <summary>How many requests a fault befell so far.</summary>
    public int Befallen => Volatile.Read(ref _befallen);

    /// <summary>429: the container has no request units left.</summary>
    /// <param name="times">How many requests.</param>
    /// <param name="retryAfter">When the client may come again.</param>
    /// <param name="on">Which operations; null for all.</param>
    public void Throttle(int times, TimeSpan retryAfter, Func<Operation, bool>? on = null) => Plan(FaultKind.Refused, times, on, () =>
    {
        var answer = Answer.Error(HttpStatusCode.TooManyRequests, "The request rate is large.", 3200);
        answer.Headers["x-ms-retry-after-ms"] = retryAfter.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        return answer;
    });

    /// <summary>The operation is done, and the connection breaks before its answer.</summary>
    public void LoseAnswers(int times = 1, Func<Operation, bool>? on = null) => Plan(FaultKind.LostAnswer, times, on);

    /// <summary>The connection breaks before the operation is done.</summary>
    public void LoseRequests(int times = 1, Func<Operation, bool>? on = null) => Plan(FaultKind.LostRequest, times, on);

    /// <summary>410/1002: the partition lies elsewhere now (a split).</summary>
    public void MovePartition(int times = 1, Func<Operation, bool>? on = null) =>
        Plan(FaultKind.Refused, times, on, () => Answer.Error(HttpStatusCode.Gone, "The partition key range is gone.", 1002));

    /// <summary>503: the service is away.</summary>
    public void Unavailable(int times = 1, Func<Operation, bool>? on = null) =>
        Plan(FaultKind.Refused, times, on, () => Answer.Error(HttpStatusCode.ServiceUnavailable, "The service is unavailable."));

    /// <summary>Nothing goes wrong any more.</summary>
    public void Clear()
    {
        lock (_gate) _faults.Clear();
    }

    internal Fault? Next(Operation operation)
    {
        lock (_gate)
        {
            if (_faults.Find(f => f.Left > 0 && f.On(operation)) is not { } fault) return null;
            fault.Left--;
            _befallen++;
            return fault;
        }
    }

    private void Plan(FaultKind kind, int times, Func<Operation, bool>? on, Func<Answer>? refusal = null)
    {
        lock (_gate) _faults.Add(new Fault(kind, refusal, on ?? (_ => true)) { Left = times });
    }
}

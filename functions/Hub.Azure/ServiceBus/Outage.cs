namespace Hub.Azure.ServiceBus;

/// <summary>
/// Whether the service is away. After a failure nothing is sent for <see cref="Pause"/>; then one caller tries, while all others still skip.
/// </summary>
internal sealed class Outage(TimeProvider clock)
{
    /// <summary>How long nothing is sent after a failure. It is longer than the ten seconds that the client waits for a busy service.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private long _failedAt;
    private bool _isAway;
    private bool _isProbing;

    /// <summary>What a caller may do.</summary>
    public enum Turn
    {
        /// <summary>Skip: the service is away.</summary>
        Skip,

        /// <summary>Send.</summary>
        Send,

        /// <summary>Send, to find out whether the service is back. <see cref="End"/> must follow.</summary>
        Probe,
    }

    /// <summary>Asks whether to send.</summary>
    public Turn Ask()
    {
        lock (_gate)
        {
            if (!_isAway) return Turn.Send;
            if (_isProbing || clock.GetElapsedTime(_failedAt) < Pause) return Turn.Skip;
            _isProbing = true;
            return Turn.Probe;
        }
    }

    /// <summary>Sending worked. True where that ends an outage.</summary>
    public bool Succeeded()
    {
        lock (_gate)
        {
            var was = _isAway;
            _isAway = false;
            return was;
        }
    }

    /// <summary>Sending failed. True where that begins an outage.</summary>
    public bool Failed()
    {
        lock (_gate)
        {
            var begins = !_isAway;
            _isAway = true;
            _failedAt = clock.GetTimestamp();
            return begins;
        }
    }

    /// <summary>A turn is over, whatever came of it.</summary>
    public void End(Turn turn)
    {
        if (turn is not Turn.Probe) return;
        lock (_gate) _isProbing = false;
    }
}

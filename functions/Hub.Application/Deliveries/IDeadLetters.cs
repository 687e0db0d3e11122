namespace Hub.Application.Deliveries;

/// <summary>
/// The dead letters of the queue of lanes' signals. A signal that is replayed is sent anew before its dead letter is removed: after a crash between the two
/// the lane is signalled twice, which does no harm, and never not at all.
/// </summary>
public interface IDeadLetters
{
    /// <summary>The oldest dead letters.</summary>
    /// <param name="limit">Most of them; at least 1.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="StoreException">The queue cannot be read now.</exception>
    Task<DeadLetterPage> ListAsync(int limit, CancellationToken cancel);

    /// <summary>Replays one.</summary>
    /// <param name="sequence">Its <see cref="DeadLetter.Sequence"/>.</param>
    /// <param name="cancel">Gives up; what was sent anew until then is.</param>
    /// <exception cref="StoreException">The queue cannot be changed now. The same may be asked again.</exception>
    Task<DeadLetterReplay> ReplayAsync(long sequence, CancellationToken cancel);

    /// <summary>Replays all that there are now, where they are very many the first 1,000.</summary>
    /// <param name="cancel">Gives up; what was sent anew until then is.</param>
    /// <returns>How many were replayed.</returns>
    /// <exception cref="StoreException">The queue cannot be changed now; some may be replayed. The same may be asked again.</exception>
    Task<int> ReplayAllAsync(CancellationToken cancel);
}

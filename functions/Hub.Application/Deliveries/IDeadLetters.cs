namespace Hub.Application.Deliveries;

/// <summary>
/// The dead letters of the hub's queues: of lanes' signals, and of the messages of the partner that has queues of its own. What is replayed is done before its
/// dead letter is removed: after a crash between the two a lane is signalled twice, or a message finds its receipt, which does no harm, and neither is lost.
/// </summary>
public interface IDeadLetters
{
    /// <summary>Keeps why a message failed: of one that fails at each delivery, the latest is told with its dead letter.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="messageId">Id of the message.</param>
    /// <param name="reason">A sentence for the administrator, without personal data.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="StoreException">It cannot be kept now.</exception>
    Task NoteFailureAsync(string queue, string messageId, string reason, CancellationToken cancel);

    /// <summary>The oldest dead letters of each queue: those of one never hide those of another.</summary>
    /// <param name="limit">Most of a queue; at least 1.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="StoreException">A queue cannot be read now.</exception>
    Task<DeadLetterPage> ListAsync(int limit, CancellationToken cancel);

    /// <summary>Replays one.</summary>
    /// <param name="queue">Its <see cref="DeadLetter.Queue"/>.</param>
    /// <param name="sequence">Its <see cref="DeadLetter.Sequence"/>.</param>
    /// <param name="cancel">Gives up; what was sent anew until then is.</param>
    /// <exception cref="StoreException">The queue cannot be changed now. The same may be asked again.</exception>
    Task<DeadLetterReplay> ReplayAsync(string queue, long sequence, CancellationToken cancel);

    /// <summary>
    /// Replays all that there are now, where they are very many the first 1,000 of a queue. One that cannot be replayed keeps no other from it.
    /// </summary>
    /// <param name="cancel">Gives up; what was sent anew until then is.</param>
    /// <exception cref="StoreException">A queue cannot be changed now; some may be replayed. The same may be asked again.</exception>
    Task<DeadLettersReplayed> ReplayAllAsync(CancellationToken cancel);

    /// <summary>Removes one for good: what it asks for is not done.</summary>
    /// <param name="queue">Its <see cref="DeadLetter.Queue"/>.</param>
    /// <param name="sequence">Its <see cref="DeadLetter.Sequence"/>.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>As of a replay.</returns>
    /// <exception cref="StoreException">The queue cannot be changed now. The same may be asked again.</exception>
    Task<DeadLetterReplay> DiscardAsync(string queue, long sequence, CancellationToken cancel);
}

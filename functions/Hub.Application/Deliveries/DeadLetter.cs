namespace Hub.Application.Deliveries;

/// <summary>A message of a queue that failed at every delivery. Its body is not shown: nobody knows what a message of another form holds.</summary>
/// <param name="Queue">Its queue.</param>
/// <param name="Sequence">Its number among the dead letters of this queue; greater than 0.</param>
/// <param name="EnqueuedAt">When it came into the queue; for one that was scheduled, its moment.</param>
/// <param name="Deliveries">How often it was delivered, also to be put back by a replay of another one.</param>
/// <param name="Reason">Why it is a dead letter, without personal data.</param>
/// <param name="Lane">The lane that it signals; null where it is no signal.</param>
public sealed record DeadLetter(string Queue, long Sequence, DateTimeOffset EnqueuedAt, int Deliveries, string Reason, LaneId? Lane);

/// <summary>The oldest dead letters of each queue.</summary>
/// <param name="Items">Oldest first.</param>
/// <param name="HasMore">Whether a queue has more than these.</param>
public sealed record DeadLetterPage(IReadOnlyList<DeadLetter> Items, bool HasMore);

/// <summary>What came of the wish to replay a dead letter.</summary>
public enum DeadLetterReplay
{
    /// <summary>A signal is in its queue again, as a new message, and a partner's message was taken: it is no dead letter any more.</summary>
    Replayed,

    /// <summary>There is none of this number.</summary>
    NotFound,

    /// <summary>It is there, and could not be taken: somebody else has it at this moment, or too many are before it.</summary>
    Locked,
}

/// <summary>What came of the wish to replay all dead letters.</summary>
/// <param name="Replayed">How many were replayed.</param>
/// <param name="Failed">How many could not be, and still are dead letters.</param>
/// <param name="Reason">Why the first of those could not be, for the administrator; null where there is none.</param>
public sealed record DeadLettersReplayed(int Replayed, int Failed, string? Reason);

namespace Hub.Application.Deliveries;

/// <summary>What came of the wish to try a delivery now.</summary>
public enum RetryOutcome
{
    /// <summary>Its lane is signalled: it is tried now.</summary>
    Signalled,

    /// <summary>It waits for no attempt: it is done, skipped or parked.</summary>
    NotWaiting,

    /// <summary>A parked delivery stands before it in its lane.</summary>
    Held,

    /// <summary>Its recipient is not called: it fetches from its mailbox, or its connection is disabled.</summary>
    NotCalled,
}

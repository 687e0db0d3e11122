namespace Hub.Demo;

/// <summary>One message between the hub and a stand-in, for whoever watches.</summary>
/// <param name="At">When it was sent or came in.</param>
/// <param name="Order">Order number.</param>
/// <param name="From">Who says it.</param>
/// <param name="To">To whom.</param>
/// <param name="What">What it says, in the partner's own codes; no personal data.</param>
public sealed record Exchange(DateTimeOffset At, string Order, string From, string To, string What);

/// <summary>What every stand-in is made with.</summary>
public sealed record StandInOptions
{
    /// <summary>How the hub is called in an <see cref="Exchange"/>.</summary>
    public const string Hub = "hub";

    /// <summary>The clock that dates messages.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Hears of every message at the moment at which it is sent or comes in; called from many threads.</summary>
    public Action<Exchange>? Watcher { get; init; }
}

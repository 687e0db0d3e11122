namespace Hub.Demo;

/// <summary>One message between the hub and a stand-in, for an observer.</summary>
/// <param name="At">When it was sent or received.</param>
/// <param name="Order">Order number.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The recipient.</param>
/// <param name="Summary">The content in the partner's own codes; no personal data.</param>
public sealed record ObservedMessage(DateTimeOffset At, string Order, string From, string To, string Summary);

/// <summary>Options of all stand-ins.</summary>
public sealed record StandInOptions
{
    /// <summary>The hub's name in an <see cref="ObservedMessage"/>.</summary>
    public const string Hub = "hub";

    /// <summary>The clock that dates messages.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Called for every message when it is sent or received, from many threads.</summary>
    public Action<ObservedMessage>? Observer { get; init; }
}

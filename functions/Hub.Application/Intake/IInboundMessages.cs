namespace Hub.Application.Intake;

/// <summary>Takes the messages of the queue by which a partner sends. The queue itself tells who speaks: nobody else may send there.</summary>
public interface IInboundMessages
{
    /// <summary>
    /// Takes a message, and answers it on the queue back, also where it is refused or unreadable. Durable when it returns; what was taken before finds its
    /// receipt and gets the same answer.
    /// </summary>
    /// <exception cref="StoreException">It cannot be stored or answered now. The same may be taken again.</exception>
    /// <exception cref="InboundSetupException">The hub's settings do not say who speaks.</exception>
    Task TakeAsync(InboundMessage message, CancellationToken cancel);
}

/// <summary>A message came in by a queue, and the hub's settings do not say who speaks there.</summary>
/// <param name="message">What to do, for the administrator.</param>
public sealed class InboundSetupException(string message) : Exception(message);

using System.Collections.Frozen;

namespace Hub.Application.Deliveries;

/// <summary>The messages of each kind of stream about which this hub tells anybody.</summary>
public sealed class StreamMessages
{
    private readonly FrozenDictionary<string, IStreamMessages> _byKind;

    /// <summary>Takes one implementation a kind.</summary>
    /// <exception cref="ArgumentException">Two are of the same kind.</exception>
    public StreamMessages(IEnumerable<IStreamMessages> messages) => _byKind = messages.ToDictionary(m => m.Kind).ToFrozenDictionary();

    /// <summary>The messages of a kind; null where nobody is told about streams of that kind.</summary>
    public IStreamMessages? Of(string kind) => _byKind.GetValueOrDefault(kind);

    /// <summary>The messages of the kind of a delivery's stream.</summary>
    /// <exception cref="InvalidOperationException">This hub tells nobody about such streams: a later version of the program enqueued the delivery.</exception>
    public IStreamMessages For(Delivery delivery) => Of(delivery.Stream.Kind)
        ?? throw new InvalidOperationException(
            $"This version of the hub has no messages about the kind '{delivery.Stream.Kind}'. Start the version that enqueued them, or a later one.");
}

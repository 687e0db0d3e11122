using Hub.Application.Registry;
using Hub.Domain.Partners;
using Hub.Domain.Streams;

namespace Hub.Application.Deliveries;

/// <summary>What the events of one kind of stream say, and to whom. One implementation a kind, see <see cref="StreamId.Kind"/>.</summary>
public interface IStreamMessages
{
    /// <summary>The kind of stream.</summary>
    string Kind { get; }

    /// <summary>
    /// The deliveries for the events of <paramref name="stream"/> from version <paramref name="from"/> on. Pure: the same stream gives the same
    /// deliveries, any number of times.
    /// </summary>
    IReadOnlyList<Delivery> DeliveriesFor(EventStream stream, int from, DateTimeOffset now);

    /// <summary>True where the message of a delivery may name a person to its recipient as things are now.</summary>
    ValueTask<bool> MayNamePersonAsync(Delivery delivery, Partner partner, EventStream stream, CancellationToken cancel);

    /// <summary>Writes the message of a delivery, as things are now.</summary>
    /// <param name="delivery">The delivery; its event is in <paramref name="stream"/>.</param>
    /// <param name="partner">Its recipient, as it is now.</param>
    /// <param name="stream">The whole stream.</param>
    /// <param name="snapshot">The registry, as it is now.</param>
    /// <param name="cancel">Gives up.</param>
    ValueTask<WriteResult> WriteAsync(Delivery delivery, Partner partner, EventStream stream, RegistrySnapshot snapshot, CancellationToken cancel);
}

using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Domain.Partners;
using Hub.Domain.Streams;

namespace Hub.Application.Deliveries;

/// <summary>
/// The message of a delivery: written once and kept, so that each attempt sends the same bytes. It is written anew only where the recipient's
/// connection speaks another language or other codes now, or where it names a person whom it may not name any more.
/// </summary>
public sealed class DeliveryMessages(IDeliveryStore store, StreamMessages messages)
{
    /// <summary>The message of a pending delivery. Durable before it is returned: whoever sends it after a crash sends the same.</summary>
    public Task<WriteResult> GetAsync(Delivery delivery, Partner partner, EventStream stream, RegistrySnapshot snapshot, CancellationToken cancel)
    {
        var writer = messages.For(delivery);
        var writing = KeptMessage.WritingOf(partner.Connection);
        return OptimisticRetry.UntilWrittenAsync(async () =>
        {
            var kept = await store.FindMessageAsync(delivery, cancel);
            if (kept?.WrittenFor == writing && (!kept.NamesPerson || await writer.MayNamePersonAsync(delivery, partner, stream, cancel)))
                return new WriteResult.Written(kept.Message, kept.NamesPerson);
            var result = await writer.WriteAsync(delivery, partner, stream, snapshot, cancel);
            if (result is not WriteResult.Written written) return result;
            return await store.KeepMessageAsync(delivery, kept, new KeptMessage(written.Message, writing, written.NamesPerson), cancel) ? result : null;
        }, $"the message of delivery {delivery.Id}");
    }
}

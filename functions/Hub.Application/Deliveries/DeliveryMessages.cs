using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Hub.Application.Evidence;
using Hub.Application.Registry;
using Hub.Application.Streams;
using Hub.Domain.Partners;
using Hub.Domain.Streams;

namespace Hub.Application.Deliveries;

/// <summary>
/// The message of a delivery: written once and kept, so that each attempt sends the same bytes. It is written anew only where a setting is another now
/// by which a message is understood or refused (<see cref="WritingOf"/>), or where it names a person whom it may not name any more.
/// </summary>
public sealed class DeliveryMessages(IDeliveryStore store, StreamMessages messages, RegistryCache registry, PublicAddress hub)
{
    // Of a registry's content and a partner in it, it is always the same.
    private readonly ConditionalWeakTable<RegistrySnapshot, ConcurrentDictionary<string, string>> _writings = [];

    /// <summary>The message of a pending delivery. Durable before it is returned: whoever sends it after a crash sends the same.</summary>
    public Task<WriteResult> GetAsync(Delivery delivery, Partner partner, EventStream stream, RegistrySnapshot snapshot, CancellationToken cancel)
    {
        var writer = messages.For(delivery);
        var writing = _writings.GetValue(snapshot, static _ => new()).GetOrAdd(partner.Id, _ => WritingOf(partner, snapshot));
        return OptimisticRetry.UntilWrittenAsync(async () =>
        {
            var kept = await store.FindMessageAsync(delivery, cancel);
            if (kept?.WrittenFor == writing && (!kept.NamesPerson || await writer.MayNamePersonAsync(delivery, partner, stream, cancel)))
                return new WriteResult.Written(kept.Message, kept.NamesPerson);
            var result = await writer.WriteAsync(delivery, partner, stream, snapshot, cancel);
            if (result is not WriteResult.Written written) return result;
            switch (await store.KeepMessageAsync(delivery, kept, new KeptMessage(written.Message, writing, written.NamesPerson), cancel))
            {
                case KeepOutcome.NotPending:
                    return new WriteResult.NothingToSay("It was delivered, skipped or parked meanwhile.");
                case KeepOutcome.AnotherKept:
                    return null;
            }
            // The person may have been erased between reading and keeping.
            if (!written.NamesPerson || await writer.MayNamePersonAsync(delivery, partner, stream, cancel)) return result;
            await store.EraseMessagesAsync(delivery.Stream, cancel);
            return null;
        }, $"the message of delivery {delivery.Id}");
    }

    /// <summary>What a delivery says of a defect of the hub with its message: no exception's text, which may hold parts of the message.</summary>
    public static string DescribeDefect(Exception defect) => $"The hub could not make this message ({defect.GetType().Name}); its log says why.";

    /// <summary>
    /// The settings by which a message is understood or refused: language and codes, who the parties are by their GLN, and where the hub is. Names are not
    /// among them: a message is none other for a new name.
    /// </summary>
    private string WritingOf(Partner partner, RegistrySnapshot snapshot)
    {
        var connection = partner.Connection;
        return string.Join(
            ' ',
            [
                connection.Language.ToString(), connection.DicoGeneration.ToString(), connection.VeraOrderKey?.ToString() ?? "-", partner.Gln ?? "-",
                registry.Corporation.Gln ?? "-", hub.Of("/"), .. snapshot.Erps.Select(e => e.Gln ?? "-").Order(StringComparer.Ordinal),
                .. connection.Codes.OrderBy(l => l.Key, StringComparer.Ordinal)
                    .SelectMany(l => l.Value.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{l.Key}:{c.Key}={c.Value}")),
            ]);
    }
}

using Hub.Application.Archive;
using Hub.Application.Contacts;
using Hub.Application.Deliveries;
using Hub.Application.Settings;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Application.Retention;

/// <summary>Erases personal data when its time has come, or when an administrator says so.</summary>
public sealed class EraseContacts(
    IContacts contacts, IMessageArchive archive, IDeliveryStore deliveries, IEventLog log, RetentionPeriods retention, TimeProvider clock)
{
    private const int MostInOneSweep = 500;

    /// <summary>Erases what is due: contacts a set time after their order ended (or that belong to no subject), and old messages.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var id in await contacts.DueAsync(now, MostInOneSweep, cancel))
        {
            var due = await EndOfRetentionAsync(id, now, cancel);
            if (due <= now) await EraseAsync(id, cancel);
            else await contacts.PostponeAsync(id, due, cancel);
        }
        // In small bites: each is one turn of the writer, and messages that come in have theirs in between.
        while (await archive.PurgeAsync(now - retention.RawMessages, now - retention.Contact, MostInOneSweep, cancel) == MostInOneSweep) { }
    }

    // An open order's contact is kept. A subject of another kind has its day from the start: whoever saved the contact set it.
    private async ValueTask<DateTimeOffset> EndOfRetentionAsync(StreamId subject, DateTimeOffset now, CancellationToken cancel) =>
        OrderId.Of(subject) is { } id && (await log.LoadAsync(id, cancel)).Fold() is { } order ? (order.EndedAt ?? now) + retention.Contact : now;

    /// <summary>Erases a subject's contact, and the bodies of the messages from and to partners, which hold it too. Its events stay whole.</summary>
    /// <returns>True where there was a contact.</returns>
    public async Task<bool> EraseAsync(StreamId subject, CancellationToken cancel)
    {
        // The bodies first: a crash in between leaves the contact, and with it the sign that there is work to do.
        await archive.EraseBodiesAsync(subject, cancel);
        await deliveries.EraseMessagesAsync(subject, cancel);
        return await contacts.EraseAsync(subject, cancel);
    }
}

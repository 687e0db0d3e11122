using Hub.Application.Evidence;
using Hub.Application.Moving;
using Hub.Application.Notices;
using Hub.Application.Readers;
using Hub.Application.Registry;
using Hub.Application.Retention;
using Hub.Application.Streams;
using Hub.Embedded.Database;
using Hub.Embedded.Leases;

namespace Hub.Embedded.Moving;

/// <summary>The hub of one machine, to be moved.</summary>
public static class EmbeddedMoving
{
    /// <summary>Everything that the stores of one machine keep.</summary>
    /// <param name="database">The database; its data directory is held.</param>
    /// <param name="codecs">How events are stored.</param>
    /// <param name="secrets">The secrets of partners.</param>
    /// <param name="evidence">The pictures of the same data directory.</param>
    /// <param name="erasures">The log of erasures on request.</param>
    /// <param name="clock">Tells when erasures are done.</param>
    /// <param name="followed">Up to which place of the log deliveries were enqueued.</param>
    /// <param name="follow">Lets all followers of the log go on behind a place of it. Durable when it returns.</param>
    public static MovableHub Open(
        HubDatabase database, EventCodecs codecs, ISecretStore secrets, IEvidenceStore evidence, IErasureLog erasures, TimeProvider clock,
        long followed, Func<long, Task> follow)
    {
        var log = new SqliteEventLog(database, codecs);
        var place = new EmbeddedPlace(database, follow);
        var partners = new EmbeddedPartners(database);
        return new MovableHub
        {
            Source = place,
            Target = place,
            Replay = MovedErasures.ReplayOf(
                erasures, new SqliteContacts(database), new SqliteMessageArchive(database),
                new SqliteDeliveryStore(database, new MemoryLeases(clock), clock), log,
                clock),
            Erasures = new MovedErasures(erasures),
            Streams = new StreamsWithRows(new EmbeddedStreams(database, codecs), new SqliteViews(database), codecs),
            Deliveries = new EmbeddedDeliveries(database),
            // Beyond the end of a log that was put back to an earlier day: then the feed starts from the beginning, and so does this.
            Pending = new EmbeddedPending(database, followed > log.LastPosition() ? 0 : followed),
            Messages = new EmbeddedMessages(database),
            Contacts = new EmbeddedContacts(database),
            Agenda = new EmbeddedAgenda(database),
            Partners = partners,
            PartnerKeys = new EmbeddedPartnerKeys(database),
            Prices = new EmbeddedPrices(database),
            Contracts = new EmbeddedContracts(database),
            Dwellings = new EmbeddedDwellings(database),
            ReaderKeys = new MovedReaderKeys(new SqliteReaderKeys(database)),
            Secrets = new MovedSecrets(partners, secrets),
            Notices = new MovedNotices(new SqliteNotices(database)),
            Audit = new EmbeddedAudit(database),
            Pictures = new EmbeddedPictures(database.DataDirectory),
            Evidence = evidence,
        };
    }
}

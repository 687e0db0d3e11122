using Hub.Application.Audit;
using Hub.Application.Evidence;
using Hub.Application.Readers;
using Hub.Application.Registry;
using Hub.Application.Retention;

namespace Hub.Application.Moving;

/// <summary>
/// Everything that a hub keeps and that is moved. Not moved: read models, which are made of the streams; thumbnails, which are made anew; leases and the
/// last moment seen, which are of the process; up to when erasures are done, for the new place does all of them again; the key ring of cookies, cursors and
/// links, which is the platform's; dead letters, which are messages of the platform's queue.
/// </summary>
public sealed record MovableHub
{
    /// <summary>Whether it stands still.</summary>
    public required IMoveSource Source { get; init; }

    /// <summary>Whether it may be written.</summary>
    public required IMoveTarget Target { get; init; }

    /// <summary>Does erasures on request that are logged and not done: what a person asked to be erased must not be moved.</summary>
    public required ReplayErasures Replay { get; init; }

    /// <summary>The log of erasures on request.</summary>
    public required IMovedRecords<MovedErasure> Erasures { get; init; }

    /// <summary>Streams with their events and receipts; what is written gets its rows in the read models too.</summary>
    public required IMovedRecords<MovedStream> Streams { get; init; }

    /// <summary>Deliveries in the order in which they were enqueued, with the messages that are kept for them.</summary>
    public required IMovedRecords<MovedDelivery> Deliveries { get; init; }

    /// <summary>What followers that act on the world have yet to process.</summary>
    public required IMovedRecords<MovedPending> Pending { get; init; }

    /// <summary>The messages as they came in, in the order in which they did.</summary>
    public required IMovedRecords<MovedMessage> Messages { get; init; }

    /// <summary>Contacts of residents, and when somebody looks whether they must go.</summary>
    public required IMovedRecords<MovedContact> Contacts { get; init; }

    /// <summary>Photos to fetch and pictures to look at.</summary>
    public required IMovedRecords<AgendaItem> Agenda { get; init; }

    /// <summary>Partners with the versions that are kept, without their secrets.</summary>
    public required IMovedRecords<MovedPartner> Partners { get; init; }

    /// <summary>Hashes of partners' keys.</summary>
    public required IMovedRecords<PartnerKey> PartnerKeys { get; init; }

    /// <summary>Price lists of contracts.</summary>
    public required IMovedRecords<MovedPriceList> Prices { get; init; }

    /// <summary>Contracts with all their versions.</summary>
    public required IMovedRecords<MovedContract> Contracts { get; init; }

    /// <summary>The register of dwellings, and the one before it.</summary>
    public required IMovedRecords<MovedDwelling> Dwellings { get; init; }

    /// <summary>Hashes of keys that may only read.</summary>
    public required IMovedRecords<ReaderKey> ReaderKeys { get; init; }

    /// <summary>The secrets of partners, in clear: whoever writes them down seals them (<see cref="PassphraseSeal"/>).</summary>
    public required IMovedRecords<MovedSecret> Secrets { get; init; }

    /// <summary>What was noticed, and notices to be sent.</summary>
    public required IMovedRecords<MovedNotice> Notices { get; init; }

    /// <summary>Quarterly reports.</summary>
    public required IMovedRecords<MovedReport> Reports { get; init; }

    /// <summary>The audit log.</summary>
    public required IMovedRecords<AuditEntry> Audit { get; init; }

    /// <summary>Which pictures there are.</summary>
    public required IMovedPictures Pictures { get; init; }

    /// <summary>The pictures themselves.</summary>
    public required IEvidenceStore Evidence { get; init; }
}

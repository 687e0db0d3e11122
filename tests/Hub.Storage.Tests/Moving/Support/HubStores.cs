using Hub.Application.Archive;
using Hub.Application.Audit;
using Hub.Application.Contacts;
using Hub.Application.Deliveries;
using Hub.Application.Evidence;
using Hub.Application.Following;
using Hub.Application.Moving;
using Hub.Application.Notices;
using Hub.Application.Readers;
using Hub.Application.Registry;
using Hub.Application.Reports;
using Hub.Application.Retention;
using Hub.Application.Streams;

namespace Hub.Storage.Tests.Moving.Support;

/// <summary>The stores of a hub, as the hub knows them, and as what is moved.</summary>
internal sealed record HubStores
{
    public required IEventLog Log { get; init; }

    public required IDeliveryStore Deliveries { get; init; }

    public required IPendingProjections Pending { get; init; }

    public required IMessageArchive Archive { get; init; }

    public required IContacts Contacts { get; init; }

    public required IErasureLog Erasures { get; init; }

    public required IEvidenceAgenda Agenda { get; init; }

    public required IRegistry Registry { get; init; }

    public required IDwellings Dwellings { get; init; }

    public required IReaderKeys Readers { get; init; }

    public required IReports Reports { get; init; }

    public required INoticeStore Notices { get; init; }

    public required IAuditLog Audit { get; init; }

    public required IEvidenceStore Evidence { get; init; }

    /// <summary>All of it, to be moved; made anew at each call, as another process would.</summary>
    public required Func<MovableHub> Movable { get; init; }
}

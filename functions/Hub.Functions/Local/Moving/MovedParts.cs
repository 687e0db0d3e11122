using Hub.Application.Moving;

namespace Hub.Functions.Local.Moving;

/// <summary>The parts of an export, in the order in which they are exported and imported.</summary>
internal static class MovedParts
{
    private const int Whole = int.MaxValue;

    private static readonly MovedJson Json = MovedJson.Default;

    /// <summary>All parts.</summary>
    public static readonly IReadOnlyList<MovedPart> All =
    [
        // First: as soon as anything is there that a person asked to be erased, it is known that it must go.
        new MovedPart<MovedErasure>("erasures", Json.MovedErasure, w => w.Hub.Erasures, Whole, IsCounted: false),
        new MovedPart<MovedStream>("streams", Json.MovedStream, w => w.Hub.Streams, 200),
        new MovedPart<MovedDelivery>("deliveries", Json.MovedDelivery, w => w.Hub.Deliveries, 500),
        new MovedPart<MovedPending>("pending", Json.MovedPending, w => w.Hub.Pending, 500, IsCounted: false),
        new MovedPart<MovedMessage>("messages", Json.MovedMessage, w => w.Hub.Messages, 32),
        new MovedPart<MovedContact>("contacts", Json.MovedContact, w => w.Hub.Contacts, 500, IsCounted: false),
        new MovedPart<Application.Evidence.AgendaItem>("agenda", Json.AgendaItem, w => w.Hub.Agenda, 500),
        new MovedPart<MovedPartner>("partners", Json.MovedPartner, w => w.Hub.Partners, 100),
        new MovedPart<Application.Registry.PartnerKey>("partner-keys", Json.PartnerKey, w => w.Hub.PartnerKeys, 500),
        new MovedPart<MovedSecret>("secrets", Json.MovedSecret, w => new SealedSecrets(w.Hub.Secrets, w.Seal), Whole),
        new MovedPart<MovedPriceList>("prices", Json.MovedPriceList, w => w.Hub.Prices, 1),
        new MovedPart<MovedContract>("contracts", Json.MovedContract, w => w.Hub.Contracts, 20),
        new MovedPart<MovedDwelling>("dwellings", Json.MovedDwelling, w => w.Hub.Dwellings, Whole),
        new MovedPart<Application.Readers.ReaderKey>("reader-keys", Json.ReaderKey, w => w.Hub.ReaderKeys, Whole),
        new MovedPart<MovedNotice>("notices", Json.MovedNotice, w => w.Hub.Notices, Whole),
        new MovedPart<MovedReport>("reports", Json.MovedReport, w => w.Hub.Reports, 16),
        new MovedPart<Application.Audit.AuditEntry>("audit", Json.AuditEntry, w => w.Hub.Audit, 500),
        new MovedPart<MovedPicture>("pictures", Json.MovedPicture, w => new PictureFiles(w.Hub, w.Folder), 16),
    ];
}

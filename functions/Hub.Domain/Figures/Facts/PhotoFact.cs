using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Domain.Figures;

/// <summary>One photo of an order: what is known of it, without the picture.</summary>
public sealed record PhotoFact
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The photo's id, unique on its order.</summary>
    public required string PhotoId { get; init; }

    /// <summary>Partner id of the contractor that has the order now.</summary>
    public string? ContractorId { get; init; }

    /// <summary>On whose behalf it was added.</summary>
    public required PartyRole AddedBy { get; init; }

    /// <summary>Partner id of who added it; null where a person of the corporation did.</summary>
    public string? AddedById { get; init; }

    /// <summary>What it shows.</summary>
    public required PhotoMoment Moment { get; init; }

    /// <summary>The line that it is about; null for the order as a whole.</summary>
    public string? LineNumber { get; init; }

    /// <summary>When the hub recorded it.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it was taken, by the camera's clock; null where the picture has none.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>Lower-case hex SHA-256 of the picture that is kept.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Lower-case hex SHA-256 of the picture as it came in.</summary>
    public required string OriginalSha256 { get; init; }

    /// <summary>IANA media type.</summary>
    public required string MediaType { get; init; }

    /// <summary>Bytes of the picture that is kept.</summary>
    public long Size { get; init; }

    /// <summary>When it was deleted; null while it is there.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>When the order was placed; never changes.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>When the order last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Version of the stream that it was folded from.</summary>
    public required int Version { get; init; }
}

/// <summary>The columns of <see cref="PhotoFact"/>, a row each and in the order of the feed.</summary>
public static class PhotoFactColumns
{
    /// <summary>The table.</summary>
    public static readonly IReadOnlyList<Column<PhotoFact>> All = new ColumnTable<PhotoFact>()
        .Text("orderId", "Order-id", "Sleutel van de order in Ketenhub.", "3f1c4f0a-7a5e-5d31-9c39-0a6f3a0b7c11", f => f.OrderId.ToString("D"))
        .Text("photoId", "Foto", "Sleutel van de foto binnen de order.", "P-1", f => f.PhotoId)
        .Text("contractorId", "Aannemer", "De aannemer die de order nu heeft.", "alfa", f => f.ContractorId, nullable: true)
        .Choice("addedBy", "Toegevoegd door", "Namens wie de foto is toegevoegd.", PartyRole.Contractor, f => f.AddedBy)
        .Text("addedById", "Toegevoegd door partner", "De partner die de foto stuurde.", "alfa", f => f.AddedById, nullable: true)
        .Choice("moment", "Situatie", "Welke situatie de foto laat zien.", PhotoMoment.After, f => f.Moment)
        .Text("lineNumber", "Taakregel", "De taakregel waar de foto bij hoort; leeg voor de hele order.", "1", f => f.LineNumber, nullable: true)
        .Moment("receivedAt", "Ontvangen op", "Moment waarop Ketenhub de foto kreeg.", "2026-03-05T10:00:00Z", f => f.ReceivedAt)
        .Moment("takenAt", "Gemaakt op", "Moment waarop de foto is gemaakt, volgens de camera.", "2026-03-05T09:55:00Z", f => f.TakenAt, nullable: true)
        .Text("sha256", "SHA-256", "Hash van de bewaarde foto.", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", f => f.Sha256)
        .Text("originalSha256", "SHA-256 van het origineel", "Hash van de foto zoals die binnenkwam.",
            "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", f => f.OriginalSha256)
        .Text("mediaType", "Bestandstype", "Bestandstype van de foto.", "image/jpeg", f => f.MediaType)
        .Integer("size", "Grootte", "Grootte van de bewaarde foto in bytes.", "81234", f => f.Size, unit: "bytes")
        .Moment("deletedAt", "Verwijderd op", "Moment waarop de foto is verwijderd; leeg als hij er nog is.",
            "2026-06-01T09:00:00Z", f => f.DeletedAt, nullable: true)
        .Moment("placedAt", "Order geplaatst op", "Moment waarop de order is geplaatst; verandert nooit.", "2026-03-02T09:00:00Z", f => f.PlacedAt)
        .Moment("changedAt", "Order gewijzigd op", "Moment waarop de order het laatst veranderde.", "2026-03-05T10:00:00Z", f => f.ChangedAt)
        .Integer("version", "Versie van de order", "Volgnummer van de laatste gebeurtenis van de order.", "12", f => f.Version)
        .Columns;
}

using System.Text.Json;

namespace Hub.Formats.Canonical;

/// <summary>A link that is good for minutes.</summary>
/// <param name="Picture">To the picture.</param>
/// <param name="Thumbnail">To its thumbnail.</param>
/// <param name="Until">When both end.</param>
public sealed record PhotoLink(string Picture, string Thumbnail, DateTimeOffset Until);

/// <summary>A photo as the canonical JSON shows it.</summary>
internal sealed record PhotoView
{
    public required string Id { get; init; }

    public required string Moment { get; init; }

    public string? LineNumber { get; init; }

    public string? Remark { get; init; }

    public DateTimeOffset? TakenAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required ActorView AddedBy { get; init; }

    public required string Sha256 { get; init; }

    public required string OriginalSha256 { get; init; }

    public required string MediaType { get; init; }

    public required long Size { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>What of its look could not be kept.</summary>
    public string? Note { get; init; }

    /// <summary>Where it is, for as long as the hub keeps it: to be asked with a key.</summary>
    public required string Href { get; init; }

    /// <summary>The picture, without a key, until <see cref="LinksUntil"/>.</summary>
    public string? Link { get; init; }

    public string? ThumbnailLink { get; init; }

    public DateTimeOffset? LinksUntil { get; init; }

    public DeletionView? Deleted { get; init; }
}

internal sealed record DeletionView
{
    public required string Cause { get; init; }

    public required string Reason { get; init; }

    public string? DecidedBy { get; init; }

    public required ActorView By { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>A photo that the hub is still to fetch.</summary>
internal sealed record AwaitedPhotoView
{
    public required string Id { get; init; }

    public required string Moment { get; init; }

    public string? LineNumber { get; init; }

    public string? Remark { get; init; }

    public required ActorView AnnouncedBy { get; init; }

    public required DateTimeOffset Since { get; init; }

    public int? Failures { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    public string? Note { get; init; }
}

/// <summary>A photo that the hub gave up.</summary>
internal sealed record RejectedPhotoView
{
    public required string Id { get; init; }

    public required string Moment { get; init; }

    public string? LineNumber { get; init; }

    public string? Remark { get; init; }

    public required ActorView AnnouncedBy { get; init; }

    public required string Code { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed record PhotosView
{
    public required Guid OrderId { get; init; }

    public required IReadOnlyList<PhotoView> Photos { get; init; }

    public IReadOnlyList<AwaitedPhotoView>? Awaited { get; init; }

    public IReadOnlyList<RejectedPhotoView>? Rejected { get; init; }

    public IReadOnlyList<MissingPhotosView>? Missing { get; init; }
}

internal sealed record ProofView
{
    public required string PhotoId { get; init; }

    public required string State { get; init; }

    /// <summary>Hash of the picture that is kept, as the order's event has it.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Hash of the picture that the store has now.</summary>
    public string? FoundSha256 { get; init; }

    public required string OriginalSha256 { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required ActorView AddedBy { get; init; }

    public DeletionView? Deleted { get; init; }
}

using Hub.Application.Archive;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Microsoft.Extensions.Logging;

namespace Hub.Application.Evidence;

/// <summary>A photo that was refused, without its picture.</summary>
/// <param name="PartnerId">Who sent it.</param>
/// <param name="OrderId">The order that it was for.</param>
/// <param name="PhotoId">Its id.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="ContentType">Media type as it was sent.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of the picture; empty where it was not read.</param>
/// <param name="Size">Bytes, as declared or as read.</param>
public sealed record RefusedPhoto(string PartnerId, OrderId OrderId, string PhotoId, string? Reason, string? ContentType, string Sha256, long Size);

/// <summary>Records that a photo was refused, so that the administrator finds it among the refused messages. The picture is not kept.</summary>
public sealed partial class RecordRefusedPhoto(IMessageArchive archive, TimeProvider clock, ILogger<RecordRefusedPhoto> logger)
{
    /// <summary>Records it; durable when it returns.</summary>
    /// <returns>The receipt under which it is found.</returns>
    public async Task<Guid> RecordAsync(RefusedPhoto photo, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var receipt = Guid.CreateVersion7(now);
        await archive.StoreAsync(
            new ArchivedMessage
            {
                ReceiptId = receipt,
                PartnerId = photo.PartnerId,
                // No message can have this id.
                MessageId = $"urn:ketenhub:photo:{photo.PhotoId}",
                Hash = photo.Sha256,
                ContentType = photo.ContentType,
                Request = $"Photo {photo.OrderId}/{photo.PhotoId}",
                Body = ReadOnlyMemory<byte>.Empty,
                Size = photo.Size,
                ReceivedAt = now,
                Outcome = MessageOutcome.Refused,
                Subject = photo.OrderId,
                Reason = photo.Reason,
            },
            cancel);
        LogRefused(photo.PartnerId, photo.OrderId, receipt);
        return receipt;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partner {Partner}: a photo of order {OrderId} was refused; its receipt is {Receipt}")]
    private partial void LogRefused(string partner, OrderId orderId, Guid receipt);
}

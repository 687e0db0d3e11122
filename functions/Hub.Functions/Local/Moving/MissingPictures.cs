using System.Buffers.Binary;
using Hub.Application.Moving;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;

namespace Hub.Functions.Local.Moving;

/// <summary>Pictures that orders hold, and of which the store of pictures had none to export.</summary>
internal static class MissingPictures
{
    private static readonly EventCodecs Codecs = new([new OrderEventCodec()]);

    /// <summary>How many there are in an export whose files are written.</summary>
    public static long CountIn(MoveFolder folder)
    {
        // Eight bytes for each: an export may have millions.
        var there = LineFile<MovedPicture>.Read(folder, "pictures.jsonl", MovedJson.Default.MovedPicture).Select(p => KeyOf(p.OrderId, p.Sha256)).ToHashSet();
        var missing = 0L;
        foreach (var stream in LineFile<MovedStream>.Read(folder, "streams.jsonl", MovedJson.Default.MovedStream))
        {
            if (Fold(stream) is not { } order) continue;
            var held = order.Photos.Received.Where(p => p.Deleted is null).Select(p => p.Picture.Sha256).Distinct();
            missing += held.LongCount(sha256 => !there.Contains(KeyOf(stream.Stream.Id, sha256)));
        }
        return missing;
    }

    private static Order? Fold(MovedStream stream)
    {
        if (stream.Stream.Kind != StreamId.Order || stream.Events.Count == 0) return null;
        try
        {
            return new EventStream([.. stream.ToEvents(Codecs)]).Fold();
        }
        catch (InvalidOperationException)
        {
            // What such an order holds nobody knows, here or at the new place; the hub says of itself that it cannot read it.
            return null;
        }
    }

    private static ulong KeyOf(Guid order, string sha256)
    {
        Span<byte> bytes = stackalloc byte[16];
        order.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..])
            ^ BinaryPrimitives.ReadUInt64LittleEndian(Convert.FromHexString(sha256.AsSpan(0, 16)));
    }
}

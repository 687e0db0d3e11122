using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Hub.ServiceBusStandIn;

/// <summary>Translates between messages on the wire and those in a queue.</summary>
internal static class MessageCodec
{
    private const string ScheduledFor = "x-opt-scheduled-enqueue-time";
    private const string SequenceNumber = "x-opt-sequence-number";
    private const string EnqueuedAt = "x-opt-enqueued-time";
    private const string LockedUntil = "x-opt-locked-until";
    private const string State = "x-opt-message-state";

    /// <summary>The messages of one transfer: one, or those of a batch.</summary>
    public static IReadOnlyList<StoredMessage> ReadTransfer(AmqpMessage transfer) =>
        transfer.MessageFormat == AmqpConstants.AmqpBatchedMessageFormat
            ? [.. transfer.DataBody.Select(part => Read(Bytes(part.Value)))]
            : [Read(WholeOf(transfer))];

    /// <summary>A message from its encoding; a request to schedule carries it so.</summary>
    public static StoredMessage Read(byte[] encoded)
    {
        using var message = Decode(encoded);
        var annotations = message.MessageAnnotations?.Map;
        DateTimeOffset? scheduledFor = annotations is not null && annotations.TryGetValue<DateTime>(ScheduledFor, out var time)
            ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc))
            : null;
        TimeSpan? timeToLive = message.Header?.Ttl is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
        return new StoredMessage(encoded, message.Properties?.MessageId?.ToString(), timeToLive, scheduledFor);
    }

    /// <summary>A message to deliver.</summary>
    /// <param name="stored">The message.</param>
    /// <param name="lockEnd">The end of its lock; null where it is not locked.</param></summary>
    public static AmqpMessage Write(StoredMessage stored, DateTimeOffset? lockEnd)
    {
        var message = Decode(stored.Encoded);
        message.Header.DeliveryCount = (uint)stored.DeliveryCount;
        var annotations = message.MessageAnnotations.Map;
        annotations[SequenceNumber] = stored.SequenceNumber;
        annotations[EnqueuedAt] = stored.EnqueuedAt.UtcDateTime;
        annotations[State] = stored.IsDeferred ? 1 : stored.State == MessageState.Scheduled ? 2 : 0;
        if (lockEnd is { } end) annotations[LockedUntil] = end.UtcDateTime;
        if (stored.ChangedProperties is { } changes)
        {
            message.ApplicationProperties ??= new ApplicationProperties();
            foreach (var (name, value) in changes) message.ApplicationProperties.Map[name] = value;
        }

        return message;
    }

    public static byte[] Encode(AmqpMessage message) => Join(message.GetPayload(int.MaxValue, out _));

    public static StandInMessage Describe(StoredMessage stored)
    {
        using var message = Write(stored, lockEnd: null);
        var properties = new Dictionary<string, object?>();
        foreach (var pair in message.ApplicationProperties?.Map ?? []) properties[pair.Key.ToString()!] = pair.Value;
        return new StandInMessage
        {
            SequenceNumber = stored.SequenceNumber,
            MessageId = stored.MessageId,
            State = stored.State,
            DeliveryCount = stored.DeliveryCount,
            EnqueuedAt = stored.EnqueuedAt,
            LockedUntil = stored.State == MessageState.Locked ? stored.LockedUntil : null,
            Body = message.DataBody is { } parts ? Join([.. parts.Select(p => Segment(p.Value))]) : Array.Empty<byte>(),
            Properties = properties,
        };
    }

    /// <summary>The application properties that a settlement sets.</summary>
    public static Dictionary<string, object?>? Changes(IEnumerable<KeyValuePair<MapKey, object>>? map, params ReadOnlySpan<string> except)
    {
        Dictionary<string, object?>? changes = null;
        foreach (var pair in map ?? [])
        {
            if (!except.Contains(pair.Key.ToString())) (changes ??= [])[pair.Key.ToString()!] = pair.Value;
        }

        return changes;
    }

    private static AmqpMessage Decode(byte[] encoded) => AmqpMessage.CreateAmqpStreamMessage(new BufferListStream([new ArraySegment<byte>(encoded)]));

    /// <summary>A copy: the transport takes its buffers back when the transfer is settled.</summary>
    private static byte[] WholeOf(AmqpMessage transfer)
    {
        using var stream = (BufferListStream)((BufferListStream)transfer.ToStream()).Clone();
        return stream.ReadBytes((int)stream.Length).ToArray();
    }

    private static ArraySegment<byte> Segment(object? data) => data switch
    {
        ArraySegment<byte> segment => segment,
        byte[] bytes => bytes,
        _ => ArraySegment<byte>.Empty,
    };

    private static byte[] Bytes(object? data) => Segment(data).ToArray();

    private static byte[] Join(ArraySegment<byte>[]? parts)
    {
        var whole = new byte[parts?.Sum(p => p.Count) ?? 0];
        var at = 0;
        foreach (var part in parts ?? [])
        {
            part.AsSpan().CopyTo(whole.AsSpan(at));
            at += part.Count;
        }

        return whole;
    }
}

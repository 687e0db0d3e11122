using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;

namespace Hub.ServiceBusStandIn;

/// <summary>The requests that a queue answers.</summary>
internal sealed class QueueRequests(StandInQueue queue, StandInNamespace owner)
{
    private static readonly RequestAnswer Done = new(200, new AmqpMap());
    private static readonly RequestAnswer LockLost = new(410, null, ErrorConditions.MessageLockLost, "The lock supplied is invalid.");
    private static readonly RequestAnswer NoSuchMessage = new(404, null, ErrorConditions.MessageNotFound, "The message was not found.");

    public RequestAnswer Handle(AmqpMessage request)
    {
        var operation = request.ApplicationProperties?.Map["operation"] as string;
        var map = (AmqpMap)request.ValueBody.Value;
        return operation switch
        {
            "com.microsoft:schedule-message" => Schedule(map),
            "com.microsoft:cancel-scheduled-message" => queue.CancelScheduled(Numbers(map)) ? Done : NoSuchMessage,
            "com.microsoft:renew-lock" => Renew(map),
            "com.microsoft:update-disposition" => Settle(map),
            "com.microsoft:peek-message" => Peek(map),
            "com.microsoft:receive-by-sequence-number" => ReceiveDeferred(map),
            "com.microsoft:batch-delete-messages" => Purge(map),
            _ => new RequestAnswer(501, null, ErrorConditions.NotImplemented, $"The stand-in does not have '{operation}'."),
        };
    }

    private RequestAnswer Schedule(AmqpMap map)
    {
        var messages = List(map, "messages").Cast<AmqpMap>().Select(m => MessageCodec.Read(((ArraySegment<byte>)m[new MapKey("message")]).ToArray()));
        return new RequestAnswer(200, Map("sequence-numbers", queue.Accept([.. messages])));
    }

    private RequestAnswer Renew(AmqpMap map)
    {
        var ends = new List<DateTime>();
        foreach (var token in Tokens(map))
        {
            if (queue.Renew(token) is not { } end) return LockLost;
            ends.Add(owner.LockEndForClient(end).UtcDateTime);
        }

        return new RequestAnswer(200, Map("expirations", ends.ToArray()));
    }

    private RequestAnswer Settle(AmqpMap map)
    {
        var changes = MessageCodec.Changes(map[new MapKey("properties-to-modify")] as AmqpMap);
        Settlement settlement = (string)map[new MapKey("disposition-status")] switch
        {
            "completed" => new Settlement.Complete(),
            "abandoned" => new Settlement.Release(IsFailure: true, changes),
            "defered" => new Settlement.Defer(changes),
            "suspended" => new Settlement.DeadLetter(
                map[new MapKey("deadletter-reason")] as string, map[new MapKey("deadletter-description")] as string, changes),
            var other => throw new FormatException($"disposition-status '{other}'"),
        };
        var all = true;
        foreach (var token in Tokens(map)) all &= queue.Settle(token, settlement);
        return all ? Done : LockLost;
    }

    private RequestAnswer Peek(AmqpMap map)
    {
        var found = queue.Peek(Convert.ToInt64(map[new MapKey("from-sequence-number")]), Convert.ToInt32(map[new MapKey("message-count")]));
        return found.Count == 0 ? new RequestAnswer(204) : new RequestAnswer(200, Map("messages", found.Select(m => Entry(m, locked: false)).ToList<object>()));
    }

    private RequestAnswer ReceiveDeferred(AmqpMap map)
    {
        var delete = Convert.ToInt32(map[new MapKey("receiver-settle-mode")]) == 0;
        return queue.ReceiveDeferred(Numbers(map), delete) is { } found
            ? new RequestAnswer(200, Map("messages", found.Select(m => Entry(m, locked: !delete)).ToList<object>()))
            : NoSuchMessage;
    }

    private RequestAnswer Purge(AmqpMap map)
    {
        var before = DateTime.SpecifyKind((DateTime)map[new MapKey("enqueued-time-utc")], DateTimeKind.Utc);
        return new RequestAnswer(200, Map("message-count", queue.Purge(Convert.ToInt32(map[new MapKey("message-count")]), before)));
    }

    private AmqpMap Entry(StoredMessage stored, bool locked)
    {
        using var message = MessageCodec.Write(stored, locked ? owner.LockEndForClient(stored.LockedUntil) : null);
        var entry = Map("message", new ArraySegment<byte>(MessageCodec.Encode(message)));
        if (locked) entry[new MapKey("lock-token")] = stored.LockToken;
        return entry;
    }

    private static AmqpMap Map(string key, object value)
    {
        var map = new AmqpMap();
        map[new MapKey(key)] = value;
        return map;
    }

    private static IEnumerable<object> List(AmqpMap map, string key) => ((System.Collections.IEnumerable)map[new MapKey(key)]).Cast<object>();

    private static long[] Numbers(AmqpMap map) => [.. List(map, "sequence-numbers").Cast<long>()];

    private static Guid[] Tokens(AmqpMap map) => [.. List(map, "lock-tokens").Cast<Guid>()];
}

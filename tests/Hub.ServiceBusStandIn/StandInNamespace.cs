using System.Collections.Concurrent;

namespace Hub.ServiceBusStandIn;

/// <summary>
/// A stand-in for an Azure Service Bus namespace, in memory: it listens on a loopback port and speaks as much AMQP 1.0 as the genuine client needs.
/// README.md says what it does and what it cannot.
/// </summary>
public sealed class StandInNamespace : IDisposable
{
    private readonly ConcurrentDictionary<string, StandInQueue> _queues = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly AmqpServer _server;

    /// <summary>Starts a namespace without queues, on a free port.</summary>
    /// <param name="clock">The service's clock: locks, schedules, times to live and moments of enqueueing.</param>
    public StandInNamespace(TimeProvider clock)
    {
        _clock = clock;
        _server = new AmqpServer(this);
        _server.Open(port: 0);
    }

    /// <summary>The largest message and batch that is accepted, in bytes. The default is that of the Standard tier.</summary>
    public long MaxMessageSize { get; init; } = 256 * 1024;

    /// <summary>What goes wrong.</summary>
    public PlannedFaults Faults { get; } = new();

    /// <summary>How many connections are open.</summary>
    public int ConnectionCount => _server.ConnectionCount;

    /// <summary>For the genuine client. Its last part makes the client speak without TLS, and to the port.</summary>
    public string ConnectionString =>
        $"Endpoint=sb://127.0.0.1:{_server.Port};SharedAccessKeyName=test;SharedAccessKey=dGVzdA==;UseDevelopmentEmulator=true;";

    /// <summary>Adds a queue and its dead-letter queue.</summary>
    /// <exception cref="ArgumentException">There is one of this name.</exception>
    public StandInQueue AddQueue(string name, QueueOptions? options = null)
    {
        options ??= new QueueOptions();
        var deadLetters = new StandInQueue($"{name}/$DeadLetterQueue", options with { DuplicateDetectionWindow = null }, _clock, _gate, null);
        var queue = new StandInQueue(name, options, _clock, _gate, deadLetters);
        if (_queues.TryAdd(name, queue)) return queue;
        queue.Close();
        throw new ArgumentException($"There is a queue '{name}' already.", nameof(name));
    }

    /// <summary>Removes a queue with its messages; links to it are closed with "not found".</summary>
    public void RemoveQueue(string name)
    {
        if (!_queues.TryRemove(name, out var queue)) return;
        queue.Close();
        _server.CloseLinksTo(name, AmqpServer.NotFound(name));
    }

    /// <summary>Breaks all connections. Clients may connect again at once; locked messages stay locked.</summary>
    public void DropConnections() => _server.DropConnections();

    /// <summary>Breaks all connections and refuses new ones until <see cref="GoOnline"/>. Queues and messages stay.</summary>
    public void GoOffline() => _server.Close();

    /// <summary>Accepts connections again, on the same port.</summary>
    public void GoOnline() => _server.Open(_server.Port);

    /// <inheritdoc/>
    public void Dispose()
    {
        _server.Close();
        foreach (var queue in _queues.Values) queue.Close();
    }

    internal StandInQueue? Find(string name) => _queues.GetValueOrDefault(name);

    /// <summary>
    /// The end of a lock by the clock of the computer. The genuine processor compares it with that clock: told an end in its past, it would cancel the
    /// message at once and renew the lock without pause.
    /// </summary>
    internal DateTimeOffset LockEndForClient(DateTimeOffset lockEnd) =>
        _clock == TimeProvider.System ? lockEnd : DateTimeOffset.UtcNow + (lockEnd - _clock.GetUtcNow());
}

using Azure.Messaging.ServiceBus;
using Hub.Application.Deliveries;
using Hub.Application.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Hub.Azure.ServiceBus;

/// <summary>
/// Signals of lanes on the queue <see cref="QueueNames.Lanes"/>. Where Service Bus is away, signals are lost, counted and logged, and nobody
/// fails or waits for them longer than <see cref="LongestSend"/>: <see cref="SweepLanes"/> sends them again.
/// </summary>
public sealed partial class ServiceBusSignal : ISignal
{
    /// <summary>Limit of one send with its retries, its connection and its token.</summary>
    public static readonly TimeSpan LongestSend = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Most signals of one send. One is smaller than 1 KB with what the client adds, and the smallest tier takes 256 KB at once. A request to schedule that is
    /// larger gets no answer at all (https://github.com/Azure/azure-service-bus/issues/697).
    /// </summary>
    internal const int MostAtOnce = 200;

    private readonly ServiceBusSender _sender;
    private readonly Outage _outage;
    private readonly TimeProvider _clock;
    private readonly HubMetrics _metrics;
    private readonly ILogger<ServiceBusSignal> _logger;

    /// <summary>Connects at the first signal.</summary>
    public ServiceBusSignal(ServiceBusClient client, TimeProvider clock, HubMetrics metrics, ILogger<ServiceBusSignal> logger)
    {
        _sender = client.CreateSender(QueueNames.Lanes);
        _outage = new Outage(clock);
        (_clock, _metrics, _logger) = (clock, metrics, logger);
    }

    /// <inheritdoc/>
    public async Task SignalAsync(IReadOnlyCollection<LaneId> lanes, DateTimeOffset? at, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var left = lanes.Count;
        foreach (var some in lanes.Chunk(MostAtOnce))
        {
            if (!await TrySendAsync(some, at, cancel)) break;
            left -= some.Length;
        }
        if (left > 0) _metrics.SignalsLost(left);
    }

    private async Task<bool> TrySendAsync(LaneId[] lanes, DateTimeOffset? at, CancellationToken cancel)
    {
        var turn = _outage.Ask();
        if (turn is Outage.Turn.Skip) return false;
        try
        {
            await SendAsync([.. lanes.Select(MessageFor)], at, cancel);
            if (_outage.Succeeded()) LogBack();
            return true;
        }
        catch (Exception e) when (ServiceBusErrors.IsServiceError(e, cancel))
        {
            if (_outage.Failed()) LogAway(e, ServiceBusErrors.Reason(e));
            return false;
        }
        finally
        {
            _outage.End(turn);
        }
    }

    private Task SendAsync(List<ServiceBusMessage> messages, DateTimeOffset? at, CancellationToken cancel) => ServiceBusCalls.WithinAsync(
        LongestSend,
        c => at is { } moment && moment > _clock.GetUtcNow() ? _sender.ScheduleMessagesAsync(messages, moment, c) : _sender.SendMessagesAsync(messages, c),
        _clock, cancel);

    // A message id of its own each: duplicate detection would drop a signal for later as a copy of the one for now.
    private ServiceBusMessage MessageFor(LaneId lane) => new(LaneSignal.For(lane).ToJson())
    {
        MessageId = Guid.CreateVersion7(_clock.GetUtcNow()).ToString("N"),
        ContentType = "application/json",
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signals of lanes are lost until further notice: Service Bus {Reason}. "
        + "Deliveries go out later: the sweep signals their lanes again")]
    private partial void LogAway(Exception e, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signals of lanes are sent again: Service Bus is back")]
    private partial void LogBack();
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using Hub.Domain.Partners;

namespace Hub.Application.Diagnostics;

/// <summary>
/// The meter <c>Ketenhub</c>: what an operator asks of the hub. Units are those of UCUM; README.md lists the instruments. Tags are
/// <c>ketenhub.partner.role</c> (<c>erp</c>, <c>contractor</c>, <c>survey_bureau</c>) and <c>ketenhub.language</c> (<c>vera</c>, <c>dico</c>,
/// <c>canonical</c>), and never personal data.
/// </summary>
public sealed class HubMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Ketenhub";

    // A gauge of what nobody reported lately says nothing: another instance may report by now, and what this one saw last would be taken for what is.
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _clock;
    private readonly Meter _meter;
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _enqueued;
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _parked;
    private readonly Counter<long> _photoBytes;
    private readonly Counter<double> _cosmosUnits;
    private readonly Counter<long> _signalsLost;
    private readonly Counter<long> _noticesSent;
    private readonly Counter<long> _noticesFailed;
    private readonly Dictionary<string, (TimeSpan Lag, long At)> _lags = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private (DateTimeOffset? OldestPending, int Parked, long At)? _backlog;

    /// <summary>Makes the one meter of a hub; its scope is this instance, so that two hubs in one process can be told apart.</summary>
    public HubMetrics(TimeProvider clock)
    {
        _clock = clock;
        _meter = new Meter(new MeterOptions(MeterName) { Scope = this });
        _accepted = _meter.CreateCounter<long>("ketenhub.messages.accepted", "{message}",
            "Messages of partners that were accepted; a repeated message counts once.");
        _refused = _meter.CreateCounter<long>("ketenhub.messages.refused", "{message}",
            "Messages of partners that were refused by a rule, or could not be read.");
        _enqueued = _meter.CreateCounter<long>("ketenhub.deliveries.enqueued", "{delivery}",
            "Deliveries that were enqueued; one whose batch of events was processed twice counts twice.");
        _delivered = _meter.CreateCounter<long>("ketenhub.deliveries.delivered", "{delivery}", "Deliveries that the partner's system took.");
        _failed = _meter.CreateCounter<long>("ketenhub.deliveries.failed", "{attempt}", "Attempts to deliver that failed.");
        _parked = _meter.CreateCounter<long>("ketenhub.deliveries.parked", "{delivery}", "Deliveries that were parked: they wait for a person.");
        _photoBytes = _meter.CreateCounter<long>("ketenhub.photos.bytes", "By", "Bytes of photos that were put into the evidence store, after cleaning.");
        _cosmosUnits = _meter.CreateCounter<double>("ketenhub.cosmos.ru", "{ru}",
            "By ketenhub.cosmos.container and ketenhub.cosmos.operation: request units that Cosmos DB charged; nothing on one machine.");
        _signalsLost = _meter.CreateCounter<long>("ketenhub.signals.lost", "{signal}",
            "Signals of lanes that could not be sent to Service Bus; the sweep sends them again. Nothing on one machine.");
        _noticesSent = _meter.CreateCounter<long>("ketenhub.notices.sent", "{notice}", "By ketenhub.channel: notices to people that the channel took.");
        _noticesFailed = _meter.CreateCounter<long>("ketenhub.notices.failed", "{attempt}", "By ketenhub.channel: attempts to send a notice that failed.");
        _meter.CreateObservableGauge("ketenhub.deliveries.oldest_pending_age", OldestPendingAge, "s",
            "Age of the oldest pending delivery, as of the last sweep; 0 without one.");
        _meter.CreateObservableGauge("ketenhub.deliveries.waiting_parked", WaitingParked, "{delivery}",
            "Deliveries that are parked and wait for a person, as of the last sweep.");
        _meter.CreateObservableGauge("ketenhub.followers.lag", Lags, "s",
            "By ketenhub.follower: how long after its recording the oldest event of the last batch was processed.");
    }

    /// <summary>A message was accepted.</summary>
    public void Accepted(PartnerRole role, Language language) => _accepted.Add(1, Tags(role, language));

    /// <summary>A message was refused or could not be read.</summary>
    public void Refused(PartnerRole role, Language language) => _refused.Add(1, Tags(role, language));

    /// <summary>A delivery to a partner was enqueued.</summary>
    public void Enqueued(Partner partner) => _enqueued.Add(1, Tags(partner));

    /// <summary>A partner's system took a delivery.</summary>
    public void Delivered(Partner partner) => _delivered.Add(1, Tags(partner));

    /// <summary>An attempt to deliver failed.</summary>
    public void Failed(Partner partner) => _failed.Add(1, Tags(partner));

    /// <summary>A delivery was parked.</summary>
    public void Parked(Partner partner) => _parked.Add(1, Tags(partner));

    /// <summary>A photo was put into the evidence store.</summary>
    /// <param name="bytes">Its size.</param>
    public void PhotoStored(long bytes) => _photoBytes.Add(bytes);

    /// <summary>Cosmos DB answered a request.</summary>
    /// <param name="container">Name of the container.</param>
    /// <param name="operation">What was asked: <c>read</c>, <c>query</c>, <c>create</c>, <c>replace</c>, <c>upsert</c>, <c>delete</c> or <c>batch</c>.</param>
    /// <param name="charge">Request units.</param>
    public void CosmosRequest(string container, string operation, double charge) =>
        _cosmosUnits.Add(charge, new TagList { { "ketenhub.cosmos.container", container }, { "ketenhub.cosmos.operation", operation } });

    /// <summary>Signals of lanes could not be sent.</summary>
    /// <param name="count">How many.</param>
    public void SignalsLost(int count) => _signalsLost.Add(count);

    /// <summary>A channel was to send a notice.</summary>
    /// <param name="channel">Its name: <c>mail</c> or <c>teams</c>.</param>
    /// <param name="isSent">Whether it took it.</param>
    public void Notice(string channel, bool isSent) =>
        (isSent ? _noticesSent : _noticesFailed).Add(1, new KeyValuePair<string, object?>("ketenhub.channel", channel));

    /// <summary>Reports what the delivery store holds.</summary>
    /// <param name="oldestPending">Since when the oldest pending delivery waits; null where none is pending.</param>
    /// <param name="parked">How many deliveries are parked.</param>
    public void ReportBacklog(DateTimeOffset? oldestPending, int parked)
    {
        lock (_gate) _backlog = (oldestPending, parked, _clock.GetTimestamp());
    }

    /// <summary>Reports how far a follower is behind the event log.</summary>
    public void ReportLag(string follower, TimeSpan lag)
    {
        lock (_gate) _lags[follower] = (lag, _clock.GetTimestamp());
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static TagList Tags(Partner partner) => Tags(partner.Role, partner.Connection.Language);

    private static TagList Tags(PartnerRole role, Language language) => new()
    {
        { "ketenhub.partner.role", role switch { PartnerRole.Erp => "erp", PartnerRole.Contractor => "contractor", _ => "survey_bureau" } },
        { "ketenhub.language", language switch { Language.Vera => "vera", Language.Dico => "dico", _ => "canonical" } },
    };

    private bool IsFresh(long at) => _clock.GetElapsedTime(at) < FreshFor;

    private Measurement<double>[] OldestPendingAge()
    {
        lock (_gate)
        {
            return _backlog is { } last && IsFresh(last.At)
                ? [new(last.OldestPending is { } since ? Math.Max(0, (_clock.GetUtcNow() - since).TotalSeconds) : 0)]
                : [];
        }
    }

    private Measurement<long>[] WaitingParked()
    {
        lock (_gate) return _backlog is { } last && IsFresh(last.At) ? [new(last.Parked)] : [];
    }

    private List<Measurement<double>> Lags()
    {
        lock (_gate)
        {
            return [.. _lags.Where(l => IsFresh(l.Value.At))
                .Select(l => new Measurement<double>(l.Value.Lag.TotalSeconds, new KeyValuePair<string, object?>("ketenhub.follower", l.Key)))];
        }
    }
}

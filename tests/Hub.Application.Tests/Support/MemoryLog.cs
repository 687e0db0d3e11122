using System.Globalization;
using Hub.Application.Streams;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Support;

/// <summary>The order log in memory, with room for trouble before each append.</summary>
internal sealed class MemoryLog : IEventLog
{
    private readonly object _gate = new();
    private readonly Dictionary<StreamId, List<RecordedEvent>> _streams = [];
    private readonly Dictionary<(StreamId, string, string), Receipt> _receipts = [];

    /// <summary>Runs before an append: throws, or appends something else first.</summary>
    public Func<Task>? BeforeAppend { get; set; }

    /// <summary>Runs before a stream is read.</summary>
    public Action<StreamId> BeforeLoad { get; set; } = _ => { };

    /// <summary>An order whose stream cannot be read.</summary>
    public StreamId? Poisoned { get; set; }

    public IReadOnlyCollection<Receipt> Receipts => _receipts.Values;

    public IEnumerable<RecordedEvent> All => _streams.Values.SelectMany(s => s);

    /// <summary>Puts a told story in the log.</summary>
    public MemoryLog With(OrderStory story)
    {
        _streams[Given.Id] = [.. story.Events];
        return this;
    }

    public void Put(StreamId id, IEnumerable<RecordedEvent> events) => _streams[id] = [.. events];

    public Order? Order(StreamId id) => Hub.Domain.Orders.Order.Fold(_streams.GetValueOrDefault(id, []));

    public ValueTask<EventStream> LoadAsync(StreamId order, CancellationToken cancel)
    {
        BeforeLoad(order);
        if (order == Poisoned) throw new InvalidOperationException("This stream cannot be read.");
        lock (_gate) return ValueTask.FromResult(new EventStream([.. _streams.GetValueOrDefault(order, [])]));
    }

    public ValueTask<StreamPage> ListStreamsAsync(string? cursor, int max, CancellationToken cancel)
    {
        lock (_gate)
        {
            var from = int.Parse(cursor ?? "0", CultureInfo.InvariantCulture);
            IReadOnlyList<StreamId> page = [.. _streams.Keys.Skip(from).Take(max)];
            return ValueTask.FromResult(new StreamPage(page, $"{from + page.Count}"));
        }
    }

    public ValueTask<long> CountStreamsAsync(CancellationToken cancel) => ValueTask.FromResult((long)_streams.Count);

    public ValueTask<Receipt?> FindReceiptAsync(StreamId order, string partnerId, string messageId, CancellationToken cancel) =>
        ValueTask.FromResult(_receipts.GetValueOrDefault((order, partnerId, messageId)));

    public ValueTask<IReadOnlyList<Receipt>> RefusalsAsync(StreamId order, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<Receipt>>([.. _receipts.Values.Where(r => r.Stream == order && r.Refusal is not null)]);

    public async Task<AppendOutcome> AppendAsync(StreamId order, int expectedVersion, IReadOnlyList<RecordedEvent> events, Receipt? receipt,
        CancellationToken cancel)
    {
        if (BeforeAppend is { } before)
        {
            BeforeAppend = null;
            await before();
        }
        lock (_gate)
        {
            if (receipt is not null && _receipts.ContainsKey((order, receipt.PartnerId, receipt.MessageId))) return AppendOutcome.ReceiptExists;
            if (!_streams.TryGetValue(order, out var stream)) _streams[order] = stream = [];
            if (stream.Count != expectedVersion) return AppendOutcome.VersionConflict;
            stream.AddRange(events);
            if (receipt is not null) _receipts[(order, receipt.PartnerId, receipt.MessageId)] = receipt;
            return AppendOutcome.Appended;
        }
    }
}

using Hub.Application.Following;
using Hub.Application.Streams;
using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Bench.Figures;

/// <summary>
/// The streams of very many orders over ten years, each made when it is read, so that they take no memory: the stories of a day are decided by the hub's own
/// rules, and each order of that day is one of them, with a number, a dwelling and a contractor of its own.
/// </summary>
internal sealed class SyntheticOrders : IEventLog
{
    private const int Days = 3_652;
    private const int StoriesOfDay = 3;
    private const int Contractors = 5;
    private const int Dwellings = 12_000;

    private static readonly DateTimeOffset First = new(2016, 1, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly string[] Urgencies = ["spoed", "urgent", "regulier"];

    private readonly int _orders;
    private readonly IReadOnlyList<RecordedEvent>[] _stories = new IReadOnlyList<RecordedEvent>[Days * StoriesOfDay];

    public SyntheticOrders(int orders)
    {
        _orders = orders;
        for (var i = 0; i < _stories.Length; i++) _stories[i] = Story(i);
    }

    /// <summary>The last month in which orders were placed.</summary>
    public static DateTimeOffset End => First.AddDays(Days);

    /// <summary>Events of all orders.</summary>
    public long Events => Enumerable.Range(0, _orders).Sum(n => (long)StoryOf(n).Count);

    /// <summary>The stream of an order.</summary>
    public EventStream StreamOf(int number)
    {
        var (id, contractor) = (IdOf(number), $"aannemer-{number % Contractors}");
        var dwelling = Given.Home with { Id = $"VHE-{number % Dwellings:00000}", Complex = $"C-{number % 240:000}", Area = $"Wijk {number % 8}" };
        var by = new Actor(PartyRole.Contractor, contractor);
        return new EventStream([.. StoryOf(number).Select(e => e with
        {
            Stream = id, By = e.By.Role is PartyRole.Contractor ? by : e.By,
            Event = e.Event switch
            {
                OrderPlaced placed => placed with { Content = placed.Content with { Number = $"{number}", DwellingId = dwelling.Id }, Dwelling = dwelling },
                OrderAwarded awarded => awarded with { ContractorId = contractor },
                _ => e.Event,
            },
        })]);
    }

    public ValueTask<EventStream> LoadAsync(StreamId stream, CancellationToken cancel) =>
        ValueTask.FromResult(StreamOf(BitConverter.ToInt32(stream.Id.ToByteArray(), 0)));

    public ValueTask<StreamPage> ListStreamsAsync(string? cursor, int max, CancellationToken cancel)
    {
        var from = cursor is null ? 0 : int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture);
        var until = Math.Min(from + max, _orders);
        return ValueTask.FromResult(new StreamPage(
            [.. Enumerable.Range(from, until - from).Select(IdOf)], until.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    public ValueTask<long> CountStreamsAsync(CancellationToken cancel) => ValueTask.FromResult((long)_orders);

    public ValueTask<Receipt?> FindReceiptAsync(StreamId stream, string partnerId, string messageId, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Receipt>> RefusalsAsync(StreamId stream, CancellationToken cancel) => throw new NotSupportedException();

    public Task<AppendOutcome> AppendAsync(
        StreamId stream, int expectedVersion, IReadOnlyList<RecordedEvent> events, Receipt? receipt, CancellationToken cancel) =>
        throw new NotSupportedException();

    private static StreamId IdOf(int number)
    {
        var bytes = new byte[16];
        BitConverter.TryWriteBytes(bytes, number);
        return new StreamId(StreamId.Order, new Guid(bytes));
    }

    private IReadOnlyList<RecordedEvent> StoryOf(int number) =>
        _stories[((int)((long)number * Days / _orders) * StoriesOfDay) + (number % StoriesOfDay)];

    // One in twelve a turnover; of the repairs some late, some without access, some with extra work, some cancelled; those of the last days are open.
    private static IReadOnlyList<RecordedEvent> Story(int index)
    {
        var (day, kind) = (index / StoriesOfDay, index % 12);
        var story = new ContractStory(ContractStory.Usual with { ValidFrom = new DateOnly(2010, 1, 1) }) { Now = First.AddDays(day).AddMinutes(index % 400) };
        var content = ContractStory.Repair(ContractStory.Line("1", index % 3 == 0 ? "E-200" : "K-100", 1 + (index % 4)), ContractStory.Line("2", "K-100"));
        content = kind == 11 ? content with { Kind = OrderKind.Turnover } : content with { Urgency = Urgencies[index % 3] };
        story.Place(content);
        void Later(int hours, bool isByContractor, OrderEvent fact)
        {
            story.Now = story.Now.AddHours(hours);
            if (story.Now > End) return;
            _ = isByContractor ? story.Alfa(fact) : story.Corporation(fact);
        }
        Later(2, true, new OrderAccepted());
        if (kind == 10)
        {
            Later(4, false, new OrderCancelled());
            return [.. story.Events];
        }
        var window = new TimeWindow(story.Now.AddHours(20), story.Now.AddHours(24));
        Later(1, true, new AppointmentMade(window));
        if (kind == 11)
        {
            Later(2, false, new KeysReceived());
            Later(20, false, new PreInspectionHeld());
        }
        Later(kind is 3 or 4 ? 26 : 20, true, new WorkStarted());
        if (kind == 5)
        {
            Later(1, true, new WorkInterrupted(InterruptionReason.NoAccess));
            Later(1, true, new AppointmentMade(new TimeWindow(story.Now.AddHours(40), story.Now.AddHours(44))));
            Later(40, true, new WorkStarted());
        }
        if (kind == 6)
        {
            Later(1, true, new ExtraWorkRequested("More.", [ContractStory.Line("x1", "E-200", 40)]));
            Later(20, false, new ExtraWorkApproved(Role: ContractStory.Inspector));
        }
        if (kind == 7)
        {
            Later(1, true, new WorkInterrupted(InterruptionReason.Material));
            Later(100, true, new WorkResumed());
        }
        Later(2, true, Given.Photo("P-1", PhotoMoment.Before, (char)('a' + (index % 6))));
        Later(0, true, Given.Photo("P-2", PhotoMoment.After, (char)('a' + (index % 5))));
        Later(kind == 8 ? 400 : 3, true, new WorkCompleted());
        if (kind == 11) Later(30, false, new InspectionPassed());
        Later(24, false, new CostsSettled());
        Later(24, false, new OrderClosed());
        return [.. story.Events];
    }
}

/// <summary>No stream is pending: nothing fails here.</summary>
internal sealed class NothingPending : IPendingProjections
{
    public Task AddAsync(string follower, StreamId stream, int fromVersion, CancellationToken cancel) =>
        throw new InvalidOperationException($"The row of {stream} cannot be made.");

    public ValueTask<IReadOnlyDictionary<StreamId, PendingProjection>> FindAsync(
        string follower, IReadOnlyCollection<StreamId> streams, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyDictionary<StreamId, PendingProjection>>(new Dictionary<StreamId, PendingProjection>());

    public ValueTask<IReadOnlyList<PendingProjection>> ListAsync(string follower, int max, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<PendingProjection>>([]);

    public Task RemoveAsync(string follower, PendingProjection read, CancellationToken cancel) => Task.CompletedTask;
}

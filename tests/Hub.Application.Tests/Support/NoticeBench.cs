using System.Collections.Concurrent;
using System.Globalization;
using Hub.Application.Deliveries;
using Hub.Application.Diagnostics;
using Hub.Application.Notices;
using Hub.Domain.Orders;
using Hub.Testing;
using Hub.Testing.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Application.Tests.Support;

/// <summary>States of notices, in memory; a test may let an instance break off around a write.</summary>
internal sealed class MemoryNoticeStore : INoticeStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<NoticeSubject, NoticeState> _all = [];
    private long _tags;

    /// <summary>Runs before a write.</summary>
    public Func<NoticeState, Task> BeforeSave { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs after a write, before its answer.</summary>
    public Func<NoticeState, Task> AfterSave { get; set; } = _ => Task.CompletedTask;

    public NoticeState? Find(NoticeKind kind, string? partner = null) => _all.GetValueOrDefault(new(kind, partner));

    public async ValueTask<IReadOnlyList<NoticeState>> ListAsync(CancellationToken cancel)
    {
        await Task.Yield();
        lock (_gate) return [.. _all.Values];
    }

    public async Task<NoticeState?> TrySaveAsync(NoticeState state, CancellationToken cancel)
    {
        await BeforeSave(state);
        NoticeState saved;
        lock (_gate)
        {
            if (_all.GetValueOrDefault(state.Subject)?.Tag != state.Tag) return null;
            // As the stores do: what is read was written as JSON.
            saved = NoticeState.Parse(state.ToJson(), (++_tags).ToString(CultureInfo.InvariantCulture));
            _all[state.Subject] = saved;
        }
        await AfterSave(state);
        return saved;
    }
}

/// <summary>A channel that remembers what was sent, and answers as the test scripts it.</summary>
internal sealed class ScriptedChannel(string name, Func<NoticeAudience, bool> reaches, Func<NoticeAudience, string> server) : INoticeChannel
{
    public string Name => name;

    public ConcurrentQueue<(NoticeMessage Message, NoticeAudience Audience)> Sent { get; } = [];

    /// <summary>How many attempts there were.</summary>
    public int Attempts { get; private set; }

    /// <summary>What comes of an attempt; null for taken.</summary>
    public Func<NoticeAudience, CancellationToken, Task<NoticeResult?>> Answer { get; set; } = (_, _) => Task.FromResult<NoticeResult?>(null);

    public IReadOnlyList<string> Titles => [.. Sent.Select(s => s.Message.Text.Title)];

    public void Fails() => Answer = (_, _) => Task.FromResult<NoticeResult?>(new NoticeResult.Failed("The mail server cannot be reached."));

    public void Recovers() => Answer = (_, _) => Task.FromResult<NoticeResult?>(null);

    public bool Reaches(NoticeAudience audience) => reaches(audience);

    public string ServerOf(NoticeAudience audience) => server(audience);

    public async Task<NoticeResult> SendAsync(NoticeMessage message, NoticeAudience audience, CancellationToken cancel)
    {
        Attempts++;
        if (await Answer(audience, cancel) is { } failed) return failed;
        Sent.Enqueue((message, audience));
        return new NoticeResult.Sent();
    }
}

/// <summary>The dead letters that a test puts there.</summary>
internal sealed class MemoryDeadLetters : IDeadLetters
{
    public List<DeadLetter> All { get; } = [];

    public bool IsAway { get; set; }

    public Task<DeadLetterPage> ListAsync(int limit, CancellationToken cancel) => IsAway
        ? throw new StoreException("The queue is away.", new IOException())
        : Task.FromResult(new DeadLetterPage(
            [.. All.GroupBy(d => d.Queue).SelectMany(q => q.Take(limit)).OrderBy(d => d.EnqueuedAt)], All.CountBy(d => d.Queue).Any(q => q.Value > limit)));

    public Task NoteFailureAsync(string queue, string messageId, string reason, CancellationToken cancel) => throw new NotSupportedException();

    public Task<DeadLetterReplay> ReplayAsync(string queue, long sequence, CancellationToken cancel) => throw new NotSupportedException();

    public Task<DeadLettersReplayed> ReplayAllAsync(CancellationToken cancel) => throw new NotSupportedException();

    public Task<DeadLetterReplay> DiscardAsync(string queue, long sequence, CancellationToken cancel) => throw new NotSupportedException();
}

/// <summary>One instance of what notices need, in a process of its own: what several share is given.</summary>
internal sealed class NoticeInstance
{
    public NoticeInstance(NoticeBench bench)
    {
        var registry = bench.Registry.Cached(bench.Clock);
        var texts = new NoticeTexts(bench.Settings);
        var recipients = new NoticeRecipients(registry, bench.Settings, [bench.Mail, bench.Teams]);
        var queue = new NoticeQueue(bench.Store, recipients, bench.Clock);
        Circuits = new ChannelCircuits(bench.Clock);
        Problems = new FindProblems(
            bench.Store, queue, bench.Deliveries, bench.Letters, bench.Log, registry, texts, bench.Clock, NullLogger<FindProblems>.Instance);
        Deadlines = new FindDeadlines(bench.Store, queue, bench.Views, registry, texts, bench.Settings, bench.Clock, NullLogger<FindDeadlines>.Instance);
        Sending = new SendNotices(bench.Store, recipients, Circuits, bench.Clock, bench.Metrics, NullLogger<SendNotices>.Instance);
    }

    public ChannelCircuits Circuits { get; }

    public FindProblems Problems { get; }

    public FindDeadlines Deadlines { get; }

    public SendNotices Sending { get; }

    /// <summary>Looks at everything once, and sends.</summary>
    public async Task TickAsync()
    {
        await Problems.FindAsync(CancellationToken.None);
        await Deadlines.FindAsync(CancellationToken.None);
        await Sending.SendAsync(CancellationToken.None);
    }
}

/// <summary>What notices need, in memory: Alfa has a watcher and Beta none; the hub has an administrator.</summary>
internal sealed class NoticeBench
{
    public const string Watcher = "beheer@alfa.example";
    public const string Administrator = "hub@corporatie.example";

    public NoticeBench()
    {
        Registry.Partners[Registry.Partners.IndexOf(Given.PartnerAlfa)] = Given.PartnerAlfa with { Watchers = [Watcher] };
        Hub = new NoticeInstance(this);
    }

    public FakeClock Clock { get; } = new(Given.Start);

    public HubMetrics Metrics { get; } = new(TimeProvider.System);

    public MemoryNoticeStore Store { get; } = new();

    public MemoryDeliveryStore Deliveries { get; } = new();

    public MemoryDeadLetters Letters { get; } = new();

    public MemoryLog Log { get; } = new();

    public MemoryRegistry Registry { get; } = new();

    public MemoryViews Views { get; } = new();

    public NoticeSettings Settings { get; init; } = new([Administrator], null, TimeSpan.FromHours(4), new Uri("https://hub.example/"));

    public ScriptedChannel Mail { get; } = new("mail", a => a.Mail.Count > 0, _ => "the mail server");

    public ScriptedChannel Teams { get; } = new("teams", a => a.Teams is not null, a => a.Teams!.Host);

    /// <summary>The first instance.</summary>
    public NoticeInstance Hub { get; }

    /// <summary>An instance more, on the same stores: another one, or the first after a restart.</summary>
    public NoticeInstance Another() => new(this);

    /// <summary>Lets time pass and looks each half minute, as the timers do.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        for (var end = Clock.GetUtcNow() + time; Clock.GetUtcNow() < end;)
        {
            Clock.Advance(TimeSpan.FromSeconds(30));
            await Hub.TickAsync();
        }
    }

    /// <summary>Gives a partner other watchers.</summary>
    public void Watch(string partner, params string[] watchers)
    {
        var i = Registry.Partners.FindIndex(p => p.Id == partner);
        Registry.Partners[i] = Registry.Partners[i] with { Watchers = watchers };
    }

    /// <summary>Parks a delivery of an order of its own.</summary>
    public async Task<Delivery> ParkAsync(int order, string partner = Given.Alfa)
    {
        var claimed = await ClaimAsync(order, partner);
        var parked = claimed with { State = DeliveryState.Parked, DoneAt = Clock.GetUtcNow(), Note = "Zonnebloem, Merelstraat 1" };
        await Deliveries.SettleAsync(parked, CancellationToken.None);
        return parked;
    }

    /// <summary>Fails to make a delivery of an order of its own.</summary>
    public async Task<Delivery> FailAsync(int order, string partner = Given.Alfa)
    {
        var claimed = await ClaimAsync(order, partner);
        var failed = claimed with { Failures = 1, NextAttemptAt = Clock.GetUtcNow().AddMinutes(5), Note = "Zonnebloem, Merelstraat 1" };
        await Deliveries.SettleAsync(failed, CancellationToken.None);
        return failed;
    }

    /// <summary>Makes a delivery of an order of its own.</summary>
    public async Task DeliverAsync(int order, string partner = Given.Alfa) => await Deliveries.SettleAsync(
        await ClaimAsync(order, partner) with { State = DeliveryState.Delivered, DoneAt = Clock.GetUtcNow() }, CancellationToken.None);

    /// <summary>Solves what was parked.</summary>
    public Task SkipAsync(Delivery delivery) => Deliveries.ReplaceAsync(
        delivery, delivery with { State = DeliveryState.Skipped, DoneAt = Clock.GetUtcNow() }, Clock.GetUtcNow(), CancellationToken.None);

    /// <summary>Makes a delivery that failed.</summary>
    public Task RecoverAsync(Delivery failed) => Deliveries.ReplaceAsync(
        failed, failed with { State = DeliveryState.Delivered, DoneAt = Clock.GetUtcNow() }, Clock.GetUtcNow(), CancellationToken.None);

    private async Task<Delivery> ClaimAsync(int order, string partner)
    {
        var now = Clock.GetUtcNow();
        var delivery = new Delivery
        {
            Stream = OrderId.For(Given.ErpId, $"{order}"), Recipient = Recipient.OfPartner(partner), Version = 1, EventName = "OrderAwarded", CreatedAt = now,
        };
        await Deliveries.EnqueueAsync([delivery], CancellationToken.None);
        return (await Deliveries.TryClaimAsync(delivery, now, now.AddMinutes(2), CancellationToken.None))!;
    }
}

using System.Globalization;
using Hub.Application.Archive;
using Hub.Application.Contacts;
using Hub.Application.Following;
using Hub.Application.Reading;
using Hub.Application.Registry;
using Hub.Application.Retention;
using Hub.Domain.Contracts;
using Hub.Domain.Dwellings;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Support;

internal sealed class MemoryContacts : IContacts
{
    public Dictionary<StreamId, (ResidentContact Contact, DateTimeOffset ReviewAt)> All { get; } = [];

    /// <summary>Days of subjects without a contact.</summary>
    public Dictionary<StreamId, DateTimeOffset> Reviews { get; } = [];

    /// <summary>When contacts were saved.</summary>
    public Dictionary<StreamId, DateTimeOffset> Saved { get; } = [];

    /// <summary>Up to when erasures are done.</summary>
    public DateTimeOffset? ErasedUpTo { get; set; }

    /// <summary>True while nothing can be erased.</summary>
    public bool IsBroken { get; set; }

    public Task SaveAsync(StreamId order, ResidentContact contact, DateTimeOffset savedAt, DateTimeOffset reviewAt, CancellationToken cancel)
    {
        (All[order], Saved[order]) = ((contact, reviewAt), savedAt);
        return Task.CompletedTask;
    }

    public ValueTask<ResidentContact?> FindAsync(StreamId order, CancellationToken cancel) =>
        ValueTask.FromResult(All.TryGetValue(order, out var found) ? found.Contact : null);

    public Task ReviewAsync(StreamId order, DateTimeOffset reviewAt, CancellationToken cancel)
    {
        if (!All.ContainsKey(order)) Reviews.TryAdd(order, reviewAt);
        return Task.CompletedTask;
    }

    public Task<ContactErasure> EraseAsync(StreamId order, DateTimeOffset? until, CancellationToken cancel)
    {
        if (IsBroken) throw new StoreException("The contacts are away.", new IOException());
        if (Saved.TryGetValue(order, out var savedAt) && savedAt > until) return Task.FromResult(ContactErasure.Later);
        Reviews.Remove(order);
        Saved.Remove(order);
        return Task.FromResult(All.Remove(order) ? ContactErasure.Erased : ContactErasure.Nothing);
    }

    public ValueTask<DateTimeOffset?> ErasedUpToAsync(CancellationToken cancel) => ValueTask.FromResult(ErasedUpTo);

    public Task NoteErasedUpToAsync(DateTimeOffset moment, CancellationToken cancel)
    {
        ErasedUpTo = moment;
        return Task.CompletedTask;
    }

    public Task PostponeAsync(StreamId order, DateTimeOffset reviewAt, CancellationToken cancel)
    {
        if (All.TryGetValue(order, out var found)) All[order] = (found.Contact, reviewAt);
        if (Reviews.ContainsKey(order)) Reviews[order] = reviewAt;
        return Task.CompletedTask;
    }

    public ValueTask<IReadOnlyList<StreamId>> DueAsync(DateTimeOffset now, int max, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<StreamId>>(
            [.. All.Select(c => (c.Key, c.Value.ReviewAt)).Concat(Reviews.Select(r => (r.Key, ReviewAt: r.Value))).Where(d => d.ReviewAt <= now)
                .OrderBy(d => d.ReviewAt).Select(d => d.Key).Distinct().Take(max)]);
}

internal sealed class MemoryErasures : IErasureLog
{
    public List<Erasure> All { get; } = [];

    /// <summary>True while nothing can be written or read.</summary>
    public bool IsAway { get; set; }

    /// <summary>How often it was read.</summary>
    public int Reads { get; private set; }

    public Task AppendAsync(Erasure erasure, CancellationToken cancel)
    {
        if (IsAway) throw new StoreException("The log of erasures is away.", new IOException());
        All.Add(erasure);
        return Task.CompletedTask;
    }

    public ValueTask<IReadOnlyList<Erasure>> ListAsync(DateTimeOffset from, CancellationToken cancel)
    {
        Reads++;
        if (IsAway) throw new StoreException("The log of erasures is away.", new IOException());
        return ValueTask.FromResult<IReadOnlyList<Erasure>>([.. All.Where(e => e.At >= from).OrderBy(e => e.At)]);
    }
}

internal sealed class MemoryArchive : IMessageArchive
{
    /// <summary>True while nothing can be kept.</summary>
    public bool IsBroken { get; set; }

    public List<ArchivedMessage> All { get; } = [];

    /// <summary>What the last purge was asked.</summary>
    public (DateTimeOffset All, DateTimeOffset Orphans)? Purged { get; private set; }

    public ValueTask<string?> FirstHashAsync(string partnerId, string messageId, CancellationToken cancel) =>
        ValueTask.FromResult(All.FirstOrDefault(m => m.PartnerId == partnerId && m.MessageId == messageId)?.Hash);

    public async Task StoreAsync(ArchivedMessage message, CancellationToken cancel)
    {
        await Task.Yield();
        if (IsBroken) throw new StoreException("The archive is away.", new IOException());
        var at = All.FindIndex(m => m.ReceiptId == message.ReceiptId);
        if (at < 0) All.Add(message);
        else All[at] = All[at] with { Outcome = message.Outcome, Reason = message.Reason, Subject = message.Subject ?? All[at].Subject };
    }

    public ValueTask<ArchivedMessage?> FindAsync(Guid receiptId, CancellationToken cancel) =>
        ValueTask.FromResult(All.FirstOrDefault(m => m.ReceiptId == receiptId));

    public ValueTask<IReadOnlyList<ArchivedMessage>> ListAsync(MessageQuery query, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<ArchivedMessage>>(All);

    /// <summary>The subject whose messages cannot be erased.</summary>
    public StreamId? Unerasable { get; set; }

    public Task<int> EraseBodiesAsync(StreamId order, DateTimeOffset? until, CancellationToken cancel)
    {
        if (order == Unerasable) throw new InvalidOperationException("These messages are held.");
        for (var i = 0; i < All.Count; i++)
            if (All[i].Subject == order && !(All[i].ReceivedAt > until)) All[i] = All[i] with { Body = ReadOnlyMemory<byte>.Empty };
        return Task.FromResult(0);
    }

    public Task<int> EraseUnassignedBodiesAsync(Func<ArchivedMessage, bool> condition, CancellationToken cancel)
    {
        var erased = 0;
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i].Subject is not null || All[i].Body.IsEmpty || !condition(All[i])) continue;
            All[i] = All[i] with { Body = ReadOnlyMemory<byte>.Empty };
            erased++;
        }
        return Task.FromResult(erased);
    }

    public Task<int> PurgeAsync(DateTimeOffset all, DateTimeOffset orphans, int max, CancellationToken cancel)
    {
        Purged = (all, orphans);
        return Task.FromResult(0);
    }
}

internal sealed class MemoryDwellings : IDwellings
{
    public Dictionary<string, Dwelling> All { get; } = new() { [Given.Home.Id] = Given.Home };

    public ValueTask<Dwelling?> FindAsync(string id, CancellationToken cancel) => ValueTask.FromResult(All.GetValueOrDefault(id));

    public Task<(RegisterChange Change, ReplacementOutcome Outcome)> ReplaceAsync(
        IReadOnlyList<Dwelling> dwellings, Replacement replacement, CancellationToken cancel) => throw new NotSupportedException();

    public Task<(RegisterChange Change, ReplacementOutcome Outcome)?> RestoreAsync(Replacement replacement, CancellationToken cancel) =>
        throw new NotSupportedException();
}

internal sealed class MemoryViews : IViews
{
    public Dictionary<OrderId, OrderSummary> All { get; private set; } = [];

    /// <summary>The rows of a rebuild.</summary>
    public Dictionary<OrderId, OrderSummary> Rebuilt { get; private set; } = [];

    public ProjectionState State { get; set; } = new(ViewsFollower.Version, null, null);

    /// <summary>Runs before a page of a rebuild is written.</summary>
    public Func<Task> BeforePage { get; set; } = () => Task.CompletedTask;

    public Task PutAsync(IReadOnlyList<OrderSummary> orders, CancellationToken cancel)
    {
        Put(All, orders);
        if (State.Rebuild is not null) Put(Rebuilt, orders);
        return Task.CompletedTask;
    }

    public async Task<bool> PutRebuiltAsync(Rebuild at, IReadOnlyList<OrderSummary> orders, Rebuild next, CancellationToken cancel)
    {
        await BeforePage();
        if (State.Rebuild != at) return false;
        Put(Rebuilt, orders);
        State = State with { Rebuild = next };
        return true;
    }

    public ValueTask<ProjectionState> GetStateAsync(CancellationToken cancel) => ValueTask.FromResult(State);

    public Task<ProjectionState> BeginRebuildAsync(int version, long total, DateTimeOffset now, CancellationToken cancel)
    {
        if (!(State.Rebuild?.Version >= version)) (State, Rebuilt) = (State with { Rebuild = new Rebuild(version, now, total) }, []);
        return Task.FromResult(State);
    }

    public Task<bool> SwapAsync(Rebuild at, DateTimeOffset now, CancellationToken cancel)
    {
        if (State.Rebuild != at) return Task.FromResult(false);
        (State, All, Rebuilt) = (new ProjectionState(at.Version, now, null), Rebuilt, []);
        return Task.FromResult(true);
    }

    private static void Put(Dictionary<OrderId, OrderSummary> rows, IReadOnlyList<OrderSummary> orders)
    {
        foreach (var row in orders)
            if (!rows.TryGetValue(row.OrderId, out var there) || there.Version < row.Version) rows[row.OrderId] = row;
    }

    public ValueTask<IReadOnlyList<OrderSummary>> FindAsync(IReadOnlyList<OrderId> orders, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<OrderName>> EarlierNumbersAsync(CancellationToken cancel) => ValueTask.FromResult<IReadOnlyList<OrderName>>(
        [.. All.Values.Select(o => new OrderName(o.OrderId, o.ErpId, o.Number)).Where(n => !n.IsInOneForm)]);

    public ValueTask<OrderPage> ListWaitingAsync(string? cursor, int max, CancellationToken cancel)
    {
        var from = int.Parse(cursor ?? "0", CultureInfo.InvariantCulture);
        var page = All.Values.Where(o => o.ContractorId is null
                && (o.Status is OrderStatus.AwaitingApproval || (o.Status is OrderStatus.Registered && o.Unrouted is not null)))
            .OrderBy(o => o.PlacedAt).Skip(from).Take(max).ToList();
        return ValueTask.FromResult(new OrderPage(page, page.Count < max ? null : $"{from + max}"));
    }

    public ValueTask<OrderPage> ListAsync(OrderQuery query, CancellationToken cancel) => ValueTask.FromResult(new OrderPage(
        [.. All.Values.Where(o => (query.ContractNumber is null || o.ContractNumber == query.ContractNumber)
            && (query.Status is null || o.Status == query.Status) && (!query.UnroutedOnly || o.Unrouted is not null))], null));
}

internal sealed class MemoryRegistry : IRegistry
{
    private readonly Dictionary<string, string> _awarded = [];

    public List<Partner> Partners { get; } = [Given.Erp, Given.PartnerAlfa, Given.PartnerBeta];

    public List<ContractRecord> Contracts { get; } =
    [
        Contract("C-ALFA", """{"contractor": "alfa", "validFrom": "2026-01-01", "work": [{"kind": "Repair"}]}"""),
        Contract("C-BETA", """{"contractor": "beta", "validFrom": "2026-01-01", "work": [{"kind": "Repair", "rank": 2}]}"""),
    ];

    /// <summary>Versions that another followed.</summary>
    public List<ContractRecord> Versions { get; } = [];

    public Dictionary<(string Number, int PriceList), IReadOnlyList<PriceLine>> Prices { get; } = [];

    /// <summary>Prices are given when this has ended.</summary>
    public Task PricesGate { get; set; } = Task.CompletedTask;

    /// <summary>Runs before an award is recorded, once.</summary>
    public Func<Task>? BeforeAward { get; set; }

    /// <summary>How often an award was recorded.</summary>
    public int Awards { get; private set; }

    public int Loads { get; private set; }

    public int Finds { get; private set; }

    public int PriceLoads { get; private set; }

    public static ContractRecord Contract(string number, string json) => new(number, 1, json, Given.Start);

    public RegistryCache Cached(TimeProvider clock) => new(this, new Hub.Application.Settings.Corporation("Woonstichting De Linde", null), clock);

    public ValueTask<RegistryContent> LoadAsync(CancellationToken cancel)
    {
        Loads++;
        return ValueTask.FromResult(new RegistryContent([.. Partners], [], [.. Contracts]));
    }

    public Task SavePartnerAsync(Partner partner, CancellationToken cancel)
    {
        Partners.RemoveAll(p => p.Id == partner.Id);
        Partners.Add(partner);
        return Task.CompletedTask;
    }

    /// <summary>Earlier versions of partners, the oldest first.</summary>
    public List<PartnerVersion> Earlier { get; } = [];

    public Task PutPartnerAsync(Partner partner, DateTimeOffset at, CancellationToken cancel)
    {
        if (Partners.FirstOrDefault(p => p.Id == partner.Id) is { } before)
            Earlier.Add(new PartnerVersion(Earlier.Count(v => v.Partner.Id == partner.Id) + 1, null, at, before));
        return SavePartnerAsync(partner, cancel);
    }

    public ValueTask<IReadOnlyList<PartnerVersion>> PartnerVersionsAsync(string partnerId, CancellationToken cancel)
    {
        var earlier = Earlier.Where(v => v.Partner.Id == partnerId).Reverse().ToList();
        return ValueTask.FromResult<IReadOnlyList<PartnerVersion>>(
            [.. Partners.Where(p => p.Id == partnerId).Select(p => new PartnerVersion(earlier.Count + 1, null, null, p)), .. earlier]);
    }

    public Task<RemovePartnerVersionResult> RemovePartnerVersionAsync(string partnerId, int version, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task RemovePartnerVersionsAsync(DateTimeOffset replacedBefore, CancellationToken cancel) => throw new NotSupportedException();

    public Task AddKeyAsync(PartnerKey key, CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> RemoveKeyAsync(string partnerId, string keyId, CancellationToken cancel) => throw new NotSupportedException();

    public Task RecordUseAsync(string keyId, DateTimeOffset at, CancellationToken cancel) => throw new NotSupportedException();

    public Task<ContractRecord?> SaveContractAsync(string number, string contractorId, string json, DateTimeOffset at, CancellationToken cancel)
    {
        if (_awarded.TryGetValue(number, out var awarded) && awarded != contractorId) return Task.FromResult<ContractRecord?>(null);
        var last = Versions.FindLast(c => c.Number == number) ?? Contracts.Find(c => c.Number == number);
        return Task.FromResult<ContractRecord?>(Add(new ContractRecord(number, (last?.Version ?? 0) + 1, json, at, last?.PriceList)));
    }

    public Task<ContractRecord?> RestoreContractAsync(ContractRecord earlier, string contractorId, DateTimeOffset at, CancellationToken cancel) =>
        Task.FromResult<ContractRecord?>(Add(
            earlier with { Version = Versions.Concat(Contracts).Where(c => c.Number == earlier.Number).Max(c => c.Version) + 1, PutAt = at }));

    public Task<ContractRecord?> SavePricesAsync(string number, IReadOnlyList<PriceLine> lines, DateTimeOffset at, CancellationToken cancel)
    {
        if (Contracts.Find(c => c.Number == number) is not { } last) return Task.FromResult<ContractRecord?>(null);
        Prices[(number, last.Version + 1)] = lines;
        return Task.FromResult<ContractRecord?>(Add(last with { Version = last.Version + 1, PutAt = at, PriceList = last.Version + 1 }));
    }

    public Task<RemoveContractResult> RemoveContractAsync(string number, DateTimeOffset at, CancellationToken cancel) => Task.FromResult(
        _awarded.ContainsKey(number) ? RemoveContractResult.InUse
        : Contracts.RemoveAll(c => c.Number == number) > 0 ? RemoveContractResult.Removed
        : RemoveContractResult.NotFound);

    public async Task<bool> RecordAwardAsync(string number, int version, string contractorId, CancellationToken cancel)
    {
        if (BeforeAward is { } before)
        {
            BeforeAward = null;
            await before();
        }
        Awards++;
        return _awarded.ContainsKey(number) || (Contracts.Exists(c => c.Number == number && c.Version == version) && _awarded.TryAdd(number, contractorId));
    }

    public ValueTask<ContractRecord?> FindContractAsync(string number, int version, CancellationToken cancel)
    {
        Finds++;
        return ValueTask.FromResult(Versions.Concat(Contracts).FirstOrDefault(c => c.Number == number && c.Version == version));
    }

    public ValueTask<IReadOnlyList<ContractRecord>> ContractVersionsAsync(string number, CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<ContractRecord>>(
            [.. Versions.Concat(Contracts).Where(c => c.Number == number).DistinctBy(c => c.Version).OrderByDescending(c => c.Version)]);

    public async ValueTask<IReadOnlyList<PriceLine>> FindPricesAsync(string number, int priceList, CancellationToken cancel)
    {
        PriceLoads++;
        await PricesGate;
        return Prices.GetValueOrDefault((number, priceList)) ?? [];
    }

    private ContractRecord Add(ContractRecord record)
    {
        Versions.AddRange(Contracts.Where(c => c.Number == record.Number));
        Contracts.RemoveAll(c => c.Number == record.Number);
        Contracts.Add(record);
        return record;
    }
}

using System.Collections.Frozen;
using Hub.Core.Contracts;
using Hub.Core.Deliveries;

namespace Hub.Core.Partners;

/// <summary>Partners, keys and contracts as they were at one moment, laid out for look-ups.</summary>
public sealed class RegistrySnapshot
{
    private readonly FrozenDictionary<string, Partner> _partners;
    private readonly FrozenDictionary<string, PartnerKey> _keys;

    /// <summary>Lays out what the registry holds.</summary>
    public RegistrySnapshot(RegistryContent content)
    {
        Content = content;
        _partners = content.Partners.ToFrozenDictionary(p => p.Id);
        _keys = content.Keys.ToFrozenDictionary(k => k.Id);
        Erps = [.. content.Partners.Where(p => p.Role is PartnerRole.Erp)];
        Router = new Router(content.Partners, [.. content.Contracts.Select(ContractDocument.Parse)]);
    }

    /// <summary>All of it.</summary>
    public RegistryContent Content { get; }

    /// <summary>The corporation's ERPs.</summary>
    public IReadOnlyList<Partner> Erps { get; }

    /// <summary>Routing among these partners and contracts.</summary>
    public Router Router { get; }

    /// <summary>A partner, or null.</summary>
    public Partner? Partner(string? id) => id is null ? null : _partners.GetValueOrDefault(id);

    /// <summary>A key by its id, or null.</summary>
    public PartnerKey? Key(string id) => _keys.GetValueOrDefault(id);

    /// <summary>The partner with this OAuth2 application id, or null.</summary>
    public Partner? PartnerOfApp(string appId) => Content.Partners.FirstOrDefault(p => p.AppId == appId);
}

/// <summary>The registry in memory: at once after a change made here, within half a minute after one made elsewhere.</summary>
public sealed class RegistryCache(IRegistry registry, Corporation corporation, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private const int MostBooks = 64;
    private const int MostContracts = 256;

    private readonly RecentlyUsed<(string Number, int PriceList), PriceBook> _books = new(MostBooks);
    private readonly RecentlyUsed<(string Number, int Version), Contract> _contracts = new(MostContracts);
    private volatile Held? _held;
    private int _changes;

    private sealed record Held(RegistrySnapshot Snapshot, DateTimeOffset At);

    /// <summary>The client of every order.</summary>
    public Corporation Corporation => corporation;

    /// <summary>The registry as it is now.</summary>
    public ValueTask<RegistrySnapshot> GetAsync(CancellationToken cancel) =>
        _held is { } held && clock.GetUtcNow() - held.At < Fresh ? ValueTask.FromResult(held.Snapshot) : LoadAsync(cancel);

    /// <summary>
    /// A contract's price list; without lines where <paramref name="priceList"/> is null. Its lines have no description, which
    /// nothing looks up: without them a list of ten thousand lines takes half the memory.
    /// </summary>
    public ValueTask<PriceBook> PriceBookAsync(string number, int? priceList, CancellationToken cancel) =>
        priceList is not { } list ? ValueTask.FromResult(PriceBook.Empty) : _books.GetAsync((number, list), () => LoadBookAsync(number, list), cancel)!;

    /// <summary>A contract in one version, as an order was awarded under it, removed since or not; null where there is none.</summary>
    public ValueTask<Contract?> ContractAsync(string number, int version, CancellationToken cancel) =>
        _contracts.GetAsync((number, version), () => LoadContractAsync(number, version), cancel);

    /// <summary>Makes a change and forgets what was held, so that the next look sees it.</summary>
    public async Task<T> ChangeAsync<T>(Func<IRegistry, Task<T>> change)
    {
        try
        {
            return await change(registry);
        }
        finally
        {
            Interlocked.Increment(ref _changes);
            _held = null;
        }
    }

    // Books and contracts never change once they have their version, so what was read stays right.
    private async ValueTask<PriceBook?> LoadBookAsync(string number, int priceList)
    {
        var lines = await registry.FindPricesAsync(number, priceList, CancellationToken.None);
        return new PriceBook(lines.Select(l => l with { Description = "", Unit = PriceUnits.Find(l.Unit) ?? l.Unit }));
    }

    private async ValueTask<Contract?> LoadContractAsync(string number, int version) =>
        await registry.FindContractAsync(number, version, CancellationToken.None) is { } record ? ContractDocument.Parse(record) : null;

    private async ValueTask<RegistrySnapshot> LoadAsync(CancellationToken cancel)
    {
        var changes = Volatile.Read(ref _changes);
        var at = clock.GetUtcNow();
        var snapshot = new RegistrySnapshot(await registry.LoadAsync(cancel));
        // What was read while somebody changed the registry is right for this caller, but not to be held.
        if (changes == Volatile.Read(ref _changes)) _held = new Held(snapshot, at);
        return snapshot;
    }
}

using System.Collections.Concurrent;
using Hub.Application.Settings;
using Hub.Domain.Contracts;

namespace Hub.Application.Registry;

/// <summary>The registry in memory: at once after a change made here, within half a minute after one made elsewhere.</summary>
public sealed class RegistryCache(IRegistry registry, Corporation corporation, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private const int MaxBooks = 64;
    private const int MaxContracts = 256;

    private readonly RecentlyUsed<(string Number, int PriceList), PriceBook> _books = new(MaxBooks);
    private readonly RecentlyUsed<(string Number, int Version), Contract> _contracts = new(MaxContracts);
    private readonly ConcurrentDictionary<string, bool> _awarded = new();
    private volatile Held? _held;
    private int _changes;

    private sealed record Held(RegistrySnapshot Snapshot, long At);

    /// <summary>The client of every order.</summary>
    public Corporation Corporation => corporation;

    /// <summary>The registry as it is now.</summary>
    public ValueTask<RegistrySnapshot> GetAsync(CancellationToken cancel) =>
        _held is { } held && clock.GetElapsedTime(held.At) < Fresh ? ValueTask.FromResult(held.Snapshot) : LoadAsync(cancel);

    /// <summary>
    /// A contract's price list; without lines where <paramref name="priceList"/> is null. Its lines have no description, which
    /// nothing looks up: without them a list of ten thousand lines takes half the memory.
    /// </summary>
    public ValueTask<PriceBook> PriceBookAsync(string number, int? priceList, CancellationToken cancel) =>
        priceList is not { } list ? ValueTask.FromResult(PriceBook.Empty) : _books.GetAsync((number, list), () => LoadBookAsync(number, list), cancel)!;

    /// <summary>A contract in one version, as an order was awarded under it, removed since or not; null where there is none.</summary>
    public ValueTask<Contract?> ContractAsync(string number, int version, CancellationToken cancel) =>
        _contracts.GetAsync((number, version), () => LoadContractAsync(number, version), cancel);

    /// <summary>
    /// Records an award as <see cref="IRegistry.RecordAwardAsync"/> does. What is recorded stays so, and is remembered here: each contract costs one write.
    /// False also forgets the registry that is held, so that the next decision sees it as it is.
    /// </summary>
    public async ValueTask<bool> RecordAwardAsync(string number, int version, string contractorId, CancellationToken cancel)
    {
        if (_awarded.ContainsKey(number)) return true;
        if (await registry.RecordAwardAsync(number, version, contractorId, cancel)) return _awarded[number] = true;
        Forget();
        return false;
    }

    /// <summary>Makes a change and forgets what was held, so that the next look sees it.</summary>
    public async Task<T> ChangeAsync<T>(Func<IRegistry, Task<T>> change)
    {
        try
        {
            return await change(registry);
        }
        finally
        {
            Forget();
        }
    }

    private void Forget()
    {
        Interlocked.Increment(ref _changes);
        _held = null;
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
        var at = clock.GetTimestamp();
        var snapshot = new RegistrySnapshot(await registry.LoadAsync(cancel));
        // What was read while somebody changed the registry is right for this caller, but not to be held.
        if (changes == Volatile.Read(ref _changes)) _held = new Held(snapshot, at);
        return snapshot;
    }
}

using Hub.Application.Registry;
using Hub.Application.Tests.Support;
using Hub.Domain.Contracts;
using Hub.Domain.Work;
using Hub.Testing;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Registry;

public sealed class Remembering_contracts_and_prices
{
    private const string Number = "C-ALFA";

    private static readonly DateOnly Today = new(2026, 3, 2);

    private readonly MemoryRegistry _registry = new();
    private readonly RegistryCache _cache;

    public Remembering_contracts_and_prices() => _cache = _registry.Cached(new FakeClock());

    private ValueTask<PriceBook> BookAsync(int? list = 2, string number = Number) => _cache.PriceBookAsync(number, list, CancellationToken.None);

    private void Price(decimal price, int list = 2) =>
        _registry.Prices[(Number, list)] = [new PriceLine("K-1", "Kraan vervangen", "PCE", price, AgreementMethod.UnitPrice)];

    [Fact]
    public async Task A_contract_without_prices_has_an_empty_book()
    {
        Assert.Same(PriceBook.Empty, await BookAsync(null));
        Assert.Equal(0, _registry.PriceLoads);
    }

    [Fact]
    public async Task A_price_is_found_by_its_code()
    {
        Price(85.5m);
        Assert.Equal(new PriceLine("K-1", "", "PCE", 85.5m, AgreementMethod.UnitPrice), (await BookAsync()).Find("k-1", Today));
    }

    [Fact]
    public async Task A_book_is_read_once()
    {
        Price(85.5m);
        Assert.Same(await BookAsync(), await BookAsync());
        Assert.Equal(1, _registry.PriceLoads);
    }

    [Fact]
    public async Task Many_who_ask_at_once_wait_for_one_reading()
    {
        var gate = new TaskCompletionSource();
        _registry.PricesGate = gate.Task;
        var asked = Enumerable.Range(0, 10).Select(_ => BookAsync().AsTask()).ToList();
        gate.SetResult();
        Assert.Single((await Task.WhenAll(asked)).Distinct());
        Assert.Equal(1, _registry.PriceLoads);
    }

    [Fact]
    public async Task One_who_gives_up_does_not_take_the_book_from_the_others()
    {
        var gate = new TaskCompletionSource();
        _registry.PricesGate = gate.Task;
        using var impatient = new CancellationTokenSource();
        var first = _cache.PriceBookAsync(Number, 2, impatient.Token).AsTask();
        var second = BookAsync().AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();
        Assert.NotNull(await second);
        Assert.Equal(1, _registry.PriceLoads);
    }

    [Fact]
    public async Task A_reading_that_failed_is_tried_again()
    {
        Price(85.5m);
        _registry.PricesGate = Task.FromException(new StoreException("The disk is away.", new IOException()));
        await Assert.ThrowsAsync<StoreException>(() => BookAsync().AsTask());
        _registry.PricesGate = Task.CompletedTask;
        Assert.NotNull((await BookAsync()).Find("K-1", Today));
    }

    [Fact]
    public async Task Sixty_four_books_are_held_and_the_longest_unused_goes_first()
    {
        for (var list = 1; list <= 64; list++) await BookAsync(list);
        await BookAsync(1);
        await BookAsync(65);
        Assert.Equal(65, _registry.PriceLoads);
        await BookAsync(1);
        Assert.Equal(65, _registry.PriceLoads);
        await BookAsync(2);
        Assert.Equal(66, _registry.PriceLoads);
    }

    [Fact]
    public async Task A_version_of_a_contract_is_read_once_and_stays_after_another_followed()
    {
        var first = await _cache.ContractAsync(Number, 1, CancellationToken.None);
        await _registry.SaveContractAsync(Number, "alfa", """{"contractor": "alfa", "validFrom": "2027-01-01"}""", Given.Start, CancellationToken.None);
        Assert.Same(first, await _cache.ContractAsync(Number, 1, CancellationToken.None));
        Assert.Equal(new DateOnly(2027, 1, 1), (await _cache.ContractAsync(Number, 2, CancellationToken.None))!.ValidFrom);
        Assert.Equal(2, _registry.Finds);
    }

    [Fact]
    public async Task A_version_that_is_not_there_yet_is_found_once_it_is()
    {
        Assert.Null(await _cache.ContractAsync(Number, 2, CancellationToken.None));
        await _registry.SaveContractAsync(Number, "alfa", """{"contractor": "alfa", "validFrom": "2027-01-01"}""", Given.Start, CancellationToken.None);
        Assert.NotNull(await _cache.ContractAsync(Number, 2, CancellationToken.None));
    }
}

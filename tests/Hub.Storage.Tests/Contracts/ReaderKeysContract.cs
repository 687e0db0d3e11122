using Hub.Application.Readers;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every store of keys that may only read promises.</summary>
public abstract class ReaderKeysContract
{
    /// <summary>A store without keys.</summary>
    protected abstract IReaderKeys Keys { get; }

    private static ReaderKey Key(string id, int minute = 0) => new(id, "Power BI", "alfa", new string('c', 64), Given.Start.AddMinutes(minute));

    private async Task<ReaderKey?> FindAsync(string id) => await Keys.FindAsync(id, CancellationToken.None);

    [Fact]
    public async Task A_key_is_found_as_it_was_added_and_another_is_not()
    {
        await Keys.AddAsync(Key("k1"), CancellationToken.None);
        await Keys.AddAsync(Key("k2") with { ContractorId = null }, CancellationToken.None);

        Assert.Equal(Key("k1"), await FindAsync("k1"));
        Assert.Null((await FindAsync("k2"))!.ContractorId);
        Assert.Null(await FindAsync("k3"));
        Assert.Null(await FindAsync("K1"));
    }

    [Fact]
    public async Task They_are_listed_the_oldest_first()
    {
        foreach (var (id, minute) in ((string, int)[])[("b", 2), ("c", 1), ("a", 2)]) await Keys.AddAsync(Key(id, minute), CancellationToken.None);

        Assert.Equal(["c", "a", "b"], (await Keys.ListAsync(CancellationToken.None)).Select(k => k.Id));
    }

    [Fact]
    public async Task A_removed_key_is_gone_and_its_use_brings_it_not_back()
    {
        await Keys.AddAsync(Key("k1"), CancellationToken.None);

        Assert.True(await Keys.RemoveAsync("k1", CancellationToken.None));
        Assert.False(await Keys.RemoveAsync("k1", CancellationToken.None));
        await Keys.RecordUseAsync("k1", Given.Start, CancellationToken.None);

        Assert.Null(await FindAsync("k1"));
        Assert.Empty(await Keys.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Its_last_use_is_noted()
    {
        await Keys.AddAsync(Key("k1"), CancellationToken.None);

        await Keys.RecordUseAsync("k1", Given.Start.AddHours(1), CancellationToken.None);

        Assert.Equal(Key("k1") with { LastUsedAt = Given.Start.AddHours(1) }, await FindAsync("k1"));
    }
}

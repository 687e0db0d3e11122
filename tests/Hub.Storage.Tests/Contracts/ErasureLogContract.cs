using Hub.Application;
using Hub.Application.Audit;
using Hub.Application.Retention;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every log of erasures on request promises.</summary>
public abstract class ErasureLogContract
{
    /// <summary>An empty log.</summary>
    protected abstract IErasureLog Log { get; }

    /// <summary>The same log, as another process opens it.</summary>
    protected abstract IErasureLog Again();

    /// <summary>A log that cannot be reached.</summary>
    protected abstract IErasureLog Away();

    private static Erasure Erasure(int order, int minute) => new(Given.Order(order), Given.Start.AddMinutes(minute), AuditActorKind.Person);

    [Fact]
    public async Task Erasures_come_back_whole_the_oldest_first_and_from_a_moment_on()
    {
        Assert.Empty(await Log.ListAsync(DateTimeOffset.MinValue, CancellationToken.None));
        foreach (var erasure in new[] { Erasure(1, 2), Erasure(2, 1), Erasure(1, 3) }) await Log.AppendAsync(erasure, CancellationToken.None);
        Assert.Equal([Erasure(2, 1), Erasure(1, 2), Erasure(1, 3)], await Again().ListAsync(DateTimeOffset.MinValue, CancellationToken.None));
        Assert.Equal([Erasure(1, 2), Erasure(1, 3)], await Again().ListAsync(Given.Start.AddMinutes(2), CancellationToken.None));
        Assert.Empty(await Log.ListAsync(Given.Start.AddMinutes(3).AddTicks(1), CancellationToken.None));
    }

    [Fact]
    public async Task The_same_erasure_twice_is_one()
    {
        await Log.AppendAsync(Erasure(1, 1), CancellationToken.None);
        await Again().AppendAsync(Erasure(1, 1), CancellationToken.None);
        Assert.Equal([Erasure(1, 1)], await Log.ListAsync(DateTimeOffset.MinValue, CancellationToken.None));
    }

    [Fact]
    public async Task Where_it_cannot_be_reached_nothing_seems_to_be_logged()
    {
        await Assert.ThrowsAsync<StoreException>(() => Away().AppendAsync(Erasure(1, 1), CancellationToken.None));
        await Assert.ThrowsAsync<StoreException>(async () => await Away().ListAsync(DateTimeOffset.MinValue, CancellationToken.None));
    }
}

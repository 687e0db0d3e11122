using System.Buffers;
using Hub.EndToEnd.Tests.Support;
using Hub.Functions.Http;

namespace Hub.EndToEnd.Tests.Photos;

/// <summary>The memory for pictures is bounded, and nobody has all of it.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Memory_for_pictures
{
    private const int Part = PartnersMemory.Part;

    private readonly UploadMemoryBudget _memory = new();

    private Task<IMemoryOwner<byte>> RentAsync(string partner, int length, CancellationToken cancel = default) => _memory.RentAsync(partner, length, cancel);

    [Fact]
    public async Task A_partner_that_has_its_share_waits_and_another_does_not()
    {
        var alfa = await _memory.RentAllAsync("alfa");
        var more = RentAsync("alfa", 1);
        Assert.False(more.IsCompleted);
        (await RentAsync("beta", Part)).Dispose();
        alfa[0].Dispose();
        (await more).Dispose();
    }

    [Fact]
    public async Task There_is_no_more_than_there_is()
    {
        var alfa = await _memory.RentAllAsync("alfa");
        await _memory.RentAllAsync("beta");
        var gamma = RentAsync("gamma", 1);
        Assert.False(gamma.IsCompleted);
        alfa[0].Dispose();
        (await gamma).Dispose();
    }

    [Fact]
    public async Task Who_comes_first_has_it_first()
    {
        var alfa = await _memory.RentAllAsync("alfa");
        await _memory.RentAllAsync("beta");
        var large = RentAsync("gamma", 2 * Part);
        var small = RentAsync("delta", 1);
        alfa[0].Dispose();
        Assert.False(small.IsCompleted);
        alfa[1].Dispose();
        await large;
        Assert.False(small.IsCompleted);
    }

    [Fact]
    public async Task Who_stands_behind_one_that_gives_up_is_next()
    {
        var alfa = await _memory.RentAllAsync("alfa");
        await _memory.RentAllAsync("beta");
        using var gone = new CancellationTokenSource();
        var large = RentAsync("gamma", 2 * Part, gone.Token);
        var small = RentAsync("delta", 1);
        alfa[0].Dispose();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        (await small).Dispose();
    }

    [Fact]
    public async Task It_is_used_again_and_given_back_once()
    {
        var alfa = await _memory.RentAllAsync("alfa");
        var (first, next) = (alfa[0].Memory, RentAsync("alfa", Part));
        alfa[0].Dispose();
        alfa[0].Dispose();
        Assert.True((await next).Memory.Equals(first));
        Assert.False(RentAsync("alfa", 1).IsCompleted);
    }
}

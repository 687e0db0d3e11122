using Hub.Application.Evidence;
using Hub.Application.Tests.Support;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Evidence;

public sealed class Proving_photos
{
    private readonly PhotoBench _bench = new();

    private async Task<(ProofState State, string? Sha256)> LookAsync() => await _bench.Verify.VerifyAsync(Given.Id, _bench.Order.Photos.Received.Single(), CancellationToken.None);

    [Fact]
    public async Task What_is_as_it_came_in_is_intact()
    {
        await _bench.AlfaAddsAsync();
        Assert.Equal((ProofState.Intact, PhotoBench.Key().Sha256), await LookAsync());
    }

    [Fact]
    public async Task Another_picture_in_its_place_is_seen_and_named_by_its_hash()
    {
        await _bench.AlfaAddsAsync();
        _bench.Store.Tamper(PhotoBench.Key(), []);
        Assert.Equal((ProofState.Changed, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"), await LookAsync());
    }

    [Fact]
    public async Task A_picture_that_is_lost_is_missing()
    {
        await _bench.AlfaAddsAsync();
        _bench.Store.Lose(PhotoBench.Key());
        Assert.Equal((ProofState.Missing, null), await LookAsync());
    }

    [Fact]
    public async Task A_deleted_photo_is_deleted_and_not_missing()
    {
        await _bench.AlfaAddsAsync();
        await _bench.DeleteAsync();
        Assert.Equal((ProofState.Deleted, null), await LookAsync());
    }
}

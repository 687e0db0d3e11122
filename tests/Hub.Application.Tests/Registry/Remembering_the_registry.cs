using Hub.Application.Registry;
using Hub.Application.Tests.Support;
using Hub.Testing;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Registry;

public sealed class Remembering_the_registry
{
    private readonly FakeClock _clock = new();
    private readonly MemoryRegistry _registry = new();

    [Fact]
    public async Task It_is_read_once_in_half_a_minute()
    {
        var cache = _registry.Cached(_clock);
        await cache.GetAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(29));
        await cache.GetAsync(CancellationToken.None);
        Assert.Equal(1, _registry.Loads);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await cache.GetAsync(CancellationToken.None);
        Assert.Equal(2, _registry.Loads);
    }

    [Fact]
    public async Task A_change_made_here_is_seen_at_once()
    {
        var cache = _registry.Cached(_clock);
        await cache.GetAsync(CancellationToken.None);
        await cache.ChangeAsync(async r =>
        {
            await r.SavePartnerAsync(Given.PartnerAlfa with { Name = "Alfa Nieuw" }, CancellationToken.None);
            return true;
        });
        Assert.Equal("Alfa Nieuw", (await cache.GetAsync(CancellationToken.None)).Partner(Given.Alfa)!.Name);
    }
}

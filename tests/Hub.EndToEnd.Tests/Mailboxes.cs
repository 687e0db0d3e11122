using Hub.EndToEnd.Tests.Support;

namespace Hub.EndToEnd.Tests;

/// <summary>Partners that fetch.</summary>
public sealed class Mailboxes : IAsyncLifetime
{
    private Chain _chain = null!;

    public async Task InitializeAsync() => _chain = await Chain.StartAsync();

    public async Task DisposeAsync() => await _chain.DisposeAsync();

    [Fact]
    public async Task A_message_stays_until_it_is_deleted()
    {
        await WaitingAsync(1);
        var (id, _) = Assert.Single(await _chain.Mailbox.PeekAsync());

        Assert.Equal(204, (await _chain.Mailbox.DeleteAsync(id)).Status);

        Assert.Empty(await _chain.Mailbox.PeekAsync());
        Assert.Equal(204, (await _chain.Mailbox.DeleteAsync(id)).Status);
    }

    [Fact]
    public async Task The_oldest_message_comes_first()
    {
        var numbers = await WaitingAsync(3);

        Assert.Equal(numbers, (await _chain.Mailbox.PeekAsync()).Select(m => m.Message.Number));
        Assert.Equal(numbers[..2], (await _chain.Mailbox.PeekAsync(limit: 2)).Select(m => m.Message.Number));
    }

    [Fact]
    public async Task Nobody_takes_from_anothers_mailbox()
    {
        await WaitingAsync(1);
        var (id, _) = Assert.Single(await _chain.Mailbox.PeekAsync());

        (await _chain.As(_chain.Webhook).DeleteAsync($"api/v1/mailbox/{id}")).Expect(404);

        Assert.Single(await _chain.Mailbox.PeekAsync());
        Assert.Equal(0, (await _chain.As(_chain.Webhook).GetAsync("api/v1/mailbox")).Expect(200).Json.GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task A_limit_out_of_range_is_a_fault() => (await _chain.As(_chain.Mailbox).GetAsync("api/v1/mailbox?limit=101")).Expect(400);

    private async Task<string[]> WaitingAsync(int orders)
    {
        var numbers = new List<string>();
        for (var i = 0; i < orders; i++)
        {
            numbers.Add(await _chain.PlaceAsync(_chain.Mailbox));
            await Patience.UntilAsync("the message", () => _chain.Mailbox.PeekAsync(), m => m.Count == numbers.Count);
        }
        return [.. numbers];
    }
}

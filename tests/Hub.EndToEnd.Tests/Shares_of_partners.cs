using Hub.Application.Reading;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Hub.Application;
using Hub.EndToEnd.Tests.Support;
using Hub.Functions.Http;
using Hub.Testing;
using Microsoft.AspNetCore.Http;

namespace Hub.EndToEnd.Tests;

/// <summary>One partner cannot use up what all share.</summary>
public sealed class Shares_of_partners
{
    [Fact]
    public void A_partner_may_have_half_of_the_memory_for_messages_and_gives_it_back()
    {
        var memory = new MessageMemory(400_000);
        using (var first = memory.Begin("alfa"))
        {
            first.GrowTo(150_000);
            using var second = memory.Begin("alfa");
            Assert.Equal("alfa", Assert.Throws<UploadQuotaException>(() => second.GrowTo(60_000)).Sender);
            using var other = memory.Begin("beta");
            other.GrowTo(200_000);
            using var third = memory.Begin("gamma");
            Assert.Throws<StoreException>(() => third.GrowTo(60_000));
        }
        using var again = memory.Begin("alfa");
        again.GrowTo(200_000);
    }

    [Fact]
    public void A_short_message_is_not_counted()
    {
        var memory = new MessageMemory(40_000);
        using var large = memory.Begin("alfa");
        large.GrowTo(20_000);
        for (var i = 0; i < 100; i++) memory.Begin("alfa").GrowTo(MessageMemory.FreeBytes);
    }

    [Fact]
    public void Calls_at_once_are_counted_by_partner_until_they_end()
    {
        var calls = new CallsAtOnce(2);
        var first = calls.TryEnter("alfa")!;
        Assert.NotNull(calls.TryEnter("alfa"));
        Assert.Null(calls.TryEnter("alfa"));
        Assert.NotNull(calls.TryEnter("beta"));
        first.Dispose();
        first.Dispose();
        Assert.NotNull(calls.TryEnter("alfa"));
        Assert.Null(calls.TryEnter("alfa"));
    }

    [Fact]
    public async Task A_partner_reads_one_list_at_a_time_and_others_are_not_behind_its_whole_line()
    {
        using var turns = new ListTurns();
        var waiting = Enumerable.Range(0, ListTurns.MaxOfOne).Select(_ => turns.TryEnterAsync("erp", CancellationToken.None)).ToList();
        Assert.Null(await turns.TryEnterAsync("erp", CancellationToken.None));
        Assert.Equal(1, waiting.Count(w => w.IsCompleted));
        var administrator = turns.TryEnterAsync(Viewer.Administrator.Asker, CancellationToken.None);
        var reader = turns.TryEnterAsync((Viewer.Corporation with { ReaderKeyId = "aaaaaaaaaaaa" }).Asker, CancellationToken.None);
        (await waiting[0])!.Dispose();
        (await administrator.WaitAsync(Patience.Limit))!.Dispose();
        (await reader.WaitAsync(Patience.Limit))!.Dispose();
    }

    [Fact]
    public async Task A_body_must_come_in_whole_in_its_time_however_fast_it_began()
    {
        var clock = new FakeClock(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var request = new DefaultHttpContext().Request;
        request.ContentLength = 80 * BodyDeadline.LeastBytesPerSecond;
        using var deadline = BodyDeadline.Begin(request, 1 << 20, clock);
        var read = deadline.ReadAsync<int>(async cancel =>
        {
            await Task.Delay(Timeout.Infinite, cancel);
            return 0;
        });
        clock.Advance(TimeSpan.FromSeconds(109));
        Assert.False(read.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(408, (await Assert.ThrowsAsync<BadHttpRequestException>(() => read)).StatusCode);
    }

    [Fact]
    public void Links_without_a_key_are_limited_for_an_order_and_together()
    {
        var limits = new LinkLimits();
        var order = Guid.NewGuid();
        var given = Enumerable.Range(0, LinkLimits.MaxOfOrder).Select(_ => limits.TryEnter(order)!).ToList();
        Assert.Null(limits.TryEnter(order));
        Assert.NotNull(limits.TryEnter(Guid.NewGuid()));
        given[0].Dispose();
        Assert.NotNull(limits.TryEnter(order));
        for (var i = LinkLimits.MaxOfOrder + 1; i < LinkLimits.MaxTogether; i++) Assert.NotNull(limits.TryEnter(Guid.NewGuid()));
        Assert.Null(limits.TryEnter(Guid.NewGuid()));
    }

    // In Azure the host's proxy passes an answer on only when the whole body is in.
    [Fact]
    [Trait(Runtime.Trait, Runtime.Local)]
    public async Task Bodies_that_stop_before_their_last_byte_are_refused_above_the_partners_share_and_others_are_answered()
    {
        await using var chain = await Chain.StartAsync();
        var open = new List<TcpClient>();
        try
        {
            var refused = 0;
            for (var i = 0; i < CallsAtOnce.Most && refused == 0; i++)
            {
                var client = new TcpClient();
                open.Add(client);
                await client.ConnectAsync(chain.Hub.Address.Host, chain.Hub.Address.Port);
                var head = string.Create(CultureInfo.InvariantCulture, $"POST /{Given.Canonical} HTTP/1.1\r\nHost: x\r\nX-API-KEY: {chain.As(chain.Webhook).Key}\r\n"
                    + $"Content-Type: application/json\r\nContent-Length: {1 << 20}\r\n\r\n");
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + new string('x', (1 << 20) - 1)));
                refused = open.Count(c => c.Available > 0);
            }
            await Patience.UntilAsync("a refused body", () => open.Exists(c => c.Available > 0));
            var buffer = new byte[200];
            var read = await open.First(c => c.Available > 0).GetStream().ReadAsync(buffer);
            Assert.StartsWith("HTTP/1.1 429 ", Encoding.ASCII.GetString(buffer, 0, read), StringComparison.Ordinal);
            Assert.InRange(open.Count, 30, CallsAtOnce.Most);

            (await chain.Erp.PlaceAsync(chain.Draft(chain.Mailbox).ToJson())).EnsureSuccess();
        }
        finally
        {
            foreach (var client in open) client.Dispose();
        }
    }
}

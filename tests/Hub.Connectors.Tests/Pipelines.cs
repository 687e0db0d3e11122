using Hub.Application.Deliveries;
using Hub.Application.Recoverability;
using Hub.Domain.Partners;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Connectors.Tests;

public sealed class Pipelines
{
    [Fact]
    public async Task A_partner_that_does_not_answer_times_out_after_twenty_seconds()
    {
        await using var partner = await StandIn.StartAsync(StandIn.Never);
        using var bench = new Bench();
        var call = bench.SendAsync(Bench.Partner(partner.Url));
        await partner.ArrivalAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(19.9));
        Assert.False(call.IsCompleted);
        bench.Clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(FailureKind.TimedOut, Assert.IsType<SendResult.Failed>(await call).Kind);
    }

    [Fact]
    public async Task A_slow_partner_holds_up_nobody_else()
    {
        await using var slow = await StandIn.StartAsync(StandIn.Never);
        await using var quick = await StandIn.StartAsync(200);
        using var bench = new Bench();
        var waiting = Enumerable.Range(0, 5).Select(_ => bench.SendAsync(Bench.Partner(slow.Url, "slow"))).ToArray();
        await slow.ArrivalAsync();
        Assert.Equal(new SendResult.Delivered(200), await bench.SendAsync(Bench.Partner(quick.Url, "quick")));
        Assert.All(waiting, w => Assert.False(w.IsCompleted));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Five_failures_of_the_system_open_the_circuit(int status)
    {
        await using var partner = await StandIn.StartAsync(status);
        using var bench = new Bench();
        var to = Bench.Partner(partner.Url);
        await RepeatAsync(5, () => bench.SendAsync(to));
        var failed = await bench.FailAsync(to);
        Assert.Equal((FailureKind.CircuitOpen, 5), (failed.Kind, partner.Calls.Count));
    }

    [Fact]
    public async Task An_open_circuit_says_when_to_come_back()
    {
        await using var partner = await StandIn.StartAsync(500);
        using var bench = new Bench();
        var to = Bench.Partner(partner.Url);
        await RepeatAsync(5, () => bench.SendAsync(to));
        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(10), (await bench.FailAsync(to)).RetryAfter);
    }

    [Fact]
    public async Task Nobody_listening_opens_the_circuit()
    {
        await using var partner = await StandIn.StartAsync(200);
        var to = Bench.Partner(partner.Url);
        await partner.DisposeAsync();
        using var bench = new Bench();
        await RepeatAsync(5, () => bench.SendAsync(to));
        Assert.Equal(FailureKind.CircuitOpen, (await bench.FailAsync(to)).Kind);
    }

    [Fact]
    public async Task Silence_opens_the_circuit()
    {
        await using var partner = await StandIn.StartAsync(StandIn.Never);
        using var bench = new Bench();
        var to = Bench.Partner(partner.Url);
        await RepeatAsync(5, async () =>
        {
            var call = bench.SendAsync(to);
            await partner.ArrivalAsync();
            return call;
        }, async calls =>
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(20));
            await Task.WhenAll(calls);
        });
        Assert.Equal(FailureKind.CircuitOpen, (await bench.FailAsync(to)).Kind);
    }

    [Fact]
    public async Task Refusals_never_open_the_circuit()
    {
        await using var partner = await StandIn.StartAsync(422);
        using var bench = new Bench();
        var to = Bench.Partner(partner.Url);
        await RepeatAsync(20, () => bench.SendAsync(to));
        Assert.Equal(FailureKind.Refused, (await bench.FailAsync(to)).Kind);
    }

    [Fact]
    public async Task After_the_break_a_success_closes_the_circuit()
    {
        var status = 500;
        await using var partner = await StandIn.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        using var bench = new Bench();
        var to = Bench.Partner(partner.Url);
        await RepeatAsync(6, () => bench.SendAsync(to));
        status = 200;
        bench.Clock.Advance(TimeSpan.FromSeconds(15));
        await RepeatAsync(3, () => bench.SendAsync(to));
        Assert.Equal(8, partner.Calls.Count);
    }

    [Fact]
    public async Task After_the_break_a_failure_opens_the_circuit_again()
    {
        await using var partner = await StandIn.StartAsync(500);
        using var bench = new Bench();
        var to = Bench.Partner(partner.Url);
        await RepeatAsync(5, () => bench.SendAsync(to));
        bench.Clock.Advance(TimeSpan.FromSeconds(15));
        await bench.SendAsync(to);
        Assert.Equal((FailureKind.CircuitOpen, 6), ((await bench.FailAsync(to)).Kind, partner.Calls.Count));
    }

    [Fact]
    public async Task One_partners_open_circuit_is_not_anothers()
    {
        await using var broken = await StandIn.StartAsync(500);
        await using var sound = await StandIn.StartAsync(200);
        using var bench = new Bench();
        await RepeatAsync(6, () => bench.SendAsync(Bench.Partner(broken.Url, "broken")));
        Assert.Equal(new SendResult.Delivered(200), await bench.SendAsync(Bench.Partner(sound.Url, "sound")));
    }

    [Fact]
    public async Task A_new_url_begins_with_a_closed_circuit()
    {
        await using var old = await StandIn.StartAsync(500);
        await using var renewed = await StandIn.StartAsync(200);
        using var bench = new Bench();
        await RepeatAsync(6, () => bench.SendAsync(Bench.Partner(old.Url)));
        Assert.Equal(new SendResult.Delivered(200), await bench.SendAsync(Bench.Partner(renewed.Url)));
    }

    [Fact]
    public async Task A_connection_that_was_put_anew_begins_with_a_closed_circuit()
    {
        var status = 500;
        await using var partner = await StandIn.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        using var bench = new Bench();
        await RepeatAsync(6, () => bench.SendAsync(Bench.Partner(partner.Url)));
        status = 200;
        var renewed = Bench.Partner(partner.Url, headers: new Dictionary<string, string> { ["X-Key"] = "another" });
        Assert.Equal(new SendResult.Delivered(200), await bench.SendAsync(renewed));
    }

    [Fact]
    public async Task The_same_connection_read_again_keeps_its_circuit()
    {
        await using var partner = await StandIn.StartAsync(500);
        using var bench = new Bench();
        await RepeatAsync(5, () => bench.SendAsync(Bench.Partner(partner.Url, headers: new Dictionary<string, string> { ["X-Key"] = "one" })));
        var again = Bench.Partner(partner.Url, headers: new Dictionary<string, string> { ["X-Key"] = "one" });
        Assert.Equal(FailureKind.CircuitOpen, (await bench.FailAsync(again)).Kind);
    }

    [Fact]
    public async Task A_partner_has_one_pipeline_however_often_its_connection_is_put()
    {
        await using var partner = await StandIn.StartAsync(200);
        using var seen = new StrategyEvents();
        using var services = new ServiceCollection().AddConnectors(new ConnectorOptions { AllowPrivateEndpoints = true }).BuildServiceProvider();
        var connector = services.GetServices<IConnector>().Single(c => c.Transport is Hub.Domain.Partners.Transport.Https);
        for (var i = 0; i < 20; i++)
        {
            var to = Bench.Partner(partner.Url, "pipeline-of-one", headers: new Dictionary<string, string> { ["X-Key"] = $"{i}" });
            Assert.IsType<SendResult.Delivered>(await connector.SendAsync(to, "dlv-1", Bench.Message(), CancellationToken.None));
        }
        Assert.Equal(20, partner.Calls.Count);
        Assert.Equal(19, seen.Of("pipeline-of-one").Count(e => e == "deliver OnReload"));
    }

    [Fact]
    public async Task An_opened_circuit_is_in_the_metrics_of_Polly()
    {
        await using var partner = await StandIn.StartAsync(500);
        using var seen = new StrategyEvents();
        using var services = new ServiceCollection().AddConnectors(new ConnectorOptions { AllowPrivateEndpoints = true }).BuildServiceProvider();
        var connector = services.GetServices<IConnector>().Single(c => c.Transport is Hub.Domain.Partners.Transport.Https);
        await RepeatAsync(5, () => connector.SendAsync(Bench.Partner(partner.Url, "pipeline-that-opens"), "dlv-1", Bench.Message(), CancellationToken.None).AsTask());
        Assert.Contains("deliver OnCircuitOpened", seen.Of("pipeline-that-opens"));
    }

    [Fact]
    public void There_is_a_connector_for_every_transport_but_the_mailbox()
    {
        using var services = new ServiceCollection().AddConnectors(new ConnectorOptions()).BuildServiceProvider();
        Assert.Equal(
            Enum.GetValues<Hub.Domain.Partners.Transport>().Where(t => t is not Hub.Domain.Partners.Transport.Mailbox).Order(),
            services.GetServices<IConnector>().Select(c => c.Transport).Order());
    }

    [Fact]
    public void A_wrong_option_stops_the_start_with_its_name() => Assert.Contains(
        "FailuresToOpen",
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceCollection().AddConnectors(new ConnectorOptions { FailuresToOpen = 0 })).Message,
        StringComparison.Ordinal);

    private static async Task RepeatAsync(int times, Func<Task<SendResult>> send)
    {
        for (var i = 0; i < times; i++) await send();
    }

    private static async Task RepeatAsync(int times, Func<Task<Task<SendResult>>> begin, Func<IReadOnlyList<Task>, Task> end)
    {
        var calls = new List<Task>();
        for (var i = 0; i < times; i++) calls.Add(await begin());
        await end(calls);
    }
}

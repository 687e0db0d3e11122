using Hub.Application.Deliveries;
using Hub.Application.Recoverability;
using Hub.Connectors.Tests.Support;
using Hub.Domain.Partners;
using Hub.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Connectors.Tests;

public sealed class Resilience_pipelines
{
    [Fact]
    public async Task A_partner_that_does_not_answer_times_out_after_twenty_seconds()
    {
        await using var partner = await StandIn.StartAsync(StandIn.Never);
        using var fixture = new ConnectorFixture();
        var call = fixture.SendAsync(ConnectorFixture.Partner(partner.Url));
        await partner.ArrivalAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(19.9));
        Assert.False(call.IsCompleted);
        fixture.Clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(FailureKind.TimedOut, Assert.IsType<SendResult.Failed>(await call).Kind);
    }

    [Fact]
    public async Task A_slow_partner_delays_no_other()
    {
        await using var slow = await StandIn.StartAsync(StandIn.Never);
        await using var quick = await StandIn.StartAsync(200);
        using var fixture = new ConnectorFixture();
        var waiting = Enumerable.Range(0, 5).Select(_ => fixture.SendAsync(ConnectorFixture.Partner(slow.Url, "slow"))).ToArray();
        await slow.ArrivalAsync();
        Assert.Equal(new SendResult.Delivered(200), await fixture.SendAsync(ConnectorFixture.Partner(quick.Url, "quick")));
        Assert.All(waiting, w => Assert.False(w.IsCompleted));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Five_failures_of_the_system_open_the_circuit(int status)
    {
        await using var partner = await StandIn.StartAsync(status);
        using var fixture = new ConnectorFixture();
        var to = ConnectorFixture.Partner(partner.Url);
        await RepeatAsync(5, () => fixture.SendAsync(to));
        var failed = await fixture.FailAsync(to);
        Assert.Equal((FailureKind.CircuitOpen, 5), (failed.Kind, partner.Calls.Count));
    }

    [Fact]
    public async Task An_open_circuit_returns_a_retry_after()
    {
        await using var partner = await StandIn.StartAsync(500);
        using var fixture = new ConnectorFixture();
        var to = ConnectorFixture.Partner(partner.Url);
        await RepeatAsync(5, () => fixture.SendAsync(to));
        fixture.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(10), (await fixture.FailAsync(to)).RetryAfter);
    }

    [Fact]
    public async Task Nobody_listening_opens_the_circuit()
    {
        await using var partner = await StandIn.StartAsync(200);
        var to = ConnectorFixture.Partner(partner.Url);
        await partner.DisposeAsync();
        using var fixture = new ConnectorFixture();
        await RepeatAsync(5, () => fixture.SendAsync(to));
        Assert.Equal(FailureKind.CircuitOpen, (await fixture.FailAsync(to)).Kind);
    }

    [Fact]
    public async Task Timeouts_open_the_circuit()
    {
        await using var partner = await StandIn.StartAsync(StandIn.Never);
        using var fixture = new ConnectorFixture();
        var to = ConnectorFixture.Partner(partner.Url);
        await RepeatAsync(5, async () =>
        {
            var call = fixture.SendAsync(to);
            await partner.ArrivalAsync();
            return call;
        }, async calls =>
        {
            fixture.Clock.Advance(TimeSpan.FromSeconds(20));
            await Task.WhenAll(calls);
        });
        Assert.Equal(FailureKind.CircuitOpen, (await fixture.FailAsync(to)).Kind);
    }

    [Fact]
    public async Task Refusals_never_open_the_circuit()
    {
        await using var partner = await StandIn.StartAsync(422);
        using var fixture = new ConnectorFixture();
        var to = ConnectorFixture.Partner(partner.Url);
        await RepeatAsync(20, () => fixture.SendAsync(to));
        Assert.Equal(FailureKind.Refused, (await fixture.FailAsync(to)).Kind);
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
        using var fixture = new ConnectorFixture();
        var to = ConnectorFixture.Partner(partner.Url);
        await RepeatAsync(6, () => fixture.SendAsync(to));
        status = 200;
        fixture.Clock.Advance(TimeSpan.FromSeconds(15));
        await RepeatAsync(3, () => fixture.SendAsync(to));
        Assert.Equal(8, partner.Calls.Count);
    }

    [Fact]
    public async Task After_the_break_a_failure_opens_the_circuit_again()
    {
        await using var partner = await StandIn.StartAsync(500);
        using var fixture = new ConnectorFixture();
        var to = ConnectorFixture.Partner(partner.Url);
        await RepeatAsync(5, () => fixture.SendAsync(to));
        fixture.Clock.Advance(TimeSpan.FromSeconds(15));
        await fixture.SendAsync(to);
        Assert.Equal((FailureKind.CircuitOpen, 6), ((await fixture.FailAsync(to)).Kind, partner.Calls.Count));
    }

    [Fact]
    public async Task A_trial_goes_through_an_open_circuit_and_closes_it_where_the_partner_answers()
    {
        var status = 500;
        await using var partner = await StandIn.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        using var fixture = new ConnectorFixture();
        var to = ConnectorFixture.Partner(partner.Url);
        await RepeatAsync(6, () => fixture.SendAsync(to));
        status = 200;
        Assert.Equal(new SendResult.Delivered(200), await fixture.TryAsync(to));
        Assert.Equal(new SendResult.Delivered(200), await fixture.SendAsync(to));
        Assert.Equal(7, partner.Calls.Count);
    }

    [Fact]
    public async Task A_trial_that_fails_leaves_the_circuit_open()
    {
        await using var partner = await StandIn.StartAsync(500);
        using var fixture = new ConnectorFixture();
        var to = ConnectorFixture.Partner(partner.Url);
        await RepeatAsync(5, () => fixture.SendAsync(to));
        Assert.Equal(FailureKind.Broken, Assert.IsType<SendResult.Failed>(await fixture.TryAsync(to)).Kind);
        Assert.Equal((FailureKind.CircuitOpen, 6), ((await fixture.FailAsync(to)).Kind, partner.Calls.Count));
    }

    [Fact]
    public async Task A_trial_times_out_as_every_attempt_does()
    {
        var isSlow = false;
        await using var partner = await StandIn.StartAsync(async context =>
        {
            context.Response.StatusCode = 500;
            if (isSlow) await StandIn.Never(context);
        });
        using var fixture = new ConnectorFixture();
        var to = ConnectorFixture.Partner(partner.Url);
        for (var i = 0; i < 5; i++)
        {
            await fixture.SendAsync(to);
            await partner.ArrivalAsync();
        }
        isSlow = true;
        var trial = fixture.TryAsync(to);
        await partner.ArrivalAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(FailureKind.TimedOut, Assert.IsType<SendResult.Failed>(await trial).Kind);
    }

    [Fact]
    public async Task One_partners_open_circuit_is_not_anothers()
    {
        await using var broken = await StandIn.StartAsync(500);
        await using var sound = await StandIn.StartAsync(200);
        using var fixture = new ConnectorFixture();
        await RepeatAsync(6, () => fixture.SendAsync(ConnectorFixture.Partner(broken.Url, "broken")));
        Assert.Equal(new SendResult.Delivered(200), await fixture.SendAsync(ConnectorFixture.Partner(sound.Url, "sound")));
    }

    [Fact]
    public async Task A_new_url_begins_with_a_closed_circuit()
    {
        await using var old = await StandIn.StartAsync(500);
        await using var renewed = await StandIn.StartAsync(200);
        using var fixture = new ConnectorFixture();
        await RepeatAsync(6, () => fixture.SendAsync(ConnectorFixture.Partner(old.Url)));
        Assert.Equal(new SendResult.Delivered(200), await fixture.SendAsync(ConnectorFixture.Partner(renewed.Url)));
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
        using var fixture = new ConnectorFixture();
        await RepeatAsync(6, () => fixture.SendAsync(ConnectorFixture.Partner(partner.Url)));
        status = 200;
        var renewed = ConnectorFixture.Partner(partner.Url, headers: new Dictionary<string, string> { ["X-Key"] = "another" });
        Assert.Equal(new SendResult.Delivered(200), await fixture.SendAsync(renewed));
    }

    [Fact]
    public async Task The_same_connection_read_again_keeps_its_circuit()
    {
        await using var partner = await StandIn.StartAsync(500);
        using var fixture = new ConnectorFixture();
        await RepeatAsync(5, () => fixture.SendAsync(ConnectorFixture.Partner(partner.Url, headers: new Dictionary<string, string> { ["X-Key"] = "one" })));
        var again = ConnectorFixture.Partner(partner.Url, headers: new Dictionary<string, string> { ["X-Key"] = "one" });
        Assert.Equal(FailureKind.CircuitOpen, (await fixture.FailAsync(again)).Kind);
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
            var to = ConnectorFixture.Partner(partner.Url, "pipeline-of-one", headers: new Dictionary<string, string> { ["X-Key"] = $"{i}" });
            Assert.IsType<SendResult.Delivered>(await connector.SendAsync(to, "dlv-1", ConnectorFixture.Message(), false, CancellationToken.None));
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
        await RepeatAsync(5, () => connector.SendAsync(ConnectorFixture.Partner(partner.Url, "pipeline-that-opens"), "dlv-1", ConnectorFixture.Message(), false,
            CancellationToken.None).AsTask());
        Assert.Contains("deliver OnCircuitOpened", seen.Of("pipeline-that-opens"));
    }

    [Fact]
    public async Task An_opened_circuit_is_one_sentence_in_the_logs()
    {
        await using var partner = await StandIn.StartAsync(StandIn.Never);
        using var logs = new LogLines();
        var clock = new FakeClock(DateTimeOffset.FromUnixTimeSeconds(1614265330));
        using var services = new ServiceCollection().AddLogging(l => l.AddProvider(logs).SetMinimumLevel(LogLevel.Trace)).AddSingleton<TimeProvider>(clock)
            .AddConnectors(new ConnectorOptions { AllowPrivateEndpoints = true, FailuresToOpen = 2 }).BuildServiceProvider();
        var connector = services.GetServices<IConnector>().Single(c => c.Transport is Hub.Domain.Partners.Transport.Https);
        await RepeatAsync(2, async () =>
        {
            var call = connector.SendAsync(ConnectorFixture.Partner(partner.Url), "dlv-1", ConnectorFixture.Message(), false, CancellationToken.None).AsTask();
            await partner.ArrivalAsync();
            clock.Advance(TimeSpan.FromSeconds(20));
            return await call;
        });
        Assert.Equal(["Warning: deliver to constructif failed repeatedly: nothing is tried there for 15 s"], logs.Lines);
    }

    [Fact]
    public void There_is_a_connector_for_every_transport_but_the_mailbox_and_the_queue_which_is_Azures()
    {
        using var services = new ServiceCollection().AddConnectors(new ConnectorOptions()).BuildServiceProvider();
        Assert.Equal(
            Enum.GetValues<Hub.Domain.Partners.Transport>().Where(t => t is not (Hub.Domain.Partners.Transport.Mailbox or Hub.Domain.Partners.Transport.Queue)).Order(),
            services.GetServices<IConnector>().Select(c => c.Transport).Order());
    }

    [Fact]
    public void An_invalid_option_fails_the_start_and_is_named() => Assert.Contains(
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

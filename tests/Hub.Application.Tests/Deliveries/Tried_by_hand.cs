using Hub.Application.Deliveries;
using Hub.Application.Recoverability;
using Hub.Application.Tests.Support;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Deliveries;

/// <summary>What an administrator wants tried is tried now, also where the hub waits for the partner; and one attempt says whether the rest may follow.</summary>
public sealed class Tried_by_hand
{
    private static readonly LaneId Other = new(OrderId.For(Given.ErpId, "4712"), Recipient.OfPartner(Given.Alfa));

    private readonly LaneBench _bench = new();

    private DateTimeOffset Now => _bench.Clock.GetUtcNow();

    [Fact]
    public async Task A_retry_goes_although_the_partner_asked_to_wait()
    {
        await OutageAsync();
        Assert.Equal(RetryOutcome.Signalled, await _bench.Manage.RetryAsync(_bench.At(2).Id, CancellationToken.None));
        await _bench.RunAsync();
        Assert.Equal((DeliveryState.Delivered, 1), (_bench.At(2).State, _bench.Connector.Trials));
    }

    [Fact]
    public async Task A_replay_goes_although_the_partner_asked_to_wait()
    {
        await OutageAsync();
        await _bench.Store.ReplaceAsync(_bench.At(2), _bench.At(2) with { State = DeliveryState.Parked, NextAttemptAt = null }, Now, CancellationToken.None);
        Assert.Equal(1, await _bench.Manage.ReplayAllAsync(new DeliveryQuery(), CancellationToken.None));
        await _bench.RunAsync();
        Assert.Equal((DeliveryState.Delivered, 1), (_bench.At(2).State, _bench.Connector.Trials));
    }

    [Fact]
    public async Task Of_all_that_waits_for_a_failing_partner_one_order_is_tried_and_the_rest_follows()
    {
        await OutageAsync();
        Assert.Equal(2, await _bench.Manage.RetryAllAsync(new DeliveryQuery(), CancellationToken.None));
        Assert.Equal(Now.AddHours(5), OtherDelivery.NextAttemptAt);
        Assert.Equal([(LaneBench.Lane(), (DateTimeOffset?)null)], _bench.Signal.Signals);

        await _bench.RunAsync();
        Assert.Equal(Now, OtherDelivery.NextAttemptAt);
        Assert.Equal((Other, (DateTimeOffset?)Now), _bench.Signal.Signals[^1]);
    }

    [Fact]
    public async Task Where_the_one_fails_the_rest_waits_as_it_did()
    {
        await OutageAsync();
        _bench.Connector.Fails();
        await _bench.Manage.RetryAllAsync(new DeliveryQuery(), CancellationToken.None);
        await _bench.RunAsync();
        Assert.Equal((1, 1), (_bench.Connector.Sent.Count, _bench.Connector.Trials));
        Assert.Equal(Now.AddHours(5), OtherDelivery.NextAttemptAt);
    }

    [Fact]
    public async Task A_partner_that_is_put_again_as_it_was_is_tried_through_its_open_circuit()
    {
        await OutageAsync();
        var sweep = new SweepLanes(_bench.Store, _bench.Cache, _bench.Signal, _bench.Backoff, _bench.Clock, _bench.Metrics);
        await sweep.SignalPartnerAsync(Given.Alfa, CancellationToken.None);
        await _bench.RunAsync();
        Assert.Equal((DeliveryState.Delivered, 1), (_bench.At(2).State, _bench.Connector.Trials));
    }

    [Fact]
    public async Task A_test_that_the_partner_takes_brings_forward_what_waits_for_it()
    {
        await OutageAsync();
        var sent = await TestAsync();
        Assert.Equal((2, null, 1, null), (sent.BroughtForward, sent.WaitsUntil, _bench.Connector.Trials, sent.DisabledBecause));
        Assert.Null(_bench.Backoff.HoldUntil(Given.Alfa));
        Assert.Equal([Now, Now + PartnerBackoff.Spread], _bench.Store.All.Select(d => d.NextAttemptAt!.Value).Order());
    }

    [Fact]
    public async Task A_test_that_fails_says_until_when_the_hub_waits_for_the_partner()
    {
        await OutageAsync();
        _bench.Connector.Fails();
        var sent = await TestAsync();
        Assert.Equal((0, Now.AddHours(5)), (sent.BroughtForward, sent.WaitsUntil));
        Assert.All(_bench.Store.All, d => Assert.Equal(Now.AddHours(5), d.NextAttemptAt));
    }

    [Theory]
    [InlineData(false, null, "The partner is not enabled. Put it with enabled: true, and what waits for it goes.")]
    [InlineData(true, "It answered 410.", "It answered 410. Put the partner again, and what waits for it goes.")]
    public async Task A_test_of_a_partner_that_is_disabled_brings_nothing_forward_and_says_why(bool isEnabled, string? because, string expected)
    {
        await OutageAsync();
        var disabled = Given.PartnerAlfa with { Enabled = isEnabled, Connection = Given.PartnerAlfa.Connection with { DisabledBecause = because } };
        await _bench.Registry.SavePartnerAsync(disabled, CancellationToken.None);
        var sent = await TestAsync();
        Assert.Equal((0, expected), (sent.BroughtForward, sent.DisabledBecause));
        Assert.All(_bench.Store.All, d => Assert.Equal(Now.AddHours(5), d.NextAttemptAt));
    }

    private Delivery OtherDelivery => _bench.Store.All.Single(d => d.Lane == Other);

    private async Task<TestPartnerResult.Sent> TestAsync() => Assert.IsType<TestPartnerResult.Sent>(
        await new TestPartner(_bench.Cache, [_bench.Connector], [new Writer()], _bench.Store, _bench.Signal, _bench.Backoff, _bench.Clock)
            .TestAsync(Given.Alfa, CancellationToken.None));

    // Two orders wait for the next attempt, and the partner has asked to be left alone.
    private async Task OutageAsync()
    {
        _bench.Backoff.Succeeded(Given.Alfa);
        _bench.Enqueue(Given.Alfa, 2);
        var waiting = _bench.At(2) with { NextAttemptAt = Now.AddHours(5) };
        await _bench.Store.ReplaceAsync(_bench.At(2), waiting, Now, CancellationToken.None);
        await _bench.Store.EnqueueAsync([waiting with { Stream = Other.Stream }], CancellationToken.None);
        _bench.Backoff.Failed(Given.Alfa, LaneBench.Lane(), new SendResult.Failed(FailureKind.Busy, 503, TimeSpan.FromMinutes(2), "503."));
        _bench.Signal.Signals.Clear();
    }

    private sealed class Writer : ITestMessageWriter
    {
        public Language Language => Language.Canonical;

        public OutboundMessage Write(TestMessage test) => new() { ContentType = "text/plain", Body = "test"u8.ToArray() };
    }
}

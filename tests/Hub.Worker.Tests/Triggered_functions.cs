using Hub.LocalRuntime;
using Hub.Worker.Tests.Support;

namespace Hub.Worker.Tests;

/// <summary>What the Functions host hands to a function that has no HTTP trigger, and what it gets back.</summary>
[Collection(WorkerCollection.Name)]
public sealed class Triggered_functions(WorkerFixture hub)
{
    private const string Order = "0197c1f0-0000-7000-8000-000000000001";

    public static TheoryData<string> Feeds => LocalFunctions.Of<CosmosDBTriggerAttribute>();

    public static TheoryData<string> Timers => LocalFunctions.Of<TimerTriggerAttribute>();

    [Fact]
    public async Task A_signal_of_a_lane_is_taken() => Assert.Equal(
        new("Success", null), await hub.Host.InvokeAsync("RunLane", $$"""{"lane":"{{Order}}.timmer"}""", new Dictionary<string, object?>
        {
            ["MessageId"] = "m-1", ["DeliveryCount"] = 1,
        }));

    [Fact]
    public async Task A_message_of_another_form_fails_and_says_which_form_was_expected()
    {
        var outcome = await hub.Host.InvokeAsync("RunLane", "hello");
        Assert.Equal("Failure", outcome.Status);
        Assert.Contains("must be JSON with \"lane\"", outcome.Error, StringComparison.Ordinal);
    }

    // Those that are taken have services that only Azure has: An_ERP_with_queues has them.
    [Fact]
    public async Task A_message_of_a_partner_fails_where_there_are_no_queues_for_partners()
    {
        var outcome = await hub.Host.InvokeAsync("TakeInbound", "{}", new Dictionary<string, object?> { ["MessageId"] = "m-1", ["DeliveryCount"] = 1 });
        Assert.Equal("Failure", outcome.Status);
        Assert.Contains("There are no queues for partners on this platform.", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_queue_has_its_tests_here() => Assert.Equal(
        ["RunLane", "TakeInbound"], LocalFunctions.All.Where(f => f.Trigger is ServiceBusTriggerAttribute).Select(f => f.Name).Order(StringComparer.Ordinal));

    // In Azure the container of the log also holds receipts, which are no events: version 0.
    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task A_batch_of_changes_is_taken(string function) =>
        Assert.Equal(new("Success", null), await hub.Host.InvokeAsync(function, $$"""[{"streamId":"{{Order}}","version":0},{"streamId":"visit-{{Order}}"}]"""));

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task A_batch_with_a_document_that_cannot_be_read_fails_whole(string function) => Assert.Equal(
        "Failure", (await hub.Host.InvokeAsync(function, $$"""[{"streamId":"{{Order}}","version":0},{"streamId":"no stream","version":1}]""")).Status);

    [Theory]
    [MemberData(nameof(Timers))]
    public async Task A_timer_runs(string function) => Assert.Equal(new("Success", null), await hub.Host.InvokeAsync(function, """
        {"ScheduleStatus":{"Last":"2026-01-01T00:00:00Z","Next":"2026-01-01T00:01:00Z","LastUpdated":"2026-01-01T00:00:00Z"},"IsPastDue":true}
        """));

    [Theory]
    [MemberData(nameof(Timers))]
    public async Task A_state_of_a_timer_that_cannot_be_read_fails(string function) =>
        Assert.Equal("Failure", (await hub.Host.InvokeAsync(function, """{"IsPastDue":"perhaps"}""")).Status);
}

using System.Diagnostics;
using Hub.Application.Decisions;
using Hub.Application.Diagnostics;
using Hub.Application.Intake;
using Hub.Application.Reading;
using Hub.Application.Tests.Support;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Testing.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Application.Tests.Diagnostics;

public sealed class Spans : IDisposable
{
    private const string Stored = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name == Tracing.SourceName,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public Spans() => ActivitySource.AddActivityListener(_listener);

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void The_stored_traceparent_is_the_parent_and_the_current_span_a_link()
    {
        using var current = new Activity("queue").Start();
        using var span = Tracing.Start("deliver message", ActivityKind.Producer, Stored);
        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"), (span!.TraceId.ToHexString(), span.ParentSpanId.ToHexString()));
        Assert.Equal(current.Context.SpanId, Assert.Single(span.Links).Context.SpanId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no traceparent")]
    [InlineData("00-00000000000000000000000000000000-0000000000000000-01")]
    public void Without_a_traceparent_that_can_be_read_it_is_a_child_of_the_current_span(string? stored)
    {
        using var current = new Activity("request").Start();
        using var span = Tracing.Start("receive message", ActivityKind.Internal, stored);
        Assert.Equal((current.TraceId, current.SpanId), (span!.TraceId, span.ParentSpanId));
    }

    [Fact]
    public void A_span_that_is_its_own_parents_child_does_not_link_to_it()
    {
        using var current = new Activity("request").Start();
        using var span = Tracing.Start("receive message", ActivityKind.Internal, current.Id);
        Assert.Equal(current.SpanId, span!.ParentSpanId);
        Assert.Empty(span.Links);
    }

    [Fact]
    public void Over_one_stream_its_span_is_the_current_one_and_over_several_none_of_them()
    {
        using var current = new Activity("batch").Start();
        using (Tracing.StartAll("follow", ActivityKind.Consumer, [Stored]))
            Assert.Equal("0af7651916cd43dd8448eb211c80319c", Activity.Current!.TraceId.ToHexString());
        Assert.Same(current, Activity.Current);
        using (Tracing.StartAll("follow", ActivityKind.Consumer, [Stored, null])) Assert.Same(current, Activity.Current);
        Assert.Same(current, Activity.Current);
    }

    [Fact]
    public async Task A_photo_that_is_fetched_later_belongs_to_the_trace_of_the_message_that_announced_it()
    {
        var bench = new PhotoBench();
        bench.Announce();
        bench.Log.Put(Given.Id, bench.Log.All.Select(e => e.Event is PhotoAnnounced ? e with { TraceParent = Stored } : e).ToList());
        await bench.SweepFetchesAsync();
        AssertInTrace(bench.Log.All.Single(e => e.Event is PhotoAdded));
    }

    [Fact]
    public async Task An_award_that_a_sweep_makes_belongs_to_the_trace_of_the_message_that_placed_the_order()
    {
        var story = OrderStory.Placed().Record(Actor.TheHub, new OrderUnrouted("No contract covers this work."));
        var door = new Door(story);
        door.Log.Put(Given.Id, story.Events.Select(e => e with { TraceParent = Stored }));
        var views = new MemoryViews();
        views.All[Given.Id] = OrderSummary.Of(door.Order!);
        await new RouteWaiting(views, door.Log, new DecisionContextLoader(door.Dwellings, door.Cache), door.Clock, NullLogger<RouteWaiting>.Instance)
            .SweepAsync(CancellationToken.None);
        AssertInTrace(door.Log.All.Single(e => e.Event is OrderAwarded));
    }

    private static void AssertInTrace(RecordedEvent recorded) =>
        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", recorded.TraceParent, StringComparison.Ordinal);
}

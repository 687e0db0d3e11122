using System.Diagnostics;
using Hub.Application.Deliveries;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Deliveries;

public sealed class Signals
{
    private static readonly LaneId Lane = new(Given.Id, Recipient.OfPartner(Given.Alfa));

    [Fact]
    public void A_signal_names_its_lane_and_the_trace_that_sent_it()
    {
        using var sender = new Activity("sender").SetIdFormat(ActivityIdFormat.W3C).Start();
        var signal = LaneSignal.For(Lane);
        Assert.Equal($$"""{"lane":"{{Given.Id}}.alfa","traceparent":"{{sender.Id}}"}""", signal.ToJson());
        Assert.Equal(signal, LaneSignal.Parse(signal.ToJson()));
    }

    [Fact]
    public void A_signal_outside_any_trace_names_its_lane_alone() => Assert.Equal($$"""{"lane":"{{Given.Id}}.alfa"}""", new LaneSignal(Lane, null).ToJson());

    [Theory]
    [InlineData("")]
    [InlineData("alfa")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"lane":"4711.alfa"}""")]
    public void Any_other_text_is_no_signal(string text)
    {
        Assert.Throws<LaneSignalException>(() => LaneSignal.Parse(text));
        Assert.Null(LaneSignal.LaneOf(text));
    }
}

using Hub.EndToEnd.Tests.Support;
using Xunit.Abstractions;

namespace Hub.EndToEnd.Tests;

/// <summary>On the local runtime.</summary>
[Trait(Runtime.Trait, Runtime.Local)]
public sealed class Crashes(CrashedLocalHub crashed, ITestOutputHelper output) : CrashPromises(crashed, output), IClassFixture<CrashedLocalHub>
{
    [Fact]
    public void No_part_of_a_photo_is_left_on_the_disk() => Assert.Empty(crashed.PartsOfPhotos);
}

/// <summary>In Azure, with two instances; in a long run only.</summary>
[Trait(Runtime.Trait, Runtime.Azure)]
[Trait(Runtime.Length, Runtime.Long)]
public sealed class Crashes_in_Azure(CrashedAzureHub crashed, ITestOutputHelper output) : CrashPromises(crashed, output), IClassFixture<CrashedAzureHub>;

/// <summary>What a hub that is killed at any moment, under load, still keeps of its promises.</summary>
public abstract class CrashPromises(CrashedHub crashed, ITestOutputHelper output)
{
    private static readonly string[] Life =
        ["order.placed", "order.awarded", "order.accepted", "appointment.made", "work.started", "photo.added", "work.completed",
            "inspection.passed", "order.closed"];

    private IEnumerable<string> Orders => crashed.Answered.Select(a => a.Order).Distinct();

    [Fact]
    public void It_was_killed_under_load_often_enough()
    {
        output.WriteLine(
            $"{crashed.Kills} kills, {crashed.Answered.Count} messages of {Orders.Count()} orders, {crashed.Erp.Received.Count} deliveries to the ERP, "
            + $"{crashed.Erp.AllOrders.Sum(o => o.Repeats)} of them once more after a crash, {crashed.SentAgain} messages sent again for want of an answer.");
        Assert.InRange(crashed.Kills, crashed.Rounds, int.MaxValue);
        Assert.InRange(crashed.Answered.Count, 100, int.MaxValue);
    }

    [Fact]
    public void No_message_is_refused_because_an_earlier_one_was_lost() => Assert.Empty(crashed.Refused);

    [Fact]
    public async Task What_was_answered_is_in_the_timeline_once_and_in_order()
    {
        foreach (var order in Orders)
        {
            var timeline = (await crashed.Manager.GetAsync($"api/v1/orders/{order}/timeline")).Expect(200).Json;
            Assert.Equal(Life, timeline.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("type").GetString()!["nl.ketenhub.".Length..^3]));
        }
    }

    [Fact]
    public async Task Every_photo_that_was_answered_is_there_to_the_bit()
    {
        foreach (var order in Orders)
            Assert.Equal("intact", (await crashed.Manager.GetAsync($"api/v1/orders/{order}/photos/P-1/verify"))
                .Expect(200).Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_lists_show_every_order_as_its_timeline_ended()
    {
        var listed = new HashSet<string>();
        string? cursor = null;
        do
        {
            var page = (await crashed.Manager.GetAsync($"api/v1/orders?status=closed&limit=100{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(200).Json;
            foreach (var order in page.GetProperty("orders").EnumerateArray()) listed.Add(order.GetProperty("number").GetString()!);
            cursor = page.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        Assert.Empty(Orders.Except(listed));
    }

    [Fact]
    public async Task Nothing_is_owed_and_nothing_is_parked()
    {
        foreach (var state in (string[])["owed", "parked"])
        {
            var page = (await crashed.Manager.GetAsync($"api/v1/manage/deliveries?state={state}")).Expect(200).Json;
            Assert.Equal(0, page.GetProperty("deliveries").GetArrayLength());
        }
    }

    [Fact]
    public void The_ERP_hears_each_event_once_and_in_order() => Assert.All(Orders, order => Assert.Equal(
        ["OrderAwarded GUN", "OrderAccepted GUN", "AppointmentMade PLN", "WorkStarted INB", "PhotoAdded INB", "WorkCompleted TEC", "OrderClosed AFG"],
        crashed.Erp.Order(order).Events.Select(e => $"{e.Name} {e.Status}")));

    [Fact]
    public void A_contractor_hears_each_message_once_and_in_order() => Assert.All(Orders, order =>
    {
        var heard = crashed.ContractorOf(order).ReceivedFor(order).Select(h => h.Summary).ToList();
        Assert.Equal(2, heard.Count);
        Assert.Matches("^(order.awarded|MaintenanceInstruction)", heard[0]);
        Assert.Matches("^(inspection.passed|AIN)", heard[1]);
    });

    [Fact]
    public void Nobody_hears_of_another_contractors_order() => Assert.All(crashed.Contractors, contractor =>
        Assert.All(Orders.Where(o => crashed.ContractorOf(o) != contractor), order => Assert.Empty(contractor.ReceivedFor(order))));
}

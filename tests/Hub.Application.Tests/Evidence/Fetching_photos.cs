using Hub.Application.Evidence;
using Hub.Application.Recoverability;
using Hub.Application.Tests.Support;
using Hub.Domain.Orders;
using Hub.Testing;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Evidence;

public sealed class Fetching_photos
{
    private readonly PhotoBench _bench = new();

    private AgendaItem Item => Assert.Single(_bench.Agenda.All, i => i.Kind is AgendaKind.Fetch);

    private IEnumerable<AgendaItem> Fetches => _bench.Agenda.All.Where(i => i.Kind is AgendaKind.Fetch);

    private PhotoRejected Rejected => Assert.IsType<PhotoRejected>(_bench.Log.All.Last().Event);

    /// <summary>Turns the clock to when the photo is due, and fetches.</summary>
    private Task SweepWhenDueAsync()
    {
        _bench.Clock.Advance(Item.DueAt - _bench.Now);
        return _bench.SweepFetchesAsync();
    }

    [Fact]
    public async Task A_photo_that_is_had_is_added_by_who_announced_it()
    {
        _bench.Announce();
        await _bench.SweepFetchesAsync();
        Assert.Equal(("P-1", Given.ContractorAlfa), (_bench.Order.Photos.Received.Single().Id, _bench.Order.Photos.Received.Single().By));
        Assert.Equal([PhotoBench.Key()], _bench.Store.Keys);
    }

    [Fact]
    public async Task One_that_the_hub_fails_on_is_looked_at_later_and_keeps_the_others_from_nothing()
    {
        _bench.Announce();
        _bench.Log.Poisoned = Given.Id;
        await _bench.SweepFetchesAsync();
        Assert.Equal(_bench.Now.AddMinutes(10), Item.DueAt);
        _bench.Log.Poisoned = null;
        await SweepWhenDueAsync();
        Assert.Single(_bench.Order.Photos.Received);
    }

    [Fact]
    public async Task Then_it_is_waited_for_no_more()
    {
        _bench.Announce();
        await _bench.SweepFetchesAsync();
        Assert.Empty(_bench.Order.Photos.Awaited);
        Assert.Empty(Fetches);
    }

    [Fact]
    public async Task It_is_fetched_as_its_sender_at_its_address()
    {
        _bench.Announce();
        await _bench.SweepFetchesAsync();
        Assert.Equal(["alfa https://alfa.example/photos/P-1.jpg"], _bench.Source.Asked);
    }

    [Fact]
    public async Task A_partner_is_asked_for_one_photo_at_a_time()
    {
        var (now, most) = (0, 0);
        _bench.Source.Opening = async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
        };
        foreach (var id in (string[])["P-1", "P-2", "P-3"]) _bench.Announce(id, $"https://alfa.example/photos/{id}.jpg");
        await _bench.SweepFetchesAsync();
        Assert.Equal((3, 1), (_bench.Source.Asked.Count, most));
    }

    [Fact]
    public async Task The_hub_does_not_ask_itself_and_says_so_at_once()
    {
        _bench.Announce("P-1", "https://hub.example/api/v1/orders/1/photos/P-1");
        await _bench.SweepFetchesAsync();
        Assert.Empty(_bench.Source.Asked);
        Assert.Contains("the hub's own", Rejected.Reason, StringComparison.Ordinal);
        Assert.Empty(Fetches);
    }

    [Fact]
    public async Task After_a_failure_it_is_tried_again_by_the_schedule_of_deliveries()
    {
        _bench.Announce();
        _bench.Source.Fails();
        foreach (var seconds in new[] { 5, 60, 300, 1_800, 7_200, 18_000, 36_000, 43_200 })
        {
            await SweepWhenDueAsync();
            Assert.InRange((Item.DueAt - _bench.Now).TotalSeconds, seconds, seconds * 1.2);
        }
    }

    [Fact]
    public async Task Who_waits_for_it_can_read_why_it_failed_last()
    {
        _bench.Announce();
        _bench.Source.Fails();
        await _bench.SweepFetchesAsync();
        Assert.Equal((1, "The address answered 500.", Given.Alfa), (Item.Failures, Item.Note, Item.PartnerId));
    }

    [Fact]
    public async Task Before_it_is_due_again_nobody_is_asked()
    {
        _bench.Announce();
        _bench.Source.Fails();
        await _bench.SweepFetchesAsync();
        _bench.Clock.Advance(TimeSpan.FromSeconds(4));
        await _bench.SweepFetchesAsync();
        Assert.Single(_bench.Source.Asked);
    }

    [Fact]
    public async Task After_three_days_it_is_given_up_and_its_sender_hears_why()
    {
        _bench.Announce();
        var announcedAt = _bench.Now;
        _bench.Source.Fails();
        while (Fetches.Any()) await SweepWhenDueAsync();
        Assert.Equal(announcedAt.AddDays(3), _bench.Now);
        Assert.Equal(new PhotoRejected("P-1", "photo-not-fetched", "The photo could not be fetched at its address. The address answered 500."), Rejected);
        Assert.Empty(_bench.Order.Photos.Awaited);
    }

    [Fact]
    public async Task Where_asking_again_changes_nothing_it_is_given_up_at_once()
    {
        _bench.Announce();
        _bench.Source.Fails(FailureKind.NotAllowed, isFinal: true);
        await _bench.SweepFetchesAsync();
        Assert.Equal("photo-not-fetched", Rejected.Code);
        Assert.Empty(Fetches);
    }

    [Fact]
    public async Task One_that_was_given_up_is_shown_until_it_is_announced_again()
    {
        _bench.Announce();
        _bench.Source.Fails(FailureKind.NotAllowed, isFinal: true);
        await _bench.SweepFetchesAsync();
        var given = Assert.Single(_bench.Order.Photos.Rejected);
        Assert.Equal(("photo-not-fetched", Given.ContractorAlfa, _bench.Now), (given.Rejected.Code, given.Awaited.By, given.At));

        _bench.Announce();
        Assert.Empty(_bench.Order.Photos.Rejected);
    }

    [Fact]
    public async Task Of_very_many_that_were_given_up_the_last_are_shown()
    {
        _bench.Source.Fails(FailureKind.NotAllowed, isFinal: true);
        for (var i = 0; i < PhotoRules.MaxRejectedShown + 2; i++)
        {
            _bench.Announce($"P-{i}");
            await _bench.SweepFetchesAsync();
        }
        Assert.Equal(PhotoRules.MaxRejectedShown, _bench.Order.Photos.Rejected.Count);
        Assert.Equal(("P-2", "P-51"), (_bench.Order.Photos.Rejected[0].Rejected.PhotoId, _bench.Order.Photos.Rejected[^1].Rejected.PhotoId));
    }

    [Fact]
    public async Task Where_the_address_is_gone_it_is_given_up_at_once()
    {
        _bench.Announce();
        _bench.Source.Fails(FailureKind.Gone);
        await _bench.SweepFetchesAsync();
        Assert.Equal("photo-not-fetched", Rejected.Code);
    }

    [Fact]
    public async Task What_is_no_picture_is_rejected_with_the_reason()
    {
        _bench.Announce();
        _bench.Source.Answer = _ => new FetchResult.Fetched("<html>Log in first</html>"u8.ToArray());
        await _bench.SweepFetchesAsync();
        Assert.Equal("picture-format", Rejected.Code);
        Assert.Empty(Fetches);
        Assert.Empty(_bench.Store.Keys);
    }

    [Fact]
    public async Task What_was_deleted_for_privacy_does_not_come_back_by_its_address()
    {
        await _bench.AlfaAddsAsync("P-0");
        await _bench.DeleteAsync("P-0");
        _bench.Announce();
        await _bench.SweepFetchesAsync();
        Assert.Equal("photo-deleted", Rejected.Code);
        Assert.Empty(_bench.Store.Keys);
    }

    [Fact]
    public async Task The_photo_of_an_order_that_was_cancelled_meanwhile_is_rejected()
    {
        _bench.Announce();
        _bench.Record(Given.Corporation, new OrderCancelled());
        await _bench.SweepFetchesAsync();
        Assert.Equal("wrong-state", Rejected.Code);
    }

    [Fact]
    public async Task The_photo_of_who_is_no_partner_any_more_is_rejected()
    {
        _bench.Announce();
        _bench.Registry.Partners.Remove(Given.PartnerAlfa);
        await _bench.SweepFetchesAsync();
        Assert.Equal("sender-unknown", Rejected.Code);
        Assert.Empty(_bench.Source.Asked);
    }

    [Fact]
    public async Task A_broken_store_leaves_it_due()
    {
        _bench.Announce();
        var item = Item;
        _bench.Store.IsBroken = true;
        await _bench.SweepFetchesAsync();
        Assert.Equal(item, Item);
        _bench.Store.IsBroken = false;
        await _bench.SweepFetchesAsync();
        Assert.Single(_bench.Order.Photos.Received);
    }

    [Fact]
    public async Task One_that_the_hub_stumbles_over_does_not_stop_the_others()
    {
        var poisoned = OrderId.For(Given.ErpId, "poisoned");
        await _bench.Agenda.SetAsync(new AgendaItem(poisoned, AgendaKind.Fetch, "P-0", _bench.Now.AddHours(-1)), CancellationToken.None);
        _bench.Log.Poisoned = poisoned;
        _bench.Announce();
        await _bench.SweepFetchesAsync();
        Assert.Single(_bench.Order.Photos.Received);
    }

    [Fact]
    public async Task An_address_that_drips_holds_up_neither_another_sender_nor_another_host()
    {
        TaskCompletionSource dripping = new(), asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.Source.OpeningOf = url =>
        {
            if (url.Contains("other", StringComparison.Ordinal)) asked.TrySetResult();
            return url.Contains("drip", StringComparison.Ordinal) ? dripping.Task : Task.CompletedTask;
        };
        _bench.Announce("P-1", "https://drip.example/1.jpg");
        _bench.Announce("P-2", "https://drip.example/2.jpg");
        var sweep = _bench.SweepFetchesAsync();

        // Announced while the first is on its way.
        _bench.Announce("P-3", "https://other.example/3.jpg");
        await LookAgainAsync(sweep);
        await asked.Task.Soon();
        dripping.SetResult();
        await sweep.Soon();
        Assert.Equal(["drip.example/1.jpg", "other.example/3.jpg", "drip.example/2.jpg"], _bench.Source.Asked.Select(a => a["alfa https://".Length..]));
        Assert.Equal(3, _bench.Order.Photos.Received.Count);
    }

    [Fact]
    public async Task A_sweep_ends_while_a_photo_drips_and_the_next_does_not_ask_for_it_again()
    {
        var dripping = new TaskCompletionSource();
        _bench.Source.OpeningOf = _ => dripping.Task;
        _bench.Announce();
        var first = _bench.SweepFetchesAsync();
        while (!first.IsCompleted) await LookAgainAsync(first);
        var second = _bench.SweepFetchesAsync();
        Assert.Single(_bench.Source.Asked);
        dripping.SetResult();
        await second.Soon();
        Assert.Single(_bench.Source.Asked);
        Assert.Single(_bench.Order.Photos.Received);
    }

    [Fact]
    public async Task However_many_photos_of_one_sender_are_due_those_of_another_come_among_the_first()
    {
        for (var i = 0; i < 40; i++) _bench.Announce($"P-{i}", $"https://host-{i % 20}.example/{i}.jpg");
        var other = OrderId.For(Given.ErpId, "other");
        await _bench.Agenda.SetAsync(new AgendaItem(other, AgendaKind.Fetch, "Q-1", _bench.Now, PartnerId: "beta"), CancellationToken.None);
        var asked = 0;
        _bench.Log.BeforeLoad = id => asked = id == other && asked == 0 ? _bench.Source.Asked.Count : asked;
        await _bench.SweepFetchesAsync();
        Assert.InRange(asked, 0, 2);
    }

    // Turns the clock to the next time at which a sweep looks for what became due.
    private async Task LookAgainAsync(Task sweep)
    {
        await Task.WhenAny(sweep, _bench.Clock.WhenArmedAsync(_bench.Now.AddSeconds(2))).Soon();
        _bench.Clock.Advance(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task While_the_circuit_is_open_no_failure_is_counted_and_the_last_reason_stays()
    {
        _bench.Announce();
        _bench.Source.Fails();
        await SweepWhenDueAsync();
        _bench.Source.Fails(FailureKind.CircuitOpen);
        await SweepWhenDueAsync();
        Assert.Equal((1, "The address answered 500."), (Item.Failures, Item.Note));
    }

    [Fact]
    public async Task One_that_was_not_even_tried_says_so()
    {
        _bench.Announce();
        _bench.Source.Fails(FailureKind.CircuitOpen);
        await SweepWhenDueAsync();
        Assert.Equal("Not tried yet: other photos of this sender could not be fetched a moment ago.", Item.Note);
    }

    // Of an earlier version's items nobody knows whose they are.
    [Fact]
    public async Task One_whose_sender_was_not_noted_holds_up_no_other_order_and_is_noted_then()
    {
        var slow = OrderId.For(Given.ErpId, "slow");
        foreach (var id in (string[])["P-8", "P-9"]) await _bench.Agenda.SetAsync(new AgendaItem(slow, AgendaKind.Fetch, id, _bench.Now.AddHours(-1)), CancellationToken.None);
        _bench.Log.BeforeLoad = id => _bench.Clock.Advance(id == slow ? TimeSpan.FromSeconds(21) : TimeSpan.Zero);
        _bench.Announce();
        await _bench.Agenda.SetAsync(Assert.Single(Fetches, i => i.Stream == Given.Id) with { PartnerId = null }, CancellationToken.None);
        _bench.Source.Fails();
        await _bench.SweepFetchesAsync();
        var asked = Assert.Single(Fetches, i => i.Stream == Given.Id);
        Assert.Equal((1, Given.Alfa), (asked.Failures, asked.PartnerId));
    }

    [Fact]
    public async Task What_nobody_waits_for_any_more_is_struck()
    {
        _bench.Announce();
        await _bench.AlfaAddsAsync();
        await _bench.SweepFetchesAsync();
        await SweepWhenDueAsync();
        Assert.Empty(Fetches);
        Assert.Empty(_bench.Source.Asked);
    }

    // The item is written before the event: a sweep may come between the two.
    [Fact]
    public async Task A_photo_whose_announcement_is_still_coming_is_fetched_all_the_same()
    {
        await _bench.Agenda.SetAsync(new AgendaItem(Given.Id, AgendaKind.Fetch, "P-1", _bench.Now), CancellationToken.None);
        await _bench.SweepFetchesAsync();
        _bench.Record(Given.ContractorAlfa, Given.Announced());
        await SweepWhenDueAsync();
        Assert.Single(_bench.Order.Photos.Received);
    }

    [Fact]
    public async Task A_photo_that_was_announced_by_who_lost_the_order_is_not_fetched()
    {
        _bench.Announce();
        _bench.Record(Given.ContractorAlfa, new OrderRefused());
        await _bench.SweepFetchesAsync();
        Assert.Empty(_bench.Source.Asked);
    }

    [Fact]
    public async Task Many_photos_of_one_order_all_come()
    {
        for (var i = 1; i <= 12; i++) _bench.Announce($"P-{i}");
        _bench.Source.Answer = url => new FetchResult.Fetched(PhotoBench.Picture(url.Length + url[^5]));
        await _bench.SweepFetchesAsync();
        Assert.Equal(12, _bench.Order.Photos.Received.Count);
        Assert.Empty(Fetches);
    }
}

using Hub.Application.Deliveries;
using Hub.Storage.Tests.Support;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What every store of deliveries promises.</summary>
public abstract class DeliveryStoreContract
{
    private static readonly DateTimeOffset Now = Given.Start.AddDays(1);
    private static readonly DateTimeOffset Hold = Now.AddMinutes(2);

    /// <summary>An empty store.</summary>
    protected abstract IDeliveryStore Store { get; }

    private static readonly Recipient Alfa = Recipient.OfPartner("alfa");

    private static LaneId Lane(int order = 1, string partner = "alfa") => new(Given.Order(order), Recipient.OfPartner(partner));

    private Task OweAsync(params Delivery[] deliveries) => Store.EnqueueAsync(deliveries, CancellationToken.None);

    private async Task<Delivery> OweOneAsync(int version = 1, int order = 1, string partner = "alfa")
    {
        var delivery = Given.Delivery(Given.Order(order), version, partner);
        await OweAsync(delivery);
        return delivery;
    }

    private Task<Delivery?> ClaimAsync(Delivery delivery, DateTimeOffset? now = null) => Store.TryClaimAsync(delivery, now ?? Now, (now ?? Now).AddMinutes(2), CancellationToken.None);

    private Task<bool> SettleAsync(Delivery delivery) => Store.SettleAsync(delivery, CancellationToken.None);

    private async Task<Delivery> FindAsync(Delivery delivery) => (await Store.FindAsync(delivery.Id, CancellationToken.None))!;

    private async Task<IReadOnlyList<int>> OpenAsync(int order = 1) => [.. (await Store.PendingInLaneAsync(Lane(order), 50, CancellationToken.None)).Select(d => d.Version)];

    private async Task ParkAsync(Delivery delivery) => await SettleAsync((await ClaimAsync(delivery))! with { State = DeliveryState.Parked, Note = "why" });

    private async Task<IReadOnlyList<LaneId>> OverdueAsync(DateTimeOffset? dueBefore = null) =>
        [.. (await Store.OverdueLanesAsync(Alfa, Now, dueBefore ?? Now, 50, CancellationToken.None)).Select(l => l.Lane)];

    [Fact]
    public async Task What_is_owed_is_found_whole()
    {
        var delivery = await OweOneAsync();
        Assert.Equal(delivery, await FindAsync(delivery));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found() => Assert.Null(await Store.FindAsync("dlv_404", CancellationToken.None));

    [Fact]
    public async Task What_is_owed_twice_is_owed_once()
    {
        await OweOneAsync();
        await OweOneAsync();
        Assert.Equal([1], await OpenAsync());
    }

    [Fact]
    public async Task What_is_owed_again_after_it_was_delivered_stays_delivered()
    {
        var delivery = await OweOneAsync();
        await SettleAsync((await ClaimAsync(delivery))! with { State = DeliveryState.Delivered, DoneAt = Now });
        await OweOneAsync();
        Assert.Equal(DeliveryState.Delivered, (await FindAsync(delivery)).State);
    }

    [Fact]
    public async Task A_lane_gives_what_is_open_in_the_order_of_its_events()
    {
        await OweOneAsync(3);
        await OweOneAsync(1);
        await OweOneAsync(2);
        await ParkAsync(Given.Delivery(Given.Order(), 1));
        Assert.Equal([1, 2, 3], await OpenAsync());
    }

    [Fact]
    public async Task A_lane_gives_no_more_than_was_asked()
    {
        for (var v = 1; v <= 5; v++) await OweOneAsync(v);
        Assert.Equal([1, 2], (await Store.PendingInLaneAsync(Lane(), 2, CancellationToken.None)).Select(d => d.Version));
    }

    [Fact]
    public async Task Lanes_do_not_see_each_other()
    {
        await OweOneAsync(1, order: 1);
        await OweOneAsync(1, order: 2);
        await OweOneAsync(1, partner: "beta");
        Assert.Single(await OpenAsync());
    }

    [Fact]
    public async Task What_is_done_is_not_in_the_lane()
    {
        await SettleAsync((await ClaimAsync(await OweOneAsync(1)))! with { State = DeliveryState.Delivered, DoneAt = Now });
        await SettleAsync((await ClaimAsync(await OweOneAsync(2)))! with { State = DeliveryState.Skipped, DoneAt = Now });
        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task A_claim_counts_the_attempt_and_notes_the_first()
    {
        var claimed = (await ClaimAsync(await OweOneAsync()))!;
        Assert.Equal((1, (DateTimeOffset?)Now), (claimed.Attempts, claimed.FirstTriedAt));
        await SettleAsync(claimed);
        Assert.Equal(claimed, await FindAsync(claimed));
    }

    [Fact]
    public async Task Only_one_of_two_claims_wins()
    {
        var delivery = await OweOneAsync();
        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => ClaimAsync(delivery))));
        Assert.Single(claims, c => c is not null);
    }

    [Fact]
    public async Task A_claim_that_is_held_is_not_taken_by_another_who_read_it_since()
    {
        var claimed = (await ClaimAsync(await OweOneAsync()))!;
        Assert.Null(await ClaimAsync(await FindAsync(claimed)));
    }

    [Fact]
    public async Task A_claim_that_ran_out_may_be_taken_by_another()
    {
        var claimed = (await ClaimAsync(await OweOneAsync()))!;
        Assert.Equal(2, (await ClaimAsync(await FindAsync(claimed), Hold))!.Attempts);
    }

    [Fact]
    public async Task Who_lost_its_claim_settles_nothing()
    {
        var first = (await ClaimAsync(await OweOneAsync()))!;
        Assert.NotNull(await ClaimAsync(await FindAsync(first), Hold));
        Assert.False(await SettleAsync(first with { State = DeliveryState.Parked }));
        Assert.Equal(DeliveryState.Pending, (await FindAsync(first)).State);
    }

    [Fact]
    public async Task A_later_attempt_keeps_the_moment_of_the_first()
    {
        var first = (await ClaimAsync(await OweOneAsync()))!;
        await SettleAsync(first with { Failures = 1, NextAttemptAt = Now.AddMinutes(1) });
        Assert.Equal(Now, (await ClaimAsync(await FindAsync(first), Now.AddHours(1)))!.FirstTriedAt);
    }

    [Fact]
    public async Task What_is_not_owed_any_more_is_not_claimed()
    {
        var delivery = await OweOneAsync();
        await ParkAsync(delivery);
        Assert.Null(await ClaimAsync(await FindAsync(delivery), Now.AddDays(1)));
    }

    [Fact]
    public async Task What_came_of_an_attempt_is_written_down_whole_and_lets_go()
    {
        var settled = (await ClaimAsync(await OweOneAsync()))! with { Failures = 1, NextAttemptAt = Now.AddMinutes(1), Note = "The partner answered 500." };
        Assert.True(await SettleAsync(settled));
        Assert.Equal(settled, await FindAsync(settled));
        Assert.NotNull(await ClaimAsync(settled));
    }

    [Fact]
    public async Task What_is_settled_stays_settled()
    {
        var claimed = (await ClaimAsync(await OweOneAsync()))!;
        await SettleAsync(claimed with { State = DeliveryState.Delivered, DoneAt = Now });
        Assert.False(await SettleAsync(claimed with { NextAttemptAt = Now.AddMinutes(1) }));
        Assert.Equal(DeliveryState.Delivered, (await FindAsync(claimed)).State);
    }

    [Fact]
    public async Task A_parked_delivery_can_be_made_owed_again()
    {
        var delivery = await OweOneAsync();
        await ParkAsync(delivery);
        var parked = await FindAsync(delivery);
        Assert.True(await Store.ReplaceAsync(parked, parked with { State = DeliveryState.Pending, Failures = 0, FirstTriedAt = null, Note = null }, Now, CancellationToken.None));
        Assert.Equal(delivery with { Attempts = 1, FirstAttemptAt = parked.FirstTriedAt }, await FindAsync(delivery));
    }

    [Fact]
    public async Task What_is_held_is_not_changed_by_hand()
    {
        await ClaimAsync(await OweOneAsync());
        var read = await FindAsync(Given.Delivery(Given.Order(), 1));
        Assert.False(await Store.ReplaceAsync(read, read with { State = DeliveryState.Skipped }, Now, CancellationToken.None));
        Assert.Equal(DeliveryState.Pending, (await FindAsync(read)).State);
    }

    [Fact]
    public async Task What_was_held_too_long_can_be_changed_by_hand()
    {
        await ClaimAsync(await OweOneAsync());
        var read = await FindAsync(Given.Delivery(Given.Order(), 1));
        Assert.True(await Store.ReplaceAsync(read, read with { State = DeliveryState.Skipped, DoneAt = Hold }, Hold, CancellationToken.None));
        Assert.Equal(DeliveryState.Skipped, (await FindAsync(read)).State);
    }

    [Fact]
    public async Task What_was_settled_since_it_was_read_is_not_claimed_by_that_reading()
    {
        var read = await OweOneAsync();
        await SettleAsync((await ClaimAsync(read))! with { Failures = 1, NextAttemptAt = Now.AddMinutes(1) });
        Assert.Null(await ClaimAsync(read));
    }

    [Fact]
    public async Task What_is_changed_by_hand_is_free_for_the_next_attempt()
    {
        var delivery = await OweOneAsync();
        await ParkAsync(delivery);
        var parked = await FindAsync(delivery);
        await Store.ReplaceAsync(parked, parked with { State = DeliveryState.Pending, Failures = 0 }, Now, CancellationToken.None);
        Assert.NotNull(await ClaimAsync(await FindAsync(delivery)));
    }

    [Fact]
    public async Task What_changed_since_it_was_read_is_not_changed_by_hand()
    {
        var delivery = await OweOneAsync();
        await ParkAsync(delivery);
        Assert.False(await Store.ReplaceAsync(delivery, delivery with { State = DeliveryState.Skipped }, Now, CancellationToken.None));
        Assert.Equal(DeliveryState.Parked, (await FindAsync(delivery)).State);
    }

    [Fact]
    public async Task The_list_comes_in_pages_oldest_first()
    {
        for (var v = 1; v <= 5; v++) await OweOneAsync(v);
        var seen = new List<int>();
        var query = new DeliveryQuery(Limit: 2);
        do
        {
            var page = await Store.ListAsync(query, CancellationToken.None);
            Assert.InRange(page.Items.Count, 1, 2);
            seen.AddRange(page.Items.Select(d => d.Version));
            query = query with { Cursor = page.Cursor };
        }
        while (query.Cursor is not null);
        Assert.Equal([1, 2, 3, 4, 5], seen);
    }

    [Fact]
    public async Task The_list_is_narrowed_by_state_partner_and_order()
    {
        await OweOneAsync(1);
        await OweOneAsync(2);
        await OweOneAsync(1, order: 2);
        await OweOneAsync(1, partner: "beta");
        await ParkAsync(Given.Delivery(Given.Order(), 1));
        await SettleAsync((await ClaimAsync(Given.Delivery(Given.Order(2), 1)))! with { State = DeliveryState.Delivered, DoneAt = Now });

        async Task<int> CountAsync(DeliveryQuery query) => (await Store.ListAsync(query, CancellationToken.None)).Items.Count;
        Assert.Equal(4, await CountAsync(new DeliveryQuery()));
        Assert.Equal(1, await CountAsync(new DeliveryQuery(DeliveryState.Parked)));
        Assert.Equal(2, await CountAsync(new DeliveryQuery(DeliveryState.Pending)));
        Assert.Equal(1, await CountAsync(new DeliveryQuery(DeliveryState.Delivered)));
        Assert.Equal(1, await CountAsync(new DeliveryQuery(Recipient: Recipient.OfPartner("beta"))));
        Assert.Equal(3, await CountAsync(new DeliveryQuery(Stream: Given.Order())));
        Assert.Equal(1, await CountAsync(new DeliveryQuery(DeliveryState.Pending, Alfa, Given.Order())));
    }

    [Fact]
    public async Task A_lane_is_overdue_when_its_head_is_untried_or_due()
    {
        await OweOneAsync(1, order: 1);
        var waits = (await ClaimAsync(await OweOneAsync(1, order: 2)))!;
        await SettleAsync(waits with { NextAttemptAt = Now.AddHours(1) });
        Assert.Equal([Lane(1)], await OverdueAsync());
    }

    [Fact]
    public async Task A_lane_that_was_owed_just_now_is_not_overdue()
    {
        await OweOneAsync();
        Assert.Empty(await OverdueAsync(Given.Start));
    }

    [Fact]
    public async Task A_lane_that_somebody_works_is_not_overdue()
    {
        await ClaimAsync(await OweOneAsync());
        Assert.Empty(await OverdueAsync());
    }

    [Fact]
    public async Task A_lane_whose_head_is_parked_or_waits_is_not_overdue()
    {
        await ParkAsync(await OweOneAsync(1, order: 1));
        await OweOneAsync(2, order: 1);
        await SettleAsync((await ClaimAsync(await OweOneAsync(1, order: 2)))! with { NextAttemptAt = Now.AddHours(1) });
        await OweOneAsync(2, order: 2);
        Assert.Empty(await OverdueAsync());
    }

    [Fact]
    public async Task Lanes_are_found_with_the_moment_at_which_they_are_due()
    {
        var untried = await OweOneAsync(1, order: 1);
        await SettleAsync((await ClaimAsync(await OweOneAsync(1, order: 2)))! with { NextAttemptAt = Now.AddHours(1) });
        Assert.Equal(
            [new DueLane(Lane(1), untried.CreatedAt), new DueLane(Lane(2), Now.AddHours(1))],
            await Store.OverdueLanesAsync(Alfa, Now, DateTimeOffset.MaxValue, 50, CancellationToken.None));
    }

    [Fact]
    public async Task Waking_makes_all_that_waits_for_a_partner_due_now()
    {
        var waits = (await ClaimAsync(await OweOneAsync()))!;
        await SettleAsync(waits with { Failures = 3, NextAttemptAt = Now.AddHours(1) });
        await OweOneAsync(1, order: 2);
        Assert.Equal([new DueLane(Lane(1), Now)], await Store.MakeDueAsync(Alfa, Now, TimeSpan.Zero, 50, CancellationToken.None));
        Assert.Null((await FindAsync(waits)).NextAttemptAt);
        Assert.Equal(3, (await FindAsync(waits)).Failures);
    }

    [Fact]
    public async Task Waking_step_by_step_brings_each_lane_forward_and_puts_none_off()
    {
        foreach (var (order, minutes) in new[] { (1, 60), (2, 60), (3, 1), (4, 60) })
            await SettleAsync((await ClaimAsync(await OweOneAsync(1, order: order)))! with { NextAttemptAt = Now.AddMinutes(minutes) });
        var step = TimeSpan.FromMinutes(2);
        Assert.Equal(
            [new DueLane(Lane(1), Now), new DueLane(Lane(2), Now.AddMinutes(2)), new DueLane(Lane(3), Now.AddMinutes(4))],
            await Store.MakeDueAsync(Alfa, Now, step, 3, CancellationToken.None));
        Assert.Equal([new DueLane(Lane(4), Now.AddMinutes(6))], await Store.MakeDueAsync(Alfa, Now.AddMinutes(6), step, 3, CancellationToken.None));
        Assert.Equal(
            [(Lane(1), 0d), (Lane(3), 1d), (Lane(2), 2d), (Lane(4), 6d)],
            (await Store.OverdueLanesAsync(Alfa, Now, DateTimeOffset.MaxValue, 50, CancellationToken.None))
                .Select(l => (l.Lane, (l.DueAt - Now).TotalMinutes)));
    }

    [Fact]
    public async Task What_was_enqueued_while_the_clock_was_ahead_is_due_too()
    {
        var ahead = await OweOneAsync();
        var now = ahead.CreatedAt.AddHours(-3);
        Assert.Equal([Lane(1)], (await Store.OverdueLanesAsync(Alfa, now, now, 50, CancellationToken.None)).Select(l => l.Lane));
    }

    [Fact]
    public async Task Waking_one_partner_wakes_no_other()
    {
        var waits = (await ClaimAsync(await OweOneAsync(partner: "beta")))!;
        await SettleAsync(waits with { NextAttemptAt = Now.AddHours(1) });
        Assert.Empty(await Store.MakeDueAsync(Alfa, Now, TimeSpan.Zero, 50, CancellationToken.None));
        Assert.NotNull((await FindAsync(waits)).NextAttemptAt);
    }

    [Fact]
    public async Task A_mailbox_gives_what_is_owed_oldest_first()
    {
        await OweOneAsync(1, order: 2);
        await OweOneAsync(1, order: 1);
        await OweOneAsync(1, partner: "beta");
        Assert.Equal([Given.Order(2), Given.Order(1)], (await Store.MailboxAsync(Alfa, 50, CancellationToken.None)).Select(d => d.Stream));
    }

    [Fact]
    public async Task A_mailbox_gives_nothing_that_stands_behind_a_parked_delivery()
    {
        await OweOneAsync(1);
        await OweOneAsync(2);
        await OweOneAsync(3);
        await ParkAsync(Given.Delivery(Given.Order(), 2));
        Assert.Equal([1], (await Store.MailboxAsync(Alfa, 50, CancellationToken.None)).Select(d => d.Version));
    }

    [Fact]
    public async Task The_backlog_tells_what_every_partner_is_owed()
    {
        await OweOneAsync(1);
        await OweOneAsync(2);
        await OweOneAsync(3);
        await OweOneAsync(1, partner: "beta");
        await ParkAsync(Given.Delivery(Given.Order(), 1));
        await SettleAsync((await ClaimAsync(Given.Delivery(Given.Order(), 1, "beta")))! with { State = DeliveryState.Delivered, DoneAt = Now });
        Assert.Equal([new Backlog(Alfa, 2, 1, Given.Start.AddMinutes(2))], await Store.BacklogAsync(CancellationToken.None));
    }

    [Fact]
    public async Task The_backlog_tells_since_when_deliveries_are_parked_and_when_the_last_was()
    {
        for (var version = 1; version <= 4; version++)
        {
            var claimed = (await ClaimAsync(await OweOneAsync(version, order: version)))!;
            await SettleAsync(claimed with { State = DeliveryState.Parked, DoneAt = Now.AddMinutes(version) });
        }
        var first = await FindAsync(Given.Delivery(Given.Order(1), 1));
        await Store.ReplaceAsync(first, first with { State = DeliveryState.Pending, DoneAt = null }, Hold, CancellationToken.None);
        var backlog = Assert.Single(await Store.BacklogAsync(CancellationToken.None));
        Assert.Equal((3, Now.AddMinutes(2), Now.AddMinutes(4)), (backlog.Parked, backlog.ParkedSince, backlog.LastParkedAt));
    }

    [Fact]
    public async Task It_tells_whether_a_recipient_took_anything_since()
    {
        await SettleAsync((await ClaimAsync(await OweOneAsync(1)))! with { State = DeliveryState.Delivered, DoneAt = Now });
        await SettleAsync((await ClaimAsync(await OweOneAsync(2)))! with { State = DeliveryState.Skipped, DoneAt = Now.AddHours(1) });
        await SettleAsync((await ClaimAsync(await OweOneAsync(3)))! with { State = DeliveryState.Parked, DoneAt = Now.AddHours(1) });
        Assert.True(await Store.HasDeliveredSinceAsync(Alfa, Now, CancellationToken.None));
        Assert.False(await Store.HasDeliveredSinceAsync(Alfa, Now.AddTicks(1), CancellationToken.None));
        Assert.False(await Store.HasDeliveredSinceAsync(Recipient.OfPartner("beta"), Now, CancellationToken.None));
    }

    [Fact]
    public async Task A_recipient_of_another_kind_with_the_same_id_is_another_recipient()
    {
        var resident = new Recipient("resident", "alfa");
        var theirs = Given.Delivery(Given.Order(), 1) with { Recipient = resident };
        await Store.EnqueueAsync([Given.Delivery(Given.Order(), 1), theirs], CancellationToken.None);
        Assert.Equal([theirs], await Store.PendingInLaneAsync(new LaneId(Given.Order(), resident), 10, CancellationToken.None));
        Assert.Equal(theirs, await Store.FindAsync(theirs.Id, CancellationToken.None));
        Assert.Equal([theirs], (await Store.ListAsync(new DeliveryQuery(Recipient: resident), CancellationToken.None)).Items);
        Assert.Equal(
            [Alfa, resident], (await Store.BacklogAsync(CancellationToken.None)).Select(b => b.Recipient));
        Assert.Equal([theirs.Lane], (await Store.OverdueLanesAsync(resident, Now, Now, 10, CancellationToken.None)).Select(l => l.Lane));
    }

    private static KeptMessage Message(string body, string writtenFor = "Canonical", bool namesPerson = false) => new(
        new OutboundMessage
        {
            ContentType = "application/json", Body = System.Text.Encoding.UTF8.GetBytes(body), Method = "PATCH", Path = "orders/1",
            Headers = new Dictionary<string, string> { ["X-A"] = "b" },
            Instead = new OutboundMessage { ContentType = "application/json", Body = "{}"u8.ToArray(), Method = "PUT" },
        },
        writtenFor, namesPerson);

    private async Task<string?> KeptAsync(Delivery delivery) =>
        await Store.FindMessageAsync(delivery, CancellationToken.None) is { } kept ? System.Text.Encoding.UTF8.GetString(kept.ToJson()) : null;

    private Task<KeepOutcome> KeepAsync(Delivery delivery, KeptMessage? read, KeptMessage message) => Store.KeepMessageAsync(delivery, read, message, CancellationToken.None);

    private static string Text(KeptMessage message) => System.Text.Encoding.UTF8.GetString(message.ToJson());

    [Fact]
    public async Task A_kept_message_comes_back_whole_and_the_first_one_stays()
    {
        var delivery = await OweOneAsync();
        Assert.Null(await KeptAsync(delivery));
        Assert.Equal(KeepOutcome.Kept, await KeepAsync(delivery, null, Message("first")));
        Assert.Equal(KeepOutcome.AnotherKept, await KeepAsync(delivery, null, Message("second")));
        Assert.Equal(Text(Message("first")), await KeptAsync(delivery));
    }

    [Fact]
    public async Task A_kept_message_is_replaced_by_who_read_it()
    {
        var delivery = await OweOneAsync();
        await KeepAsync(delivery, null, Message("first"));
        Assert.Equal(KeepOutcome.AnotherKept, await KeepAsync(delivery, Message("other", "Dico"), Message("third", "Vera")));
        Assert.Equal(KeepOutcome.Kept, await KeepAsync(delivery, Message("first"), Message("second", "Dico")));
        Assert.Equal(Text(Message("second", "Dico")), await KeptAsync(delivery));
    }

    [Fact]
    public async Task A_message_goes_when_its_delivery_is_delivered_or_skipped()
    {
        foreach (var state in (DeliveryState[])[DeliveryState.Delivered, DeliveryState.Skipped])
        {
            var delivery = await OweOneAsync(version: (int)state);
            await KeepAsync(delivery, null, Message("first"));
            await Store.ReplaceAsync(delivery, delivery with { State = state, DoneAt = Now }, Now, CancellationToken.None);
            Assert.Null(await KeptAsync(delivery));
            Assert.Equal(KeepOutcome.NotPending, await KeepAsync(delivery, null, Message("late")));
        }
    }

    [Fact]
    public async Task A_message_stays_while_it_is_tried_and_goes_when_one_that_was_refused_is_changed_to_be_tried_anew()
    {
        var delivery = await OweOneAsync();
        await KeepAsync(delivery, null, Message("first"));
        var claimed = (await Store.TryClaimAsync(delivery, Now, Now.AddMinutes(2), CancellationToken.None))!;
        await Store.SettleAsync(claimed with { Failures = 1, WasRefused = true }, CancellationToken.None);
        var refused = (await Store.FindAsync(delivery.Id, CancellationToken.None))!;
        Assert.True(refused.WasRefused);
        Assert.NotNull(await KeptAsync(delivery));
        await Store.ReplaceAsync(refused, refused with { WasRefused = false, Failures = 0 }, Now, CancellationToken.None);
        Assert.Null(await KeptAsync(delivery));
    }

    [Fact]
    public async Task Erasing_takes_the_messages_of_one_stream_that_name_a_person()
    {
        var (naming, other, elsewhere) = (await OweOneAsync(1), await OweOneAsync(2), await OweOneAsync(1, order: 2));
        foreach (var delivery in (Delivery[])[naming, elsewhere]) await KeepAsync(delivery, null, Message("resident", namesPerson: true));
        await KeepAsync(other, null, Message("none"));
        await Store.EraseMessagesAsync(Given.Order(), CancellationToken.None);
        Assert.Null(await KeptAsync(naming));
        Assert.NotNull(await KeptAsync(other));
        Assert.NotNull(await KeptAsync(elsewhere));
    }
}

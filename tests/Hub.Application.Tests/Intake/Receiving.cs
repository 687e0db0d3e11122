using System.Text;
using Hub.Application.Archive;
using Hub.Application.Intake;
using Hub.Application.Tests.Support;
using Hub.Domain.Documents;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Domain.Work;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Intake;

public sealed class Receiving
{
    private static readonly ResidentContact Resident = new("A. Bewoner", "0612345678");

    private static IncomingOrderMessage Place(string id = "m-1") => Door.Message(id, new PlaceOrder(Given.Content()));

    private static IncomingOrderMessage Accept(string id = "m-2") => Door.Message(id, new OrderAccepted());

    [Fact]
    public async Task A_taken_message_is_on_the_order_under_its_receipt()
    {
        var door = new Door();
        var answer = Assert.IsType<Answer.Accepted>(await door.ErpSaysAsync(Place()));
        Assert.Equal(((StreamId)Given.Id, 2, "m-1", false), (answer.Subject!.Value, answer.Version, answer.MessageId, answer.Repeated));
        Assert.Equal(answer.ReceiptId, door.Log.Receipts.Single().ReceiptId);
    }

    [Fact]
    public async Task Its_events_tell_which_message_caused_them()
    {
        var door = new Door();
        await door.ErpSaysAsync(Place() with { CorrelationId = "talk-1" });
        Assert.All(door.Log.All, e => Assert.Equal(("m-1", "talk-1"), (e.CausationId, e.CorrelationId)));
    }

    [Fact]
    public async Task A_fact_bears_its_own_time_and_the_hubs()
    {
        var door = new Door(OrderStory.Awarded());
        await door.AlfaSaysAsync(Accept() with { OccurredAt = new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.FromHours(1)) });
        var accepted = door.Log.All.Last();
        Assert.Equal((Given.Start.AddDays(1).AddHours(-1), Given.Start.AddDays(1), TimeSpan.Zero), (accepted.OccurredAt, accepted.RecordedAt, accepted.OccurredAt.Offset));
    }

    [Fact]
    public async Task A_repeated_message_gets_the_same_answer_and_has_no_second_effect()
    {
        var door = new Door();
        var first = (Answer.Accepted)await door.ErpSaysAsync(Place());
        Assert.Equal(first with { Repeated = true, Order = null }, await door.ErpSaysAsync(Place()));
        Assert.Equal(2, door.Order!.Version);
    }

    [Fact]
    public async Task A_repeated_message_gets_the_same_answer_even_after_it_cost_the_sender_the_order()
    {
        var door = new Door(OrderStory.Awarded());
        var refuse = Door.Message("m-2", new OrderRefused("No capacity."));
        var first = (Answer.Accepted)await door.AlfaSaysAsync(refuse);
        Assert.Equal(first with { Repeated = true, Order = null }, await door.AlfaSaysAsync(refuse));
        Assert.Equal(MessageOutcome.Accepted, door.Archive.All.Single().Outcome);
    }

    [Fact]
    public async Task The_same_id_with_another_body_is_reused()
    {
        var door = new Door();
        await door.ErpSaysAsync(Place());
        Assert.IsType<Answer.Reused>(await door.ErpSaysAsync(Place(), "another body"));
        Assert.Equal(2, door.Order!.Version);
    }

    [Fact]
    public async Task The_same_id_with_another_body_is_reused_even_when_the_archive_has_forgotten()
    {
        var door = new Door();
        await door.ErpSaysAsync(Place());
        door.Archive.All.Clear();
        Assert.IsType<Answer.Reused>(await door.ErpSaysAsync(Place(), "another body"));
    }

    [Fact]
    public async Task The_same_message_written_anew_gets_the_same_answer()
    {
        var door = new Door();
        var place = Place() with { Meaning = new byte[] { 1 } };
        var first = (Answer.Accepted)await door.ErpSaysAsync(place);
        Assert.Equal(first with { Repeated = true, Order = null }, await door.ErpSaysAsync(place, "the same in other words"));
        Assert.IsType<Answer.Reused>(await door.ErpSaysAsync(place with { Meaning = new byte[] { 2 } }));
        door.Archive.All.Clear();
        Assert.Equal(first with { Repeated = true, Order = null }, await door.ErpSaysAsync(place, "the same in other words"));
        Assert.IsType<Answer.Reused>(await door.ErpSaysAsync(place with { Meaning = new byte[] { 2 } }));
    }

    [Fact]
    public async Task A_message_that_was_kept_with_a_hash_of_its_bytes_is_known_again()
    {
        var door = new Door();
        var first = (Answer.Accepted)await door.ErpSaysAsync(Place());
        Assert.Equal(first with { Repeated = true, Order = null }, await door.ErpSaysAsync(Place() with { Meaning = new byte[] { 1 } }));
        door.Archive.All.Clear();
        Assert.Equal(first with { Repeated = true, Order = null }, await door.ErpSaysAsync(Place() with { Meaning = new byte[] { 1 } }));
        Assert.IsType<Answer.Reused>(await door.ErpSaysAsync(Place() with { Meaning = new byte[] { 1 } }, "another body"));
    }

    [Fact]
    public async Task A_message_without_an_identity_that_was_kept_by_its_bytes_is_known_again()
    {
        var door = new Door();
        var first = (Answer.Accepted)await door.ErpSaysAsync(Place() with { MessageId = null });
        var again = await door.ErpSaysAsync(Place() with { MessageId = null, Meaning = new byte[] { 1 } });
        Assert.Equal(first with { Repeated = true, Order = null }, again);
        Assert.Equal(2, door.Order!.Version);
    }

    [Fact]
    public async Task A_message_that_was_kept_with_its_keys_as_they_were_sent_is_known_again()
    {
        var door = new Door();
        var first = (Answer.Accepted)await door.ErpSaysAsync(Place() with { Meaning = new byte[] { 1 } });
        var now = Place() with { Meaning = new byte[] { 2 }, EarlierMeanings = new Lazy<IReadOnlyList<byte[]>>([[7], [1]]) };
        Assert.Equal(first with { Repeated = true, Order = null }, await door.ErpSaysAsync(now, "in other words"));
        door.Archive.All.Clear();
        Assert.Equal(first with { Repeated = true, Order = null }, await door.ErpSaysAsync(now, "in other words"));
        Assert.IsType<Answer.Reused>(await door.ErpSaysAsync(now with { EarlierMeanings = new Lazy<IReadOnlyList<byte[]>>([[7], [3]]) }, "in other words"));
    }

    [Fact]
    public async Task A_message_without_an_identity_that_was_kept_with_its_keys_as_sent_is_known_again()
    {
        var door = new Door();
        var first = (Answer.Accepted)await door.ErpSaysAsync(Place() with { MessageId = null, Meaning = new byte[] { 1 } });
        var again = await door.ErpSaysAsync(
            Place() with { MessageId = null, Meaning = new byte[] { 2 }, EarlierMeanings = new Lazy<IReadOnlyList<byte[]>>([[7], [1]]) }, "in other words");
        Assert.Equal(first with { Repeated = true, Order = null }, again);
        Assert.Equal(2, door.Order!.Version);
    }

    [Fact]
    public async Task The_same_id_of_another_partner_is_another_message()
    {
        var door = new Door();
        await door.ErpSaysAsync(Place("m-1"));
        Assert.False(Assert.IsType<Answer.Accepted>(await door.AlfaSaysAsync(Accept("m-1"))).Repeated);
    }

    [Fact]
    public async Task A_message_that_comes_while_it_is_worked_on_is_running()
    {
        var door = new Door();
        var working = new TaskCompletionSource();
        var reached = new TaskCompletionSource();
        door.Log.BeforeAppend = () =>
        {
            reached.SetResult();
            return working.Task;
        };
        var first = door.ErpSaysAsync(Place());
        await reached.Task;
        Assert.IsType<Answer.Running>(await door.ErpSaysAsync(Place()));
        working.SetResult();
        Assert.False(Assert.IsType<Answer.Accepted>(await first).Repeated);
    }

    [Fact]
    public async Task Once_it_is_done_it_is_not_running_any_more()
    {
        var door = new Door();
        await door.ErpSaysAsync(Place());
        Assert.IsType<Answer.Accepted>(await door.ErpSaysAsync(Place()));
    }

    [Fact]
    public async Task A_message_without_an_identity_is_known_by_its_text()
    {
        var door = new Door();
        await door.ErpSaysAsync(Place() with { MessageId = null });
        Assert.True(Assert.IsType<Answer.Accepted>(await door.ErpSaysAsync(Place() with { MessageId = null })).Repeated);
    }

    [Fact]
    public async Task An_idempotency_key_serves_where_the_message_has_no_identity()
    {
        var door = new Door();
        var answer = Assert.IsType<Answer.Accepted>(await door.SaysAsync(Given.Erp, Place() with { MessageId = null }, key: "k-1"));
        Assert.Equal("key:k-1", answer.MessageId);
    }

    [Fact]
    public async Task A_put_without_an_identity_is_each_time_a_new_wish()
    {
        var door = new Door();
        var put = Door.Message(null, new ReplaceOrder(Given.Content()));
        await door.ErpSaysAsync(put, operation: Operation.Put);
        var second = Assert.IsType<Answer.Accepted>(await door.ErpSaysAsync(put, operation: Operation.Put));
        Assert.Equal((false, 2), (second.Repeated, second.Version));
    }

    [Fact]
    public async Task What_is_not_readable_is_kept_under_the_receipt_with_its_faults()
    {
        var door = new Door();
        var answer = Assert.IsType<Answer.Unreadable>(await door.GibberishAsync("{", new ReadError("/status", "A code.")));
        var kept = await door.Archive.FindAsync(answer.ReceiptId, CancellationToken.None);
        Assert.Equal((MessageOutcome.Unreadable, "/status: A code.", "{"), (kept!.Outcome, kept.Reason, Encoding.UTF8.GetString(kept.Body.Span)));
    }

    [Fact]
    public async Task Nothing_of_an_unreadable_message_is_on_any_order()
    {
        var door = new Door();
        await door.GibberishAsync("{", new ReadError("/status", "A code."));
        Assert.Empty(door.Log.All);
    }

    [Fact]
    public async Task A_refused_message_is_kept_with_the_reason()
    {
        var door = new Door(OrderStory.Awarded());
        var answer = Assert.IsType<Answer.Refused>(await door.AlfaSaysAsync(Door.Message("m-2", new OrderClosed())));
        var kept = door.Archive.All.Single();
        Assert.Equal((answer.ReceiptId, MessageOutcome.Refused, answer.Refusal.Reason, (OrderId?)Given.Id), (kept.ReceiptId, kept.Outcome, kept.Reason, kept.Subject));
    }

    [Fact]
    public async Task A_refused_message_is_refused_again_whatever_the_order_has_become()
    {
        var door = new Door(OrderStory.Awarded());
        var complete = Door.Message("m-2", new InspectionPassed());
        var first = await door.ErpSaysAsync(complete);
        await door.AlfaSaysAsync(Door.Message("m-3", new WorkCompleted()));
        Assert.Equal(first, await door.ErpSaysAsync(complete));
    }

    [Fact]
    public async Task A_refusal_leaves_no_event()
    {
        var door = new Door(OrderStory.Awarded());
        await door.AlfaSaysAsync(Door.Message("m-2", new OrderClosed()));
        Assert.Equal(2, door.Order!.Version);
    }

    [Fact]
    public async Task A_message_about_an_order_that_is_still_to_come_is_taken_once_it_is_there()
    {
        var door = new Door();
        Assert.Equal("order-not-found", Assert.IsType<Answer.Refused>(await door.AlfaSaysAsync(Accept())).Refusal.Code);
        await door.ErpSaysAsync(Place());
        Assert.False(Assert.IsType<Answer.Accepted>(await door.AlfaSaysAsync(Accept())).Repeated);
        Assert.Equal(MessageOutcome.Accepted, door.Archive.All.Single(m => m.MessageId == "m-2").Outcome);
    }

    [Fact]
    public async Task An_order_that_cannot_be_right_may_be_placed_again_under_the_same_message()
    {
        var door = new Door();
        door.Dwellings.All.Clear();
        Assert.Equal("dwelling-unknown", Assert.IsType<Answer.Refused>(await door.ErpSaysAsync(Place())).Refusal.Code);
        door.Dwellings.All[Given.Home.Id] = Given.Home;
        Assert.IsType<Answer.Accepted>(await door.ErpSaysAsync(Place()));
    }

    [Fact]
    public async Task Another_contractors_order_does_not_exist()
    {
        var door = new Door(OrderStory.Awarded());
        Assert.Equal(OrderDecisions.NoSuchOrder(), Assert.IsType<Answer.Refused>(await door.SaysAsync(Given.PartnerBeta, Accept())).Refusal);
        Assert.Empty(door.Log.Receipts);
    }

    [Fact]
    public async Task An_order_that_nobody_has_exists_for_no_contractor()
    {
        var door = new Door(OrderStory.Placed().Record(Actor.TheHub, new OrderUnrouted("none")));
        Assert.Equal("order-not-found", Assert.IsType<Answer.Refused>(await door.AlfaSaysAsync(Accept())).Refusal.Code);
    }

    [Fact]
    public async Task An_order_is_found_by_the_hubs_own_id_too()
    {
        var door = new Door(OrderStory.Awarded());
        Assert.IsType<Answer.Accepted>(await door.AlfaSaysAsync(Accept() with { Order = new OrderReference.ByIdOrNumber(Given.Id.ToString()) }));
    }

    [Theory]
    [InlineData("1", "8712345000004", "8712345000011", true)]
    [InlineData("01", null, null, true)]
    [InlineData("2", null, null, false)]
    [InlineData(null, "8712345000028", null, false)]
    [InlineData(null, null, "8712345000028", false)]
    public async Task What_a_message_gives_of_parties_and_sub_number_must_agree(string? sub, string? buyer, string? contractor, bool found)
    {
        var door = new Door(OrderStory.Awarded());
        var answer = await door.AlfaSaysAsync(Accept() with { Order = new OrderReference.ByNumber("4711", sub, buyer, contractor) });
        Assert.Equal(found, answer is Answer.Accepted);
    }

    [Fact]
    public async Task Two_messages_at_once_are_both_decided_the_later_on_what_the_earlier_left()
    {
        var door = new Door(OrderStory.Awarded());
        door.Log.BeforeAppend = async () => Assert.IsType<Answer.Accepted>(await door.ErpSaysAsync(Door.Message("m-9", new InformationRequested("When?"))));
        var answer = Assert.IsType<Answer.Accepted>(await door.AlfaSaysAsync(Accept()));
        Assert.Equal(4, answer.Version);
        Assert.Equal(["OrderPlaced", "OrderAwarded", "InformationRequested", "OrderAccepted"], door.Log.All.Select(e => e.Event.Name));
    }

    [Fact]
    public async Task What_the_earlier_of_two_rules_out_is_refused()
    {
        var door = new Door(OrderStory.Awarded());
        door.Log.BeforeAppend = () => door.ErpSaysAsync(Door.Message("m-9", new OrderCancelled()));
        Assert.Equal("wrong-state", Assert.IsType<Answer.Refused>(await door.AlfaSaysAsync(Accept())).Refusal.Code);
        Assert.Equal(MessageOutcome.Refused, door.Archive.All.Single(m => m.MessageId == "m-2").Outcome);
    }

    [Fact]
    public async Task The_contact_is_kept_apart_and_never_in_events()
    {
        var door = new Door();
        await door.ErpSaysAsync(Place() with { Contact = Resident });
        Assert.Equal((Resident, Given.Start.AddDays(91)), door.Contacts.All[Given.Id]);
        Assert.DoesNotContain(door.Log.All, e => Encoding.UTF8.GetString(OrderEventJson.Write(e.OrderEvent)).Contains("Bewoner", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_number_of_the_resident_is_told_to_the_contractor()
    {
        var door = new Door(OrderStory.Awarded());
        await door.ErpSaysAsync(Door.Message("m-5") with { Contact = Resident });
        Assert.IsType<OrderAmended>(door.Log.All.Last().Event);
        Assert.Equal(Resident, door.Contacts.All[Given.Id].Contact);
    }

    [Fact]
    public async Task The_same_resident_again_is_no_news()
    {
        var door = new Door(OrderStory.Awarded());
        await door.ErpSaysAsync(Door.Message("m-5") with { Contact = Resident });
        var events = door.Log.All.Count();
        await door.ErpSaysAsync(Door.Message("m-6") with { Contact = Resident }, "another body");
        Assert.Equal(events, door.Log.All.Count());
    }

    [Fact]
    public async Task A_message_from_the_future_is_taken_when_its_time_has_come()
    {
        var door = new Door(OrderStory.Awarded());
        var early = Accept() with { OccurredAt = door.Clock.GetUtcNow().AddMinutes(11) };
        Assert.Equal("from-the-future", Assert.IsType<Answer.Refused>(await door.AlfaSaysAsync(early)).Refusal.Code);
        door.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.IsType<Answer.Accepted>(await door.AlfaSaysAsync(early));
    }

    [Fact]
    public async Task A_contractor_names_no_resident()
    {
        var door = new Door(OrderStory.Awarded());
        await door.AlfaSaysAsync(Accept() with { Contact = Resident });
        Assert.Empty(door.Contacts.All);
    }

    [Fact]
    public async Task The_resident_of_an_order_that_has_ended_is_not_kept_anew()
    {
        var door = new Door(OrderStory.Closed());
        Assert.IsType<Answer.Accepted>(await door.ErpSaysAsync(Door.Message("m-9", new ReplaceOrder(Given.Content())) with { Contact = Resident }, operation: Operation.Put));
        Assert.Empty(door.Contacts.All);
    }

    [Fact]
    public async Task A_refused_message_leaves_no_contact()
    {
        var door = new Door();
        door.Dwellings.All.Clear();
        await door.ErpSaysAsync(Place() with { Contact = Resident });
        Assert.Empty(door.Contacts.All);
    }

    [Fact]
    public async Task A_broken_archive_answers_nothing_and_the_same_message_again_works()
    {
        var door = new Door();
        door.Archive.IsBroken = true;
        await Assert.ThrowsAsync<StoreException>(() => door.ErpSaysAsync(Place()));
        door.Archive.IsBroken = false;
        Assert.Equal(2, Assert.IsType<Answer.Accepted>(await door.ErpSaysAsync(Place())).Version);
        Assert.Equal(2, door.Order!.Version);
    }

    [Fact]
    public async Task A_message_whose_archiving_broke_is_archived_when_it_comes_again()
    {
        var door = new Door();
        door.Archive.IsBroken = true;
        await Assert.ThrowsAsync<StoreException>(() => door.ErpSaysAsync(Place()));
        door.Archive.IsBroken = false;
        await door.ErpSaysAsync(Place());
        Assert.Equal(("m-1", MessageOutcome.Accepted, (OrderId?)Given.Id), (door.Archive.All.Single().MessageId, door.Archive.All.Single().Outcome, door.Archive.All.Single().Subject));
    }

    [Fact]
    public async Task A_broken_log_answers_nothing_and_the_same_message_again_works()
    {
        var door = new Door();
        door.Log.BeforeAppend = () => throw new StoreException("The log is away.", new IOException());
        await Assert.ThrowsAsync<StoreException>(() => door.ErpSaysAsync(Place()));
        Assert.Empty(door.Log.All);
        Assert.False(Assert.IsType<Answer.Accepted>(await door.ErpSaysAsync(Place())).Repeated);
    }

    [Fact]
    public async Task A_message_that_could_not_be_appended_is_not_archived()
    {
        var door = new Door();
        door.Log.BeforeAppend = () => throw new StoreException("The log is away.", new IOException());
        await Assert.ThrowsAsync<StoreException>(() => door.ErpSaysAsync(Place()));
        Assert.Empty(door.Archive.All);
        Assert.Empty(door.Log.Receipts);
    }

    [Fact]
    public async Task A_message_whose_append_lost_a_race_is_not_archived_as_accepted()
    {
        var door = new Door(OrderStory.Awarded());
        IReadOnlyList<ArchivedMessage> meanwhile = [];
        door.Log.BeforeAppend = async () =>
        {
            await door.ErpSaysAsync(Door.Message("m-9", new OrderCancelled()));
            door.Log.BeforeAppend = () =>
            {
                meanwhile = [.. door.Archive.All];
                return Task.CompletedTask;
            };
        };
        await door.AlfaSaysAsync(Accept());
        Assert.Equal(["m-9"], meanwhile.Select(m => m.MessageId));
        Assert.Equal(MessageOutcome.Refused, door.Archive.All.Single(m => m.MessageId == "m-2").Outcome);
    }

    [Fact]
    public async Task A_batch_is_taken_in_its_order_an_answer_each()
    {
        var door = new Door(OrderStory.Awarded());
        var answers = await door.BatchAsync(Given.PartnerAlfa,
            Accept("a") with { Raw = "a"u8.ToArray() }, Door.Message("b", new OrderClosed()) with { Raw = "b"u8.ToArray() }, Door.Message("c", new WorkStarted()) with { Raw = "c"u8.ToArray() });
        Assert.Equal([typeof(Answer.Accepted), typeof(Answer.Refused), typeof(Answer.Accepted)], answers.Select(a => a.GetType()));
        Assert.Equal(OrderStatus.InProgress, door.Order!.Status);
    }

    [Fact]
    public async Task Of_a_batch_each_message_is_kept_with_its_own_bytes()
    {
        var door = new Door(OrderStory.Awarded());
        await door.BatchAsync(Given.PartnerAlfa, Accept("a") with { Raw = "one"u8.ToArray() }, Door.Message("b", new WorkStarted()) with { Raw = "two"u8.ToArray() });
        Assert.Equal(["one", "two"], door.Archive.All.Select(m => Encoding.UTF8.GetString(m.Body.Span)));
    }

    [Fact]
    public async Task The_same_message_twice_in_one_batch_is_taken_once()
    {
        var door = new Door(OrderStory.Awarded());
        var answers = await door.BatchAsync(Given.PartnerAlfa, Accept("a") with { Raw = "a"u8.ToArray() }, Accept("a") with { Raw = "a"u8.ToArray() });
        Assert.Equal([false, true], answers.Cast<Answer.Accepted>().Select(a => a.Repeated));
    }

    [Theory]
    [InlineData("key:i1")]
    [InlineData("id:key:i1")]
    public async Task An_id_of_the_senders_own_is_never_one_that_the_hub_made(string id)
    {
        var door = new Door();
        var byKey = Assert.IsType<Answer.Accepted>(await door.SaysAsync(Given.Erp, Place() with { MessageId = null }, key: "i1"));
        var own = await door.ErpSaysAsync(Door.Message(id, new AmendOrder(new OrderContentChange { Remarks = "x" })));
        Assert.Equal(("key:i1", $"id:{id}"), (byKey.MessageId, Assert.IsType<Answer.Accepted>(own).MessageId));
    }

    [Fact]
    public async Task A_photo_of_a_line_that_nobody_names_is_refused_with_its_place()
    {
        var door = new Door(OrderStory.Awarded());
        var refused = Assert.IsType<Answer.Refused>(await door.AlfaSaysAsync(WithPhotoOf("99", new OrderAccepted())));
        Assert.Equal(("line-unknown", "/photo"), (refused.Refusal.Code, refused.Refusal.Place));
    }

    [Fact]
    public async Task A_photo_of_a_line_of_the_order_or_of_its_own_message_is_taken()
    {
        var door = new Door(OrderStory.Awarded());
        Assert.IsType<Answer.Accepted>(await door.AlfaSaysAsync(WithPhotoOf("1", new OrderAccepted())));
        Assert.IsType<Answer.Accepted>(await door.AlfaSaysAsync(
            WithPhotoOf("9", new ExtraWorkRequested("Rot", [Given.Line("9")])) with { MessageId = "m-3" }));
    }

    [Fact]
    public async Task An_order_may_come_with_photos_of_its_lines_and_of_no_others()
    {
        IncomingOrderMessage PlacedWith(string line) => Place() with { Photos = WithPhotoOf(line, new OrderAccepted()).Photos };
        Assert.Equal("line-unknown", Assert.IsType<Answer.Refused>(await new Door().ErpSaysAsync(PlacedWith("99"))).Refusal.Code);
        Assert.IsType<Answer.Accepted>(await new Door().ErpSaysAsync(PlacedWith("1")));
    }

    [Theory]
    [InlineData("7", true)]
    [InlineData("7.2", true)]
    [InlineData("7.3", false)]
    [InlineData("77", false)]
    public async Task A_photo_may_be_of_a_task_whose_lines_are_numbered_behind_it(string photo, bool taken)
    {
        var order = Given.Content() with { Lines = [Given.Line("7.1"), Given.Line("7.2")] };
        var answer = await new Door().ErpSaysAsync(Door.Message("m-1", new PlaceOrder(order)) with { Photos = WithPhotoOf(photo, new OrderAccepted()).Photos });
        Assert.Equal(taken, answer is Answer.Accepted);
    }

    private static IncomingOrderMessage WithPhotoOf(string line, OrderEvent fact) => Door.Message("m-2", fact) with
    {
        Photos = [new IncomingPhoto { PhotoId = $"P-{line}", Moment = PhotoMoment.Damage, LineNumber = line, Url = "https://alfa.example/1", Place = "/photo" }],
    };
}

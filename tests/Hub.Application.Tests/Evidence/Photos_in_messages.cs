using System.Globalization;
using System.Text;
using Hub.Application.Evidence;
using Hub.Application.Intake;
using Hub.Application.Tests.Support;
using Hub.Domain.Contracts;
using Hub.Domain.Orders;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Evidence;

public sealed class Photos_in_messages
{
    private readonly Door _door = new(OrderStory.Started());

    private static Door AskingOnePhoto()
    {
        var story = new ContractStory(ContractStory.Usual with { Evidence = [new EvidenceRule(null, null, 0, 1)] }).Start();
        var door = new Door();
        door.Log.Put(Given.Id, story.Events);
        return door;
    }

    private static IncomingPhoto In(string id = "P-1", int picture = 1) => In(id, PhotoBench.Picture(picture));

    private static IncomingPhoto In(string id, byte[] bytes, string place = "/photos/0/data") => new() { PhotoId = id, Moment = PhotoMoment.After, Data = bytes, Place = place };

    private static IncomingPhoto At(string id = "P-1") => new() { PhotoId = id, Moment = PhotoMoment.After, Url = $"https://alfa.example/photos/{id}.jpg", Place = "/photos/0/url" };

    private static IncomingOrderMessage With(IncomingOrderMessage message, params IncomingPhoto[] photos) => message with { Photos = photos };

    private static IncomingOrderMessage Message(params IncomingPhoto[] photos) => With(Door.Message("m-1", new InformationGiven("Look.")), photos);

    private static string[] Told(Door door, Answer answer, int count)
    {
        Assert.IsType<Answer.Accepted>(answer);
        return [.. door.Log.All.TakeLast(count).Select(e => e.Event.Name)];
    }

    private static Refusal Refusal(Answer answer) => Assert.IsType<Answer.Refused>(answer).Refusal;

    [Fact]
    public async Task A_completion_that_brings_its_photos_is_not_held_for_want_of_them()
    {
        var door = AskingOnePhoto();
        var answer = await door.AlfaSaysAsync(With(Door.Message("m-1", new WorkCompleted()), In()));
        Assert.Equal(["PhotoAdded", "WorkCompleted", "OrderClosed"], Told(door, answer, 3));
    }

    [Fact]
    public async Task A_completion_that_brings_none_is()
    {
        var door = AskingOnePhoto();
        Assert.Equal(["WorkCompleted", "PhotosMissing"], Told(door, await door.AlfaSaysAsync(Door.Message("m-1", new WorkCompleted())), 2));
    }

    [Fact]
    public async Task A_completion_whose_photos_are_still_to_be_fetched_waits_without_a_word()
    {
        var door = AskingOnePhoto();
        var answer = await door.AlfaSaysAsync(With(Door.Message("m-1", new WorkCompleted()), At()));
        Assert.Equal(["PhotoAnnounced", "WorkCompleted"], Told(door, answer, 2));
        Assert.Equal(OrderStatus.TechnicallyComplete, door.Order!.Status);
    }

    [Fact]
    public async Task An_order_is_placed_before_its_photos_come()
    {
        var door = new Door();
        var answer = await door.ErpSaysAsync(With(Door.Message("m-1", new PlaceOrder(Given.Content())), In()));
        Assert.Equal(["OrderPlaced", "OrderAwarded", "PhotoAdded"], Told(door, answer, 3));
        Assert.Equal([PhotoBench.Key()], door.Evidence.Keys);
    }

    [Theory]
    [InlineData("https://hub.example/api/v1/orders/{0}/photos/P-1")]
    [InlineData("https://hub.example/api/v1/orders/{0}/photos/P-1?size=thumb")]
    [InlineData("https://hub.example/api/v1/evidence/{0}/{1}?until=1&signature=2")]
    public async Task A_photo_of_the_order_that_the_hub_told_of_is_not_another_one(string address)
    {
        await _door.AlfaSaysAsync(Message(In()));
        var url = string.Format(CultureInfo.InvariantCulture, address, Given.Id, PhotoBench.Key().Sha256);
        Assert.Equal(["InformationGiven"], Told(_door, await _door.AlfaSaysAsync(With(Door.Message("m-2", new InformationGiven("Again.")), At("P-2") with { Url = url })), 1));
        Assert.Empty(_door.Order!.Photos.Awaited);
    }

    [Theory]
    [InlineData("https://hub.example/api/v1/orders/{0}/photos/P-9")]
    [InlineData("https://hub.example/api/v1/orders/0565e5ef-9cd5-5a30-b380-f8f383d4ad9f/photos/P-1")]
    [InlineData("https://hub.example/")]
    public async Task An_address_of_the_hub_that_names_no_photo_of_the_order_is_not_passed_over(string address)
    {
        await _door.AlfaSaysAsync(Message(In()));
        var url = string.Format(CultureInfo.InvariantCulture, address, Given.Id);
        await _door.AlfaSaysAsync(With(Door.Message("m-2", new InformationGiven("Again.")), At("P-2") with { Url = url }));
        Assert.Equal("P-2", Assert.Single(_door.Order!.Photos.Awaited).Announced.PhotoId);
    }

    [Fact]
    public async Task A_message_with_a_broken_picture_is_refused_whole_and_its_place_is_named()
    {
        var version = _door.Order!.Version;
        var refusal = Refusal(await _door.AlfaSaysAsync(Message(In(), In("P-2", "no picture"u8.ToArray(), "/photos/1/data"))));
        Assert.Equal(("picture-format", "/photos/1/data"), (refusal.Code, refusal.Place));
        Assert.Equal(version, _door.Order!.Version);
        Assert.Empty(_door.Steps);
    }

    [Fact]
    public async Task One_that_places_an_order_with_a_broken_picture_may_be_sent_again_mended()
    {
        var door = new Door();
        var place = Door.Message("m-1", new PlaceOrder(Given.Content()));
        Assert.Equal("picture-format", Refusal(await door.ErpSaysAsync(With(place, In("P-1", "no picture"u8.ToArray())))).Code);
        Assert.Empty(door.Log.Receipts);
        Assert.IsType<Answer.Accepted>(await door.ErpSaysAsync(With(place with { MessageId = "m-2" }, In()), "mended"));
    }

    [Fact]
    public async Task A_message_that_a_rule_refuses_leaves_no_picture()
    {
        Refusal(await _door.AlfaSaysAsync(With(Door.Message("m-1", new OrderClosed()), In(), At("P-2"))));
        Assert.Empty(_door.Steps);
    }

    [Fact]
    public async Task A_repeated_message_gets_the_same_answer_and_its_picture_is_put_once()
    {
        var first = (Answer.Accepted)await _door.AlfaSaysAsync(Message(In()));
        Assert.Equal(first with { Repeated = true, Order = null }, await _door.AlfaSaysAsync(Message(In())));
        Assert.Single(_door.Steps, "put P-1");
    }

    [Fact]
    public async Task The_same_photo_in_the_next_message_is_no_news()
    {
        await _door.AlfaSaysAsync(Message(In()));
        Assert.Equal(["InformationGiven"], Told(_door, await _door.AlfaSaysAsync(Message(In()) with { MessageId = "m-2" }, "another body"), 1));
        Assert.Single(_door.Order!.Photos.Received);
        Assert.Single(_door.Steps, "put P-1");
    }

    [Fact]
    public async Task The_same_announcement_in_the_next_message_is_no_news()
    {
        await _door.AlfaSaysAsync(Message(At()));
        await _door.AlfaSaysAsync(Message(At()) with { MessageId = "m-2" }, "another body");
        Assert.Single(_door.Order!.Photos.Awaited);
    }

    [Fact]
    public async Task Told_anew_with_another_address_it_is_fetched_there_and_at_once()
    {
        await _door.AlfaSaysAsync(Message(At()));
        var waiting = Assert.Single(_door.Agenda.All, i => i.Kind is AgendaKind.Fetch);
        await _door.Agenda.SetAsync(waiting with { DueAt = waiting.DueAt.AddHours(12), Failures = 7, Note = "HTTP 404." }, CancellationToken.None);
        await _door.AlfaSaysAsync(Message(At() with { Url = "https://alfa.example/photos/better.jpg" }) with { MessageId = "m-2" }, "another body");
        Assert.Equal("https://alfa.example/photos/better.jpg", Assert.Single(_door.Order!.Photos.Awaited).Announced.Url);
        Assert.Equal(waiting with { DueAt = _door.Clock.GetUtcNow() }, Assert.Single(_door.Agenda.All, i => i.Kind is AgendaKind.Fetch));
    }

    [Fact]
    public async Task An_id_of_somebody_else_is_not_passed_over_in_silence()
    {
        await _door.AlfaSaysAsync(Message(At()));
        Assert.Equal("photo-exists", Refusal(await _door.ErpSaysAsync(Message(At()) with { MessageId = "m-2" }, "another body")).Code);
    }

    [Fact]
    public async Task Two_photos_of_one_id_in_a_message_are_refused() =>
        Assert.Equal("photo-exists", Refusal(await _door.AlfaSaysAsync(Message(In("P-1", 1), In("P-1", 2)))).Code);

    [Fact]
    public async Task One_picture_under_two_ids_in_a_message_is_two_photos_of_it()
    {
        await _door.AlfaSaysAsync(Message(In("P-1"), In("P-2")));
        Assert.Equal((2, 1), (_door.Order!.Photos.Received.Count, _door.Evidence.Keys.Count));
    }

    [Fact]
    public async Task What_was_deleted_for_privacy_does_not_come_back_in_a_message()
    {
        await _door.AlfaSaysAsync(Message(In()));
        var delete = new DeletePhoto(_door.Log, new StorePictures(_door.Evidence, _door.Agenda, _door.Leases, _door.Clock, _door.Metrics), _door.Clock);
        await delete.DeleteAsync(Given.Id, Given.Corporation, new PhotoDeleted("P-1", PhotoDeletion.Privacy, "A face."), CancellationToken.None);
        Assert.Equal("photo-deleted", Refusal(await _door.AlfaSaysAsync(Message(In("P-2")) with { MessageId = "m-2" }, "another body")).Code);
        Assert.Empty(_door.Evidence.Keys);
    }

    [Fact]
    public async Task An_announced_photo_is_on_the_agenda_before_its_event_stands()
    {
        IReadOnlyList<AgendaItem> before = [];
        _door.Log.BeforeAppend = () =>
        {
            before = _door.Agenda.All;
            return Task.CompletedTask;
        };
        await _door.AlfaSaysAsync(Message(At()));
        Assert.Equal([new AgendaItem(Given.Id, AgendaKind.Fetch, "P-1", _door.Clock.GetUtcNow(), PartnerId: Given.Alfa)], before);
    }

    [Fact]
    public async Task A_picture_is_in_the_store_before_its_event_stands()
    {
        IReadOnlyList<EvidenceKey> before = [];
        _door.Log.BeforeAppend = () =>
        {
            before = _door.Evidence.Keys;
            return Task.CompletedTask;
        };
        await _door.AlfaSaysAsync(Message(In()));
        Assert.Equal([PhotoBench.Key()], before);
        Assert.Equal(["set Picture", "put P-1"], _door.Steps);
    }

    [Fact]
    public async Task A_broken_store_answers_nothing_and_the_same_message_again_works()
    {
        _door.Evidence.IsBroken = true;
        await Assert.ThrowsAsync<StoreException>(() => _door.AlfaSaysAsync(Message(In())));
        Assert.Empty(_door.Order!.Photos.Received);
        _door.Evidence.IsBroken = false;
        Assert.Equal(["PhotoAdded", "InformationGiven"], Told(_door, await _door.AlfaSaysAsync(Message(In())), 2));
    }

    [Fact]
    public async Task A_picture_whose_event_did_not_come_has_a_reminder()
    {
        _door.Log.BeforeAppend = () => throw new StoreException("The log is away.", new IOException());
        await Assert.ThrowsAsync<StoreException>(() => _door.AlfaSaysAsync(Message(In())));
        Assert.Equal((AgendaKind.Picture, PhotoBench.Key().Sha256), (_door.Agenda.All.Single().Kind, _door.Agenda.All.Single().Item));
    }

    [Fact]
    public async Task A_message_is_decided_again_with_its_photos_on_what_another_left()
    {
        _door.Log.BeforeAppend = async () => Assert.IsType<Answer.Accepted>(await _door.ErpSaysAsync(Door.Message("m-9", new InformationRequested("When?"))));
        Assert.Equal(["InformationRequested", "PhotoAdded", "InformationGiven"], Told(_door, await _door.AlfaSaysAsync(Message(In())), 3));
    }

    [Fact]
    public async Task What_is_archived_has_no_picture_and_tells_how_large_the_message_was()
    {
        _door.ArchivesOnly("without");
        await _door.AlfaSaysAsync(Message(In()), "with the picture");
        Assert.Equal(("without", 16L), (Encoding.UTF8.GetString(_door.Archive.All.Single().Body.Span), _door.Archive.All.Single().Size));
    }

    [Fact]
    public async Task So_is_what_is_archived_of_a_refused_one()
    {
        _door.ArchivesOnly("without");
        await _door.AlfaSaysAsync(Message(In("P-1", "no picture"u8.ToArray())), "with the picture");
        Assert.Equal("without", Encoding.UTF8.GetString(_door.Archive.All.Single().Body.Span));
    }
}

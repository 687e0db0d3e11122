using System.Security.Cryptography;
using Hub.Application.Evidence;
using Hub.Application.Tests.Support;
using Hub.Domain;
using Hub.Domain.Orders;
using Hub.Domain.Streams;
using Hub.Testing.Orders;

namespace Hub.Application.Tests.Evidence;

public sealed class Adding_photos
{
    private readonly PhotoBench _bench = new();

    private Task<PhotoAnswer> AddsAsync(PhotoToAdd photo, int picture = 1) => _bench.AddAsync(Given.ContractorAlfa, photo, PhotoBench.Picture(picture));

    [Fact]
    public async Task A_photo_that_was_taken_in_stands_on_the_order_and_in_the_store()
    {
        var photo = (await _bench.AlfaAddsAsync()).Photo();
        Assert.Equal(photo, Assert.Single(_bench.Order.Photos.Received));
        Assert.Equal([PhotoBench.Key()], _bench.Store.Keys);
    }

    [Fact]
    public async Task Its_event_bears_the_hashes_of_what_came_and_of_what_is_kept()
    {
        var photo = (await _bench.AlfaAddsAsync()).Photo();
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(PhotoBench.Picture())), PhotoBench.Key().Sha256), (photo.Picture.OriginalSha256, photo.Picture.Sha256));
    }

    [Fact]
    public async Task The_store_is_told_what_it_is()
    {
        await _bench.AlfaAddsAsync();
        Assert.Equal(new EvidenceInfo("image/png", "P-1", _bench.Now), _bench.Store.Info(PhotoBench.Key()));
    }

    [Fact]
    public async Task A_reminder_stands_before_the_picture()
    {
        await _bench.AlfaAddsAsync();
        Assert.Equal(["set Picture", "put P-1"], _bench.Steps);
    }

    [Fact]
    public async Task The_same_photo_again_gets_the_same_answer()
    {
        var first = (await _bench.AlfaAddsAsync()).Photo();
        Assert.Equal(first, (await _bench.AlfaAddsAsync()).Photo());
    }

    [Fact]
    public async Task The_same_photo_again_has_no_second_effect()
    {
        await _bench.AlfaAddsAsync();
        var version = _bench.Order.Version;
        await _bench.AlfaAddsAsync();
        Assert.Equal(version, _bench.Order.Version);
        Assert.Equal([PhotoBench.Key()], _bench.Store.Keys);
    }

    [Fact]
    public async Task The_same_photo_again_puts_back_what_the_store_lost()
    {
        await _bench.AlfaAddsAsync();
        await _bench.Store.RemoveAsync(Given.Id, PhotoBench.Key().Sha256, CancellationToken.None);
        await _bench.AlfaAddsAsync();
        Assert.Equal([PhotoBench.Key()], _bench.Store.Keys);
    }

    [Fact]
    public async Task The_same_photo_again_gets_the_same_answer_though_the_order_takes_none_any_more()
    {
        var first = (await _bench.AlfaAddsAsync()).Photo();
        _bench.Record(Given.Corporation, new OrderCancelled());
        Assert.Equal(first, (await _bench.AlfaAddsAsync()).Photo());
    }

    [Fact]
    public async Task The_same_id_with_other_bytes_is_another_photo_and_refused()
    {
        await _bench.AlfaAddsAsync();
        Assert.Equal("photo-exists", (await _bench.AlfaAddsAsync(picture: 2)).Code());
        Assert.Equal([PhotoBench.Key()], _bench.Store.Keys);
    }

    public static TheoryData<PhotoToAdd> Others =>
        [new("P-1", PhotoMoment.Before, "1", "so"), new("P-1", PhotoMoment.After, "2", "so"), new("P-1", PhotoMoment.After, null, "so"), new("P-1", PhotoMoment.After, "1")];

    [Theory]
    [MemberData(nameof(Others))]
    public async Task The_same_id_with_another_moment_line_or_remark_is_refused(PhotoToAdd other)
    {
        await AddsAsync(new PhotoToAdd("P-1", PhotoMoment.After, "1", "so"));
        Assert.Equal("photo-exists", (await AddsAsync(other)).Code());
        Assert.Equal([PhotoBench.Key()], _bench.Store.Keys);
    }

    [Fact]
    public async Task An_id_of_somebody_else_is_taken()
    {
        await _bench.AlfaAddsAsync();
        Assert.Equal("photo-exists", (await _bench.AddAsync(Given.Corporation, new PhotoToAdd("P-1", PhotoMoment.After), PhotoBench.Picture())).Code());
    }

    [Fact]
    public async Task An_id_that_somebody_else_announced_is_taken()
    {
        _bench.Announce();
        Assert.Equal("photo-exists", (await _bench.AddAsync(Given.Corporation, new PhotoToAdd("P-1", PhotoMoment.After), PhotoBench.Picture())).Code());
        Assert.Single(_bench.Order.Photos.Awaited);
    }

    [Fact]
    public async Task Who_announced_a_photo_may_bring_it_instead()
    {
        _bench.Announce();
        (await _bench.AlfaAddsAsync()).Photo();
        Assert.Empty(_bench.Order.Photos.Awaited);
    }

    [Fact]
    public async Task Two_ids_of_one_picture_are_two_photos_and_one_picture()
    {
        await _bench.AlfaAddsAsync("P-1");
        (await _bench.AlfaAddsAsync("P-2")).Photo();
        Assert.Equal((2, 1), (_bench.Order.Photos.Received.Count, _bench.Store.Keys.Count));
    }

    [Fact]
    public async Task A_line_that_the_order_does_not_have_is_refused_where_it_must()
    {
        Assert.Equal("line-unknown", (await AddsAsync(new PhotoToAdd("P-1", PhotoMoment.After, "9") { LineMustExist = true })).Code());
        Assert.Empty(_bench.Store.Keys);
    }

    // As an immutability policy does.
    [Fact]
    public async Task A_refused_photo_that_the_store_does_not_let_go_is_refused_all_the_same_and_removed_later()
    {
        _bench.Store.Unremovable = PhotoBench.Key();
        Assert.Equal("line-unknown", (await AddsAsync(new PhotoToAdd("P-1", PhotoMoment.After, "9") { LineMustExist = true })).Code());
        Assert.Equal([PhotoBench.Key()], _bench.Store.Keys);
        _bench.Store.Unremovable = null;
        await _bench.Forget.SweepAsync(CancellationToken.None);
        Assert.Empty(_bench.Store.Keys);
        Assert.Empty(_bench.Agenda.All);
    }

    [Fact]
    public async Task A_line_that_the_order_does_not_have_is_taken_where_it_need_not() =>
        Assert.Equal("9", (await AddsAsync(new PhotoToAdd("P-1", PhotoMoment.After, "9"))).Photo().Added.LineNumber);

    [Fact]
    public async Task A_line_of_extra_work_that_was_asked_for_is_one_of_the_order()
    {
        _bench.Record(Given.ContractorAlfa, new ExtraWorkRequested("Rotten beam.", [Given.Line("9")]));
        (await AddsAsync(new PhotoToAdd("P-1", PhotoMoment.Damage, "9") { LineMustExist = true })).Photo();
    }

    [Fact]
    public async Task What_is_no_picture_leaves_nothing_anywhere()
    {
        var version = _bench.Order.Version;
        Assert.Equal("picture-format", (await _bench.AddAsync(Given.ContractorAlfa, new PhotoToAdd("P-1", PhotoMoment.After), "no picture"u8.ToArray())).Code());
        Assert.Empty(_bench.Steps);
        Assert.Equal(version, _bench.Order.Version);
    }

    [Fact]
    public async Task An_id_that_cannot_stand_in_an_address_is_refused() => Assert.Equal("photo-id", (await _bench.AlfaAddsAsync("../P-1")).Code());

    [Fact]
    public async Task Another_contractors_order_does_not_exist() => Assert.Equal("order-not-found",
        (await _bench.AddAsync(Given.ContractorBeta, new PhotoToAdd("P-1", PhotoMoment.After), PhotoBench.Picture())).Code());

    [Fact]
    public async Task A_cancelled_order_takes_none_and_keeps_none()
    {
        _bench.Record(Given.Corporation, new OrderCancelled());
        Assert.Equal("wrong-state", (await _bench.AlfaAddsAsync()).Code());
        Assert.Empty(_bench.Store.Keys);
        Assert.Empty(_bench.Agenda.All);
    }

    [Fact]
    public async Task That_it_will_be_refused_is_known_before_its_bytes_are_read()
    {
        _bench.Record(Given.Corporation, new OrderCancelled());
        Assert.Equal("wrong-state", (await _bench.Add.RefusalAsync(_bench.Order, Given.ContractorAlfa, new PhotoToAdd("P-1", PhotoMoment.After), CancellationToken.None))?.Code);
    }

    [Fact]
    public async Task Of_a_photo_that_is_there_the_bytes_must_be_seen_first()
    {
        await _bench.AlfaAddsAsync();
        _bench.Record(Given.Corporation, new OrderCancelled());
        Assert.Null(await _bench.Add.RefusalAsync(_bench.Order, Given.ContractorAlfa, new PhotoToAdd("P-1", PhotoMoment.After), CancellationToken.None));
    }

    [Fact]
    public async Task An_order_has_at_most_500_photos_deleted_ones_among_them()
    {
        var story = OrderStory.Started();
        for (var i = 0; i < Limits.PhotosPerOrder - 1; i++) story.Record(Given.ContractorAlfa, Given.Photo($"P-{i}"));
        story.Record(Actor.TheHub, new PhotoDeleted("P-7", PhotoDeletion.Retention, "none"));
        var bench = new PhotoBench(story);
        (await bench.AlfaAddsAsync("last")).Photo();
        Assert.Equal("too-many-photos", (await bench.AlfaAddsAsync("one-too-many", 2)).Code());
        Assert.Equal([PhotoBench.Key()], bench.Store.Keys);
    }

    [Fact]
    public async Task What_was_deleted_for_privacy_does_not_come_back_under_another_id()
    {
        await _bench.AlfaAddsAsync();
        await _bench.DeleteAsync();
        Assert.Equal("photo-deleted", (await _bench.AlfaAddsAsync("P-2")).Code());
        Assert.Empty(_bench.Store.Keys);
    }

    [Fact]
    public async Task Nor_does_it_with_other_metadata()
    {
        await _bench.AlfaAddsAsync();
        await _bench.DeleteAsync();
        Assert.Equal("photo-deleted", (await _bench.AddAsync(Given.ContractorAlfa, new PhotoToAdd("P-2", PhotoMoment.After), PhotoBench.Picture(1, "another"))).Code());
    }

    [Fact]
    public async Task What_was_deleted_is_refused_when_it_is_sent_again_and_does_not_come_back()
    {
        await _bench.AlfaAddsAsync();
        await _bench.DeleteAsync();
        Assert.Equal("photo-deleted", (await _bench.AlfaAddsAsync()).Code());
        Assert.Empty(_bench.Store.Keys);
    }
}

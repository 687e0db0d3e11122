using System.Xml.Linq;
using Hub.Application.Deliveries;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Domain.Streams;
using Hub.Formats.Dico.Codes;
using Hub.Formats.Dico.Writing;
using Hub.Testing;
using static Hub.Formats.Tests.Support.DicoGiven;

namespace Hub.Formats.Tests.Dico;

/// <summary>Which photos a contractor is told of, where they stand, and what it hears of those that are missing or no more.</summary>
public sealed class Written_photos
{
    private static readonly OrderAwarded Awarded = new("constructif");

    [Fact]
    public void An_order_goes_with_its_photos() => Verify(DicoGeneration.C, "photos.xml");

    [Fact]
    public void Photos_go_to_generation_A_in_its_own_codes() => Verify(DicoGeneration.A, "photos-a.xml");

    [Fact]
    public void A_partners_own_document_type_is_written() => Assert.Equal("FOTO", Child(
        Attachments(Outgoing(Awarded, order: Order() with { Photos = new() { Received = [Photo("F1")] } },
            recipient: Contractor(codes: ("documentType", "FOTO", "PHO")))).Single(), ElementNames.DocumentType));

    [Theory]
    [InlineData("image/jpeg", "jpg")]
    [InlineData("image/png", "png")]
    [InlineData("image/webp", "webp")]
    [InlineData("image/heic", "heic")]
    public void A_file_has_the_usual_short_name(string mediaType, string ending)
    {
        var attachment = Attachments(Order() with { Photos = new() { Received = [Photo("F1", mediaType: mediaType)] } }).Single();
        Assert.Equal((ending, "F1." + ending), (Child(attachment, ElementNames.FileType), Child(attachment, ElementNames.FileName)));
    }

    [Fact]
    public void A_photo_that_was_deleted_is_not_told() => Assert.Empty(Attachments(Order() with
    {
        Photos = new() { Received =
            [Photo("F1") with { Deleted = new DeletedPhoto(PhotoDeletion.Privacy, "bewoner in beeld", null, Actor.TheHub, Winter(3, 9)) }] },
    }));

    [Fact]
    public void A_contractor_does_not_hear_back_its_own_photos() =>
        Assert.Empty(Attachments(Order() with { Photos = new() { Received = [Photo("F1") with { By = new Actor(PartyRole.Contractor, "constructif") }] } }));

    [Fact]
    public void A_contractor_does_not_hear_of_the_photos_of_one_before_it() =>
        Assert.Empty(Attachments(Order() with { Photos = new() { Received = [Photo("F1") with { By = new Actor(PartyRole.Contractor, "ander") }] } }));

    [Fact]
    public void A_photo_of_a_line_that_is_not_written_stands_on_the_message() => Assert.Equal(
        ElementNames.MaintenanceInstruction, Attachments(Order() with { Photos = new() { Received = [Photo("F1", line: "99")] } })
            .Single().Parent!.Name.LocalName);

    [Fact]
    public void An_order_without_lines_has_photos_on_the_message() => Assert.Equal(
        ElementNames.MaintenanceInstruction, Attachments(Order(Content with { Lines = [] }) with { Photos = new() { Received = [Photo("F1")] } })
            .Single().Parent!.Name.LocalName);

    [Fact]
    public void A_status_carries_no_photos() => Assert.Empty(Attachments(Outgoing(new CostsSettled(10, Content.Lines), order: Photographed())));

    [Theory]
    [InlineData(DicoGeneration.A)]
    [InlineData(DicoGeneration.B)]
    [InlineData(DicoGeneration.C)]
    public void A_photo_that_was_added_goes_with_the_order(DicoGeneration generation)
    {
        var photo = Photo("F1", remark: "kraan");
        var outbound = Outgoing(photo.Added, generation, Order() with { Photos = new() { Received = [photo] } });
        Assert.Equal("Foto toegevoegd: kraan", FreeText(outbound));
        Assert.Single(Attachments(outbound));
    }

    [Theory]
    [InlineData(DicoGeneration.A)]
    [InlineData(DicoGeneration.B)]
    [InlineData(DicoGeneration.C)]
    public void Every_generation_hears_which_photos_are_missing(DicoGeneration generation) => Assert.Equal(
        "Foto's ontbreken: regel 2: 1 foto na; regel 3: 2 foto's voor en 1 foto na",
        FreeText(Outgoing(new PhotosMissing([new MissingPhotos("2", 0, 1), new MissingPhotos("3", 2, 1)]), generation)));

    [Theory]
    [InlineData(1, 2, "1 foto voor en 2 foto's na")]
    [InlineData(2, 0, "2 foto's voor")]
    [InlineData(0, 1, "1 foto na")]
    [InlineData(0, 0, null)]
    public void Missing_photos_are_counted_in_words(int before, int after, string? words) =>
        Assert.Equal(words, MissingPhotosText.Words([new MissingPhotos(null, before, after)]));

    [Theory]
    [InlineData(DicoGeneration.A)]
    [InlineData(DicoGeneration.B)]
    [InlineData(DicoGeneration.C)]
    public void Every_generation_hears_which_photo_was_not_taken_and_why(DicoGeneration generation) => Assert.Equal(
        "Foto niet opgenomen: foto dico-1: Het adres antwoordt niet",
        FreeText(Outgoing(new PhotoRejected("dico-1", "unreachable", "Het adres antwoordt niet"), generation)));

    [Theory]
    [InlineData(DicoGeneration.B)]
    [InlineData(DicoGeneration.C)]
    public void A_photo_that_is_no_more_is_named_with_its_reason(DicoGeneration generation) => Assert.Equal(
        "Foto verwijderd: foto F1: bewoner in beeld", FreeText(Outgoing(new PhotoDeleted("F1", PhotoDeletion.Privacy, "bewoner in beeld", "FG"), generation)));

    /// <summary>An order with a photo of itself, of a line, and of others that its contractor is not told of.</summary>
    internal static Order Photographed() => Order() with
    {
        Photos = new()
        {
            Received =
            [
                Photo("F1", remark: "Kraan < 2 jaar oud"), Photo("F2", PhotoMoment.Damage, "1", "image/png"), Photo("F3", PhotoMoment.After, "2", "image/heic"),
                Photo("F4", line: "1"), Photo("F5") with { By = new Actor(PartyRole.Contractor, "constructif") },
            ],
        },
    };

    internal static Photo Photo(string id, PhotoMoment moment = PhotoMoment.Before, string? line = null, string mediaType = "image/jpeg",
        string? remark = null) => new(
        new PhotoAdded(id, moment, new StoredPicture(new string('a', 64), new string('b', 64), mediaType, 81_234, 640, 480), line, Remark: remark),
        new Actor(PartyRole.Corporation, "erp"), Winter(2, 9));

    private static IReadOnlyList<XElement> Attachments(Order order) => Attachments(Outgoing(Awarded, order: order));

    private static IReadOnlyList<XElement> Attachments(Hub.Application.Deliveries.OutgoingOrderMessage outbound) =>
        [.. XDocument.Parse(Written(outbound)).Descendants().Where(e => e.Name.LocalName == ElementNames.Attachment)];

    // The first line of it, which is what the event says.
    private static string FreeText(Hub.Application.Deliveries.OutgoingOrderMessage outbound) =>
        XDocument.Parse(Written(outbound)).Descendants()
            .First(e => e.Name.LocalName == ElementNames.FreeText && e.Parent!.Name.LocalName == ElementNames.InstructionData).Value.Split('\n')[0];

    private static string? Child(XElement element, string name) => element.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;

    private static void Verify(DicoGeneration generation, string name) =>
        Golden.Verify(Written(Outgoing(Awarded, generation, Photographed())).Replace("><", ">\n<", StringComparison.Ordinal), name);
}

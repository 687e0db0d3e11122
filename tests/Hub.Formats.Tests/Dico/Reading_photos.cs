using System.Security.Cryptography;
using System.Text;
using Hub.Application.Intake;
using Hub.Domain.Orders;
using Hub.Formats.Tests.Support;
using Hub.Pictures;
using static Hub.Formats.Tests.Support.DicoGiven;

namespace Hub.Formats.Tests.Dico;

/// <summary>Which attachments of a status are photos, and what the hub then knows of them.</summary>
public sealed class Reading_photos
{
    private const string Data = "/MaintenanceStatus/InstructionData";
    private const string Address = "https://constructif.example/fotos/1.jpg";

    private static readonly byte[] Picture = [.. Enumerable.Range(0, 300).Select(i => (byte)(i * 7))];

    [Fact]
    public void A_photo_comes_with_its_bytes()
    {
        var photo = Photo(Attached(Picture));
        Assert.Equal(Picture, photo.Data!.Value.ToArray());
        Assert.Equal((null, null, null, Data + "/Attachment (line 12)"), (photo.Url, photo.LineNumber, photo.Remark, photo.Place));
    }

    [Fact]
    public void A_photo_comes_with_its_address()
    {
        var photo = Photo(At(Address));
        Assert.Equal((Address, null), (photo.Url, photo.Data));
    }

    [Fact]
    public void The_same_picture_is_the_same_photo_in_every_message()
    {
        var id = "dico-" + Convert.ToHexStringLower(SHA256.HashData(Picture));
        Assert.Equal(id, Photo(Attached(Picture)).PhotoId);
        Assert.Equal(id, Assert.Single(Message(StatusDocument.Saying("TGE", Attached(Picture, "<FileName>nog-eens.jpg</FileName>"))).Photos).PhotoId);
    }

    [Fact]
    public void The_same_address_is_the_same_photo() =>
        Assert.Equal("dico-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Address))), Photo(At(Address)).PhotoId);

    [Fact]
    public void The_same_picture_twice_in_a_message_is_the_first_of_them()
    {
        var photos = Message(StatusDocument.Saying("UIT", OnLine("1", Attached(Picture)), OnLine("2", Attached(Picture)))).Photos;
        Assert.Equal("1", Assert.Single(photos).LineNumber);
    }

    [Fact]
    public void Photos_stand_on_the_message_the_order_and_its_lines_and_come_in_their_order()
    {
        var document = StatusDocument.Saying("UIT", At(Address + "?2"), OnLine("7", At(Address + "?3")),
            OnLine("8", At(Address + "?4"), At(Address + "?5"))) with
        {
            Contractor = $"<Contractor><GLN>{ContractorGln}</GLN></Contractor>{At(Address + "?1")}",
        };
        Assert.Equal(
            [("?1", null, "/MaintenanceStatus/Attachment (line 7)"), ("?2", null, Data + "/Attachment (line 12)"),
                ("?3", "7", Data + "/InstructionLine[1]/Attachment (line 13)"),
                ("?4", "8", Data + "/InstructionLine[2]/Attachment[1] (line 14)"), ("?5", "8", Data + "/InstructionLine[2]/Attachment[2] (line 14)")],
            Message(document).Photos.Select(p => (p.Url![^2..], p.LineNumber, p.Place)));
    }

    [Fact]
    public void A_message_that_only_confirms_a_receipt_may_carry_photos()
    {
        var message = Message(StatusDocument.Saying("REG", At(Address)));
        Assert.Empty(message.Commands);
        Assert.Single(message.Photos);
    }

    [Theory]
    [InlineData("PHO", "pdf", "rapport.pdf", true)]
    [InlineData("PHO", null, null, true)]
    [InlineData("OTA", null, null, true)]
    [InlineData("OTA", "JPG", "1.JPEG", true)]
    [InlineData("OTA", "image/webp", null, true)]
    [InlineData("OTA", ".heic", null, true)]
    [InlineData("OTA", "pdf", null, false)]
    [InlineData("OTA", "application/pdf", null, false)]
    [InlineData("OTA", "jpg", "rapport.pdf", false)]
    [InlineData("OTA", null, "kosten.xls", false)]
    [InlineData(null, null, null, true)]
    [InlineData(null, null, "foto.png", true)]
    [InlineData(null, null, "foto van de v.keuken", true)]
    [InlineData(null, null, "leesmij.txt", false)]
    [InlineData("TEK", "jpg", "tekening.jpg", false)]
    [InlineData("pho", null, null, true)]
    public void An_attachment_is_a_photo_or_is_passed_over(string? documentType, string? fileType, string? fileName, bool isPhoto)
    {
        var attachment = Attachment(
            $"<URL>{Address}</URL>{Element("DocumentType", documentType)}{Element("FileType", fileType)}{Element("FileName", fileName)}");
        Assert.Equal(isPhoto, Message(StatusDocument.Saying("UIT", attachment)).Photos.Count == 1);
    }

    [Fact]
    public void A_partner_may_have_its_own_document_types()
    {
        var document = StatusDocument.Saying("UIT", Attachment($"<URL>{Address}</URL><DocumentType>FOTO</DocumentType>"));
        Assert.Empty(Message(document).Photos);
        Assert.Single(Message(document, Contractor(codes: ("documentType", "FOTO", "PHO"))).Photos);
    }

    [Fact]
    public void What_is_no_photo_is_not_looked_into() => Assert.Empty(Message(StatusDocument.Saying(
        "UIT", Attachment("<AttachedData>geen base64!</AttachedData><DocumentType>TEK</DocumentType>"), Attachment("<FileType>pdf</FileType>"))).Photos);

    [Theory]
    [InlineData("UIT", PhotoMoment.Before)]
    [InlineData("REG", PhotoMoment.Before)]
    [InlineData("BNT", PhotoMoment.Before)]
    [InlineData("AVW", PhotoMoment.Damage)]
    [InlineData("GER", PhotoMoment.After)]
    [InlineData("TGE", PhotoMoment.After)]
    public void What_a_photo_shows_follows_from_the_status(string status, PhotoMoment moment) =>
        Assert.Equal(moment, Assert.Single(Message(StatusDocument.Saying(status, At(Address))).Photos).Moment);

    [Theory]
    [InlineData("Moment", "voor", PhotoMoment.Before)]
    [InlineData("Fotomoment", "Na", PhotoMoment.After)]
    [InlineData("MOMENT", "schade", PhotoMoment.Damage)]
    [InlineData("moment", "BEFORE", PhotoMoment.Before)]
    [InlineData("fotoMoment", "after", PhotoMoment.After)]
    [InlineData("Moment", "Damage", PhotoMoment.Damage)]
    public void What_a_photo_says_of_itself_comes_first(string name, string value, PhotoMoment moment) =>
        Assert.All(["UIT", "TGE"], status =>
            Assert.Equal(moment, Assert.Single(Message(StatusDocument.Saying(status, At(Address, Characteristic(name, value)))).Photos).Moment));

    [Theory]
    [InlineData("Remark", "lekkage onder de kraan", "lekkage onder de kraan")]
    [InlineData("OPMERKING", "lekkage onder de kraan", "lekkage onder de kraan")]
    [InlineData("Fotograaf", "lekkage onder de kraan", null)]
    [InlineData("Remark", "", null)]
    public void A_remark_is_a_characteristic(string name, string value, string? remark) =>
        Assert.Equal(remark, Photo(At(Address, Characteristic(name, value))).Remark);

    [Fact]
    public void A_remark_that_is_too_long_or_has_control_characters_is_an_error_at_its_place()
    {
        foreach (var remark in new[] { new string('a', 4001), "a&#x85;b" })
        {
            Assert.EndsWith("/AttachmentCharacteristics/AttributeValue (line 12)",
                Assert.Single(Errors(StatusDocument.Saying("UIT", At(Address, Characteristic("Remark", remark))))).Place, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_name_of_the_file_is_no_remark() => Assert.Null(Photo(At(Address, "<FileName>bewoner.jpg</FileName>")).Remark);

    [Theory]
    [InlineData("Zg==", "f")]
    [InlineData(" Z\n g\t=\r\n= ", "f")]
    [InlineData("Zm8=", "fo")]
    [InlineData("<![CDATA[Zm]]>9v<!-- x -->", "foo")]
    [InlineData("Zm9&#118;", "foo")]
    [InlineData("+/+/", null)]
    public void Base64_may_be_written_in_any_way(string content, string? text)
    {
        var bytes = Photo(Attachment($"<AttachedData>{content}</AttachedData>")).Data!.Value.ToArray();
        Assert.Equal(text is null ? [0xFB, 0xFF, 0xBF] : Encoding.ASCII.GetBytes(text), bytes);
    }

    [Theory]
    [InlineData("<AttachedData>Zm9</AttachedData>", "/AttachedData (line 12)")]
    [InlineData("<AttachedData>Z===</AttachedData>", "/AttachedData (line 12)")]
    [InlineData("<AttachedData>Zg==Zg==</AttachedData>", "/AttachedData (line 12)")]
    [InlineData("<AttachedData>Zg=v</AttachedData>", "/AttachedData (line 12)")]
    [InlineData("<AttachedData>====</AttachedData>", "/AttachedData (line 12)")]
    [InlineData("<AttachedData>Zm-_</AttachedData>", "/AttachedData (line 12)")]
    [InlineData("<AttachedData>Zm9v<b/></AttachedData>", "/AttachedData (line 12)")]
    [InlineData("<AttachedData><b>Zm9v</b></AttachedData>", "/AttachedData (line 12)")]
    [InlineData("<AttachedData>Zm9v</AttachedData><AttachedData>Zm9v</AttachedData>", "/AttachedData[2] (line 12)")]
    [InlineData("<AttachedData>Zm9v</AttachedData><URL>https://a.example/1</URL>", " (line 12)")]
    [InlineData("<AttachedData> </AttachedData>", " (line 12)")]
    [InlineData("<AttachedData/>", " (line 12)")]
    [InlineData("<FileName>1.jpg</FileName>", " (line 12)")]
    [InlineData("<URL>ftp://a.example/1</URL>", "/URL (line 12)")]
    [InlineData("<URL>file:///etc/hostname</URL>", "/URL (line 12)")]
    [InlineData("<URL>/fotos/1</URL>", "/URL (line 12)")]
    [InlineData("<URL>data:image/png;base64,Zm9v</URL>", "/URL (line 12)")]
    [InlineData("<URL>https://jan:geheim@a.example/1</URL>", "/URL (line 12)")]
    [InlineData("<URL>https://</URL>", "/URL (line 12)")]
    [InlineData("<URL>https://a.example/1</URL><AttachmentCharacteristics><AttributeName>Moment</AttributeName><AttributeValue>tijdens</AttributeValue></AttachmentCharacteristics>",
        "/AttachmentCharacteristics/AttributeValue (line 12)")]
    public void A_wrong_photo_is_told_with_its_place(string content, string place)
    {
        var error = Assert.Single(Errors(StatusDocument.Saying("UIT", Attachment(content))));
        Assert.Equal(Data + "/Attachment" + place, error.Place);
        Assert.DoesNotContain("geheim", error.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_AttachedData_beside_an_address_counts_as_absent() => Assert.Equal(Address, Photo(At(Address, "<AttachedData/>")).Url);

    [Theory]
    [InlineData(2000, true)]
    [InlineData(2001, false)]
    public void An_address_has_at_most_two_thousand_characters(int length, bool fits) =>
        Assert.Equal(fits, Read(StatusDocument.Saying("UIT", At("https://a.example/".PadRight(length, 'a'))).ToString()) is ReadResult.Read);

    [Fact]
    public void Two_moments_that_differ_are_told() => Assert.EndsWith("/AttachmentCharacteristics[2]/AttributeValue (line 12)", Assert.Single(Errors(
        StatusDocument.Saying("UIT", At(Address, Characteristic("Moment", "voor"), Characteristic("Fotomoment", "na"))))).Place, StringComparison.Ordinal);

    [Fact]
    public void A_message_has_at_most_fifty_photos()
    {
        var fifty = Enumerable.Range(1, 50).Select(i => At($"{Address}?{i}")).ToArray();
        Assert.Equal(50, Message(StatusDocument.Saying("UIT", fifty)).Photos.Count);
        Assert.Equal(Data + "/Attachment[51] (line 62)", Assert.Single(Errors(StatusDocument.Saying("UIT", [.. fifty, At(Address)]))).Place);
    }

    [Theory]
    [InlineData(76, "\r\n")]
    [InlineData(77, "\n")]
    [InlineData(1, " ")]
    public void Lines_of_base64_may_have_any_length(int length, string between)
    {
        var picture = new byte[50_000];
        new Random(2).NextBytes(picture);
        var lines = Convert.ToBase64String(picture).Chunk(length).Select(l => new string(l));
        Assert.Equal(picture, Photo(Attachment($"<AttachedData>{string.Join(between, lines)}</AttachedData>")).Data!.Value.ToArray());
    }

    [Fact]
    public void A_photo_of_twenty_mebibytes_is_read()
    {
        var large = new byte[PictureLimits.Bytes];
        Random.Shared.NextBytes(large);
        Assert.True(Photo(Attached(large)).Data!.Value.Span.SequenceEqual(large));
    }

    [Fact]
    public void A_larger_photo_is_told_with_its_place() => Assert.Equal(
        (Data + "/Attachment/AttachedData (line 12)", "Een foto van ten hoogste 20 MiB wordt verwacht."),
        Assert.Single(Errors(StatusDocument.Saying("UIT", Attached(new byte[PictureLimits.Bytes + 1])))) is var error
            ? (error.Place, error.Expected)
            : default);

    [Fact]
    public void Faults_of_photos_are_told_with_all_others() => Assert.Equal(
        [Data + "/TotalAmount (line 12)", Data + "/Attachment/AttachedData (line 13)"],
        Errors(StatusDocument.Saying("TGE", "<TotalAmount>veel</TotalAmount>", Attachment("<AttachedData>!</AttachedData>"))).Select(e => e.Place));

    internal static string Attachment(params string[] content) => $"<Attachment>{string.Concat(content)}</Attachment>";

    internal static string Attached(byte[] picture, params string[] more) =>
        Attachment([$"<AttachedData>{Convert.ToBase64String(picture)}</AttachedData>", .. more]);

    internal static string At(string url, params string[] more) => Attachment([$"<URL>{url}</URL>", .. more]);

    private static string Characteristic(string name, string value) =>
        $"<AttachmentCharacteristics><AttributeName>{name}</AttributeName><AttributeValue>{value}</AttributeValue></AttachmentCharacteristics>";

    private static string OnLine(string number, params string[] content) =>
        $"<InstructionLine><LineNumber>{number}</LineNumber>{string.Concat(content)}</InstructionLine>";

    private static string Element(string name, string? text) => text is null ? "" : $"<{name}>{text}</{name}>";

    private static IncomingPhoto Photo(string attachment) => Assert.Single(Message(StatusDocument.Saying("UIT", attachment)).Photos);
}

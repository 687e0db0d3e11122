using System.Security.Cryptography;
using System.Text;
using Hub.Application.Intake;
using Hub.Domain.Orders;
using Hub.Domain.Partners;
using Hub.Formats.Vera.Codes;
using Hub.Formats.Vera.Reading;
using Hub.Pictures;
using static Hub.Formats.Tests.Support.VeraGiven;

namespace Hub.Formats.Tests.Vera;

/// <summary>The photos that the ERP sends with an order.</summary>
public sealed class Reading_photos
{
    private static readonly byte[] Picture = [.. Enumerable.Range(0, 300).Select(i => (byte)(i * 7))];
    private static readonly string Base64 = Convert.ToBase64String(Picture);

    [Fact]
    public void A_photo_is_read_with_all_that_is_said_of_it()
    {
        var photo = Photo($$"""
            "idExtern": "DOC-7", "onderwerp": { "code": "VOOR" }, "subonderwerp": { "code": "2" }, "titel": "Mevr. Jansen", "bestandsnaam": "jansen.jpg",
            "beschrijving": "Lek onder de kraan", "bestand": "{{Base64}}"
            """);
        Assert.Equal(
            ("vera-DOC-7", PhotoMoment.Before, "2", "Lek onder de kraan", null, "/informatieobjecten/0"),
            (photo.PhotoId, photo.Moment, photo.LineNumber, photo.Remark, photo.Url, photo.Place));
        Assert.Equal(Picture, photo.Data!.Value.ToArray());
    }

    [Fact]
    public void A_photo_may_be_an_address()
    {
        var photo = Photo(""" "id": "7", "bestandslocatie": "https://dms.example/7?sig=a%2Fb" """);
        Assert.Equal(("https://dms.example/7?sig=a%2Fb", false), (photo.Url, photo.Data.HasValue));
    }

    [Theory]
    [InlineData(Operation.Post)]
    [InlineData(Operation.Put)]
    [InlineData(Operation.Patch)]
    public void Every_operation_may_bring_photos(Operation operation) =>
        Assert.Single(Message(Body(""" "id": "7", "bestandslocatie": "https://dms.example/7" """), operation).Photos);

    [Fact]
    public void A_PATCH_may_bring_photos_alone()
    {
        var message = Message("""{ "informatieobjecten": [ { "soort": { "code": "FOT" }, "bestandslocatie": "https://dms.example/7" } ] }""",
            Operation.Patch, "OO-1");
        Assert.Equal((0, 1), (message.Commands.Count, message.Photos.Count));
    }

    [Fact]
    public void A_PATCH_of_other_documents_alone_says_nothing() => Assert.Contains(
        "informatieobjecten", Assert.Single(Errors("""{ "informatieobjecten": [ { "soort": { "code": "RAP" } } ] }""", Operation.Patch, "OO-1")).Expected,
        StringComparison.Ordinal);

    [Fact]
    public void Photos_keep_the_order_of_the_document_and_other_documents_are_passed_over()
    {
        var body = With("""
            "informatieobjecten": [
              { "id": "b", "soort": { "code": "FOT" }, "bestandslocatie": "https://dms.example/b" },
              { "id": "r", "soort": { "code": "RAP" }, "bestandslocatie": "https://dms.example/r", "bestand": "?" },
              { "id": "n" }, null,
              { "id": "a", "soort": { "code": "FOT" }, "bestandslocatie": "https://dms.example/a" } ]
            """);
        Assert.Equal([("vera-b", "/informatieobjecten/0"), ("vera-a", "/informatieobjecten/4")], Message(body).Photos.Select(p => (p.PhotoId, p.Place)));
    }

    [Fact]
    public void What_the_hub_told_itself_is_no_photo_of_the_ERP() =>
        Assert.Empty(Message(Body(""" "id": "7", "idGegevensbeheerder": "ketenhub", "bestand": "?" """)).Photos);

    [Theory]
    [InlineData(null, "vera-e")]
    [InlineData(VeraOrderKey.Id, "vera-i")]
    [InlineData(VeraOrderKey.IdExtern, "vera-e")]
    [InlineData(VeraOrderKey.Code, "vera-c")]
    public void The_connection_says_which_key_names_a_photo(VeraOrderKey? key, string id) => Assert.Equal(
        id, Message(With(""" "id": "9", "code": "C9", "informatieobjecten": [ { "id": "i", "idExtern": "e", "code": "c", "soort": { "code": "FOT" }, "bestandslocatie": "https://dms.example/7" } ] """), erp: Erp(key)).Photos[0].PhotoId);

    [Fact]
    public void A_key_that_can_be_no_id_is_hashed()
    {
        var id = Photo(""" "id": "map/foto 1", "bestandslocatie": "https://dms.example/7" """).PhotoId;
        Assert.True(PhotoRules.IsId(id) && id == PhotoRules.IdFor("vera", "map/foto 1"), id);
    }

    [Fact]
    public void A_photo_without_a_key_is_named_by_its_picture() =>
        Assert.Equal($"vera-{Convert.ToHexStringLower(SHA256.HashData(Picture))}", Photo($""" "bestand": "{Base64}" """).PhotoId);

    [Fact]
    public void A_photo_without_a_key_is_named_by_its_address() => Assert.Equal(
        $"vera-{Convert.ToHexStringLower(SHA256.HashData("https://dms.example/7"u8))}", Photo(""" "bestandslocatie": "https://dms.example/7" """).PhotoId);

    [Theory]
    [InlineData(""" "onderwerp": { "code": "VOOR" } """, PhotoMoment.Before)]
    [InlineData(""" "onderwerp": { "code": "before" } """, PhotoMoment.Before)]
    [InlineData(""" "onderwerp": { "code": "Na" } """, PhotoMoment.After)]
    [InlineData(""" "onderwerp": { "code": "AFTER" } """, PhotoMoment.After)]
    [InlineData(""" "onderwerp": { "code": "schade" }, "titel": "Na" """, PhotoMoment.Damage)]
    [InlineData(""" "onderwerp": { "code": "DAMAGE" } """, PhotoMoment.Damage)]
    [InlineData(""" "onderwerp": { "code": "KEUKEN" }, "titel": "na" """, PhotoMoment.After)]
    [InlineData(""" "onderwerp": { "naam": "Keuken" }, "titel": "Voor" """, PhotoMoment.Before)]
    [InlineData(""" "titel": "voor - keuken" """, PhotoMoment.Before)]
    [InlineData(""" "titel": " NA: keuken" """, PhotoMoment.After)]
    [InlineData(""" "titel": "Voorgevel" """, PhotoMoment.Damage)]
    [InlineData(""" "titel": "Keuken voor" """, PhotoMoment.Damage)]
    [InlineData(""" "titel": "- na" """, PhotoMoment.Damage)]
    [InlineData(""" "onderwerp": null """, PhotoMoment.Damage)]
    public void What_it_shows_is_said_by_the_subject_or_else_by_the_title(string members, PhotoMoment moment) =>
        Assert.Equal(moment, Photo($""" {members}, "bestandslocatie": "https://dms.example/7" """).Moment);

    [Fact]
    public void Codes_are_read_as_the_connection_uses_them()
    {
        var erp = Erp(codes: new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            [MemberNames.Lists.Document] = new Dictionary<string, string> { ["12"] = "FOT" },
            [MemberNames.Lists.PhotoMoment] = new Dictionary<string, string> { ["oud"] = "VOOR" },
        });
        var photo =
            Message(With(
                """ "informatieobjecten": [ { "soort": { "code": "12" }, "onderwerp": { "code": "oud" }, "bestandslocatie": "https://dms.example/7" } ] """),
                erp: erp).Photos[0];
        Assert.Equal(PhotoMoment.Before, photo.Moment);
    }

    [Theory]
    [InlineData(""" "titel": "Keuken" """, "", "een van beide")]
    [InlineData(""" "bestand": "" """, "", "een van beide")]
    [InlineData(""" "bestand": "AAAA", "bestandslocatie": "https://dms.example/7" """, "", "een van beide")]
    [InlineData(""" "bestand": "AAA" """, "/bestand", "base64")]
    [InlineData(""" "bestand": "geen foto!" """, "/bestand", "base64")]
    [InlineData(""" "bestand": [1] """, "/bestand", "base64")]
    [InlineData(""" "bestandslocatie": "foto.jpg" """, "/bestandslocatie", "een volledig adres")]
    [InlineData(""" "bestandslocatie": "/foto.jpg" """, "/bestandslocatie", "een volledig adres")]
    [InlineData(""" "bestandslocatie": "file:///etc/passwd" """, "/bestandslocatie", "http of https")]
    [InlineData(""" "bestandslocatie": "https://jan@dms.example/7" """, "/bestandslocatie", "zonder gebruikersnaam")]
    [InlineData(""" "bestandslocatie": "https://dms.example/een foto" """, "/bestandslocatie", "een volledig adres")]
    [InlineData(""" "bestandslocatie": 7 """, "/bestandslocatie", "een tekst")]
    [InlineData(""" "bestand": "AAAA", "titel": 7 """, "/titel", "een tekst")]
    public void A_fault_of_a_photo_has_one_error_with_its_place(string members, string place, string expected)
    {
        var error = Assert.Single(Errors(Body(members)));
        Assert.Equal($"/informatieobjecten/0{place}", error.Place);
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("beschrijving", 4_000)]
    [InlineData("bestandslocatie", 2_000)]
    public void A_text_may_be_so_long_and_no_longer(string member, int most)
    {
        Assert.Single(Message(Body(Of(most))).Photos);
        Assert.Equal($"/informatieobjecten/0/{member}", Assert.Single(Errors(Body(Of(most + 1)))).Place);

        string Of(int length) => member is "beschrijving"
            ? $""" "beschrijving": "{new string('x', length)}", "bestand": "AAAA" """
            : $""" "bestandslocatie": "https://dms.example/{new string('x', length - "https://dms.example/".Length)}" """;
    }

    [Fact]
    public void The_number_of_a_line_has_at_most_100_characters() => Assert.Equal(
        "/informatieobjecten/0/subonderwerp/code",
        Assert.Single(Errors(Body($$""" "bestand": "AAAA", "subonderwerp": { "code": "{{new string('1', 101)}}" } """))).Place);

    [Theory]
    [InlineData(""" "id": "7", "bestand": "AAAA" """, """ "id": "7", "bestand": "BBBB" """)]
    [InlineData(""" "bestand": "AAAA" """, """ "bestand": "AAAA" """)]
    public void The_same_photo_twice_in_a_message_is_an_error(string first, string second) => Assert.Equal(
        "/informatieobjecten/1",
        Assert.Single(
            Errors(With($$""" "informatieobjecten": [ { "soort": { "code": "FOT" }, {{first}} }, { "soort": { "code": "FOT" }, {{second}} } ] """))).Place);

    [Theory]
    [InlineData(Most, true)]
    [InlineData(Most + 1, false)]
    public void A_message_has_at_most_fifty_photos(int count, bool read)
    {
        var body = With($$""" "informatieobjecten": [ {{string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{ "id": "{{i}}", "soort": { "code": "FOT" }, "bestand": "AAAA" }"""))}} ] """);
        if (read) Assert.Equal(count, Message(body).Photos.Count);
        else Assert.Equal("/informatieobjecten", Assert.Single(Errors(body)).Place);
    }

    [Theory]
    [InlineData(PictureLimits.Bytes, true)]
    [InlineData(PictureLimits.Bytes + 1, false)]
    public void A_picture_has_at_most_20_MiB(int bytes, bool read)
    {
        var body = Body($""" "bestand": "{Convert.ToBase64String(new byte[bytes])}" """);
        if (read) Assert.Equal(bytes, Message(body).Photos[0].Data!.Value.Length);
        else Assert.Equal("/informatieobjecten/0/bestand", Assert.Single(Errors(body)).Place);
    }

    [Fact]
    public void Base64_may_be_escaped_and_broken_into_lines() => Assert.Equal(
        Picture,
        Photo($""" "bestand": "{Base64.Insert(76, "\\r\\n").Replace("/", "\\/", StringComparison.Ordinal).Replace("+", "\\u002B", StringComparison.Ordinal)}" """).Data!.Value.ToArray());

    // A picture is copied once, into the bytes that are handed on: no text is made of it, and the document's own memory is lent by a pool.
    [Fact]
    public void A_large_picture_is_read_without_a_text_of_it()
    {
        var body = Encoding.UTF8.GetBytes(
            Small.Insert(2, $$""" "informatieobjecten": [ { "soort": { "code": "FOT" }, "bestand": "{{Convert.ToBase64String(new byte[8_000_000])}}" } ],"""));
        var (reader, context) = (new MessageReader(), new ReadContext(Erp()));
        Assert.InRange(Enumerable.Range(0, 5).Min(_ => Allocated()), 8_000_000, 9_000_000);

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.IsType<ReadResult.Read>(reader.Read(body, context));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private const int Most = 50;

    private static string Body(string members) => $$"""{{Small.TrimEnd()[..^1]}}, "informatieobjecten": [ { "soort": { "code": "FOT" }, {{members}} } ] }""";

    private static IncomingPhoto Photo(string members) => Assert.Single(Message(Body(members)).Photos);
}

using System.Text;
using System.Xml;
using System.Xml.Linq;
using Hub.Application.Intake;
using Hub.Domain.Orders;
using Hub.Formats.Dico.Codes;
using Hub.Formats.Dico.Reading;
using Hub.Formats.Tests.Support;
using static Hub.Formats.Tests.Support.DicoGiven;

namespace Hub.Formats.Tests.Dico;

public sealed class Any_bytes
{
    private const int Documents = 20_000;

    private static readonly string[] Tokens =
    [
        "<", ">", "&", "&amp;", "&#0;", "&#x10FFFF;", "]]>", "<![CDATA[", "<!--", "<?x?>", "<!DOCTYPE a>", "\0", "\uFFFF", "24:00:00", "+14:00",
        "9999-12-31", "-0", "1e9",
        "79228162514264337593543950335", "0.0000000000000000000000000001", "<Status>AFH</Status>", "<StatusDescription>AVW</StatusDescription>",
        "<InstructionLine/>",
        "<DeliveryTimeFrame/>", "<GLN/>", "xmlns=\"\"", "encoding=\"utf-16\"", "encoding=\"utf-7\"", "</InstructionData>",
        "<AttachedData>", "</AttachedData>", "<AttachedData/>", "<x:AttachedData", "<Attachment>", "</Attachment>", "-->", "<?", "====",
        "<AttributeName>Moment</AttributeName>",
    ];

    [Fact]
    public void No_bytes_make_the_reader_throw()
    {
        var random = new Random(20260302);
        var seeds = Seeds();
        var (read, failed) = (0, 0);
        for (var i = 0; i < Documents; i++)
        {
            var document = seeds[random.Next(seeds.Length)];
            for (var changes = random.Next(1, 5); changes > 0; changes--) document = Mutated(document, random);
            if (Read(document) is not ReadResult.Failed wrong)
            {
                read++;
                continue;
            }
            failed++;
            Assert.NotEmpty(wrong.Errors);
            Assert.All(wrong.Errors, e => Assert.True(e.Place.StartsWith('/') && e.Expected.EndsWith('.')));
        }
        // Both ways were walked, so that the seeds and mutations are worth something.
        Assert.True(read > Documents / 20 && failed > Documents / 20, $"{read} read, {failed} failed");
    }

    [Fact]
    public void No_bytes_make_the_archive_throw_and_no_well_formed_message_leaves_its_pictures_there()
    {
        var random = new Random(20260303);
        var seeds = Seeds();
        var (whole, pictures) = (0, 0);
        for (var i = 0; i < Documents / 2; i++)
        {
            var document = seeds[random.Next(seeds.Length)];
            for (var changes = random.Next(0, 4); changes > 0; changes--) document = Mutated(document, random);
            var left = new MessageReader().WithoutPictures(document);
            Assert.True(left.Length <= document.Length);
            if (Parsed(document) is not { } parsed) continue;
            whole++;
            var archived = Encoding.UTF8.GetString(left.Span);
            // A mutation may have put some forty characters of one elsewhere, but no more.
            foreach (var text in parsed.Descendants().Where(e => e.Name.LocalName == ElementNames.AttachedData)
                .SelectMany(e => e.DescendantNodes().OfType<XText>()).Where(t => t.Value.Length > 80))
            {
                pictures++;
                Assert.DoesNotContain(text.Value, archived, StringComparison.Ordinal);
            }
            if (left.Length > 0)
                Assert.All(Parsed(left.ToArray())?.Descendants().Where(e => e.Name.LocalName == ElementNames.AttachedData) ?? [], e => Assert.Empty(e.Nodes()));
        }
        Assert.True(whole > Documents / 20 && pictures > Documents / 40, $"{whole} well-formed, {pictures} pictures");

        static XDocument? Parsed(byte[] document)
        {
            try
            {
                return XDocument.Load(new MemoryStream(document));
            }
            catch (Exception e) when (e is XmlException or ArgumentException or NotSupportedException)
            {
                return null;
            }
        }
    }

    private static byte[][] Seeds()
    {
        var whole = StatusDocument.Under("OND", "AVW - leiding", "<DateReady>2026-03-05</DateReady>", "<TotalAmount>10.00</TotalAmount>", Appointment,
            Reading_a_status.FullLine).ToString();
        var picture = new byte[90];
        new Random(1).NextBytes(picture);
        var attached = Reading_photos.Attached(picture, "<DocumentType>PHO</DocumentType>", "<FileName>1.jpg</FileName>",
            "<AttachmentCharacteristics><AttributeName>Moment</AttributeName><AttributeValue>na</AttributeValue></AttachmentCharacteristics>");
        var photos = StatusDocument.Saying("TGE", attached, Reading_photos.At("https://a.example/2"),
            $"<InstructionLine><LineNumber>7</LineNumber>{attached}</InstructionLine>").ToString();
        return
        [
            Encoding.UTF8.GetBytes(whole),
            Encoding.UTF8.GetBytes(photos),
            Encoding.UTF8.GetBytes(photos.Replace("<AttachedData>", "<AttachedData><![CDATA[", StringComparison.Ordinal)
                .Replace("</AttachedData>", "]]></AttachedData>", StringComparison.Ordinal)),
            [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(photos.Replace("utf-8", "utf-16", StringComparison.Ordinal))],
            Encoding.UTF8.GetBytes(StatusDocument.Under("ACC", "AFH", Appointment).ToString()),
            Encoding.UTF8.GetBytes(StatusDocument.Saying("TGE", Reading_a_status.FullLine).ToString()),
            [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(whole.Replace("utf-8", "utf-16", StringComparison.Ordinal))],
            Encoding.UTF8.GetBytes(Written(Outgoing(new OrderAwarded("constructif")))),
        ];
    }

    private static byte[] Mutated(byte[] document, Random random)
    {
        if (document.Length == 0) return [(byte)random.Next(256)];
        var at = random.Next(document.Length);
        var length = Math.Min(random.Next(1, 40), document.Length - at);
        switch (random.Next(7))
        {
            case 0:
                var flipped = document.ToArray();
                flipped[at] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1:
                return [.. document[..at], .. document[(at + length)..]];
            case 2:
                return [.. document[..at], .. document[at..(at + length)], .. document[at..]];
            case 3:
                return [.. document[..at], .. Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]), .. document[at..]];
            case 4:
                return random.Next(10) == 0 ? document[..at] : document;
            case 5:
                var from = random.Next(document.Length);
                return [.. document[..at], .. document[from..Math.Min(from + length, document.Length)], .. document[at..]];
            default:
                // A value in the place of another: what stays well-formed goes deepest.
                var open = Array.IndexOf(document, (byte)'>', at);
                var close = open < 0 ? -1 : Array.IndexOf(document, (byte)'<', open);
                return close < 0
                    ? document
                    : [.. document[..(open + 1)], .. Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)].Replace("<", "", StringComparison.Ordinal)),
                        .. document[close..]];
        }
    }
}

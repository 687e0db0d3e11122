using System.Text;
using Hub.Application.Intake;
using Hub.Formats.Vera.Reading;
using static Hub.Formats.Tests.Support.VeraGiven;

namespace Hub.Formats.Tests.Vera;

/// <summary>The reader answers to any bytes, and never with an exception.</summary>
public sealed class Any_bytes
{
    private const int Documents = 20_000;

    // A line for each member, so that each may get another value.
    private static readonly string Illustrated = $$"""
        {{Typical.TrimEnd()[..^1].TrimEnd()}},
        "informatieobjecten": [
        {
        "idExtern": "DOC-7",
        "soort": { "code": "FOT", "naam": "Foto" },
        "onderwerp": { "code": "VOOR" },
        "subonderwerp": { "code": "2" },
        "titel": "voor - keuken",
        "beschrijving": "Lek onder de kraan",
        "bestand": "{{Convert.ToBase64String(new byte[90])}}"
        },
        {
        "soort": { "code": "FOT" },
        "bestandslocatie": "https://dms.example/7"
        },
        {
        "id": "f-1",
        "idGegevensbeheerder": "ketenhub",
        "soort": { "code": "FOT" },
        "bestand": "AAAA"
        }
        ]
        }
        """;

    private static readonly byte[][] Pieces =
        [.. new[] { "{", "}", "[", "]", "null", "\"", "\\u", "\\ud800", "1e999", "-", ":", ",", "true", "[[[[", "{\"a\":1,\"a\":2}",
            "\uFEFF" }.Select(Encoding.UTF8.GetBytes)];

    [Fact]
    public void The_whole_document_is_read() => Assert.Equal(2, Message(Illustrated).Photos.Count);

    [Fact]
    public void Twenty_thousand_damaged_documents_are_read_without_an_exception()
    {
        var random = new Random(20260302);
        var reader = new MessageReader();
        var whole = Encoding.UTF8.GetBytes(Illustrated);
        Operation[] operations = [Operation.Post, Operation.Put, Operation.Patch];
        for (var i = 0; i < Documents; i++)
        {
            var body = Damaged(whole, random);
            Assert.InRange(reader.WithoutPictures(body).Length, 0, body.Length + 2);
            var result = reader.Read(body, new ReadContext(Erp(), operations[i % 3], i % 2 == 0 ? "OO-2026-00123" : null));
            Assert.True(
                result is ReadResult.Read or ReadResult.Failed { Errors.Count: > 0 },
                $"Document {i} was neither read nor given an error.");
        }
    }

    /// <summary>Damages bytes, cuts, doubles and swaps pieces; half of the time inside values only, so that the document stays JSON.</summary>
    private static byte[] Damaged(byte[] whole, Random random)
    {
        if (random.Next(2) == 0) return Encoding.UTF8.GetBytes(Mutated(random));
        var bytes = new List<byte>(whole);
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                case 2: bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]); break;
                default: bytes.InsertRange(at, bytes.GetRange(0, Math.Min(at, 60))); break;
            }
            if (bytes.Count == 0) break;
        }
        return [.. bytes];
    }

    private static readonly string[] Values =
        ["null", "1", "-0.5", "1e20", "\"\"", "\"REP\"", "\"2026-13-01T00:00:00Z\"", "[]", "{}", "[null]", "[{}]", "true", "\"ketenhub\"",
            "\"\\ud83d\\ude00\""];

    private static string Mutated(Random random)
    {
        var lines = Illustrated.Split('\n');
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            var at = random.Next(lines.Length);
            var colon = lines[at].IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0 || lines[at].TrimEnd() is not [.., var last] || last is '{' or '[') continue;
            var comma = last is ',' ? "," : "";
            lines[at] = lines[at][..colon] + ": " + Values[random.Next(Values.Length)] + comma;
        }
        return string.Join('\n', lines);
    }
}

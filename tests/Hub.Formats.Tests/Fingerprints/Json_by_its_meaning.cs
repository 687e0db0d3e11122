using System.Text.Json;
using Hub.Formats.Fingerprints;

namespace Hub.Formats.Tests.Fingerprints;

public sealed class Json_by_its_meaning
{
    private const string Document = """{"a":"Lek/kage é","b":[1,2.50,true,null],"c":{"d":"x","e":-0.5e1}}""";

    public static TheoryData<string> SameWritings =>
    [
        Document + "\r\n",
        """
        {
          "a": "Lek/kage é",
          "b": [ 1, 2.50, true, null ],
          "c": { "d": "x", "e": -0.5e1 }
        }
        """,
        """{"c":{"e":-0.5e1,"d":"x"},"b":[1,2.50,true,null],"a":"Lek/kage é"}""",
        """{"a":"\u004Cek\/kage \u00e9","b":[1,2.50,true,null],"c":{"\u0064":"x","e":-0.5e1}}""",
        """{"a":"Lek/kage é","b":[1.0,2.5,true,null],"c":{"d":"x","e":-5}}""",
        """{"a":"Lek/kage é","b":[1e0,25E-1,true,null],"c":{"d":"x","e":-50.0e-1}}""",
    ];

    public static TheoryData<string> Others =>
    [
        """{"a":"Lek/kage e","b":[1,2.50,true,null],"c":{"d":"x","e":-0.5e1}}""",
        """{"a":"Lek/kage é","b":[2.50,1,true,null],"c":{"d":"x","e":-0.5e1}}""",
        """{"a":"Lek/kage é","b":["1",2.50,true,null],"c":{"d":"x","e":-0.5e1}}""",
        """{"a":"Lek/kage é","b":[1,2.50,true,null],"c":{"d":"x","e":0.5e1}}""",
        """{"a":"Lek/kage é","b":[1,2.50,true,null],"c":{"d":"x","e":-0.5e2}}""",
        """{"a":"Lek/kage é","b":[1,2.50,true],"c":{"d":"x","e":-0.5e1}}""",
        """{"a":"Lek/kage é","b":[1,2.50,true,null],"c":{"d":"x","e":-0.5e1},"unknown":1}""",
        """{"a":"Lek/kage é","b":[1,2.50,true,null],"c":{"d":"x"},"e":-0.5e1}""",
    ];

    [Theory]
    [MemberData(nameof(SameWritings))]
    public void Another_way_of_writing_is_the_same(string writing) => Assert.Equal(Of(Document), Of(writing));

    [Theory]
    [MemberData(nameof(Others))]
    public void Another_content_is_not(string other) => Assert.NotEqual(Of(Document), Of(other));

    [Fact]
    public void Numbers_keep_digits_that_a_double_has_not() => Assert.NotEqual(Of("[9007199254740993]"), Of("[9007199254740992]"));

    [Theory]
    [InlineData("""["\ud83d\ude00"]""", """["😀"]""")]
    [InlineData("""["\u000a\u0022\u005c\u001F"]""", """["\n\"\\\u001f"]""")]
    [InlineData("[-0.00]", "[0]")]
    [InlineData("[1e999999999999999999999]", "[1e999999999999999999999]")]
    public void Escapes_and_zeros_have_one_form(string one, string other) => Assert.Equal(Of(one), Of(other));

    [Fact]
    public void A_picture_in_escaped_base64_is_the_same_picture()
    {
        var base64 = Convert.ToBase64String([.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))]);
        Assert.Equal(
            Of($$"""{"bestand":"{{base64}}"}"""),
            Of($$"""{"bestand":"{{base64.Replace("/", "\\/", StringComparison.Ordinal).Replace("+", "\\u002b", StringComparison.Ordinal)}}"}"""));
    }

    [Theory]
    [InlineData("""["  OH-1 "]""", """["OH-1"]""")]
    [InlineData("""["\u00a0OH-1\t"]""", """["OH-1"]""")]
    [InlineData("""["BKT\u00a02"]""", """["BKT 2"]""")]
    [InlineData("""["Cafe\u0301"]""", """["Café"]""")]
    [InlineData("""[" a\"\\\n\u001fb "]""", """["a\"\\\n\u001fb"]""")]
    public void A_text_padded_or_composed_otherwise_is_the_same(string one, string other) => Assert.Equal(Of(one), Of(other));

    [Fact]
    public void A_code_is_the_same_in_any_case_and_another_text_is_not()
    {
        Assert.Equal(Of("""{"code":" bkt","number":"a"}"""), Of("""{"code":"BKT","number":"a"}"""));
        Assert.NotEqual(Of("""{"code":"BKT","number":"a"}"""), Of("""{"code":"BKT","number":"A"}"""));
    }

    [Fact]
    public void What_earlier_versions_kept_is_there_where_texts_are_in_another_form()
    {
        using var padded = JsonDocument.Parse("""{"code":"BKT ","a":1}""");
        using var plain = JsonDocument.Parse("""{"a":1,"code":"BKT"}""");
        var (meaning, earlier) = JsonFingerprint.Of(padded.RootElement);
        Assert.Equal(JsonFingerprint.Of(plain.RootElement), new Meaning(meaning, null), (one, other) => one.Hash.SequenceEqual(other.Hash) && one.Earlier is null);
        Assert.NotNull(earlier);
        Assert.NotEqual(meaning, Assert.Single(earlier.Value));
    }

    [Theory]
    [InlineData("""{"known":" "}""")]
    [InlineData("""{"known":"\u200b"}""")]
    [InlineData("""{"known":[]}""")]
    [InlineData("""{"known":{}}""")]
    [InlineData("""{"known":{"code":"","known":[]}}""")]
    [InlineData("""{"transport":"00-1"}""")]
    [InlineData("""{"one":1}""")]
    [InlineData("""{"one":1.00}""")]
    public void A_known_member_that_says_nothing_is_absent_and_was_not_in_an_earlier_version(string json)
    {
        Assert.Equal(Of("{}"), Of(json));
        using var document = JsonDocument.Parse(json);
        // Of a document of which nothing is known, texts are in the one form and nothing is left out.
        var textsInForm = JsonFingerprint.Of(document.RootElement).Hash;
        Assert.Equal(textsInForm, JsonFingerprint.Of(document.RootElement, KindOf).Earlier!.Value[0]);
    }

    [Theory]
    [InlineData("""{"unknown":" "}""")]
    [InlineData("""{"unknown":[]}""")]
    [InlineData("""{"unknown":{}}""")]
    [InlineData("""{"known":{"unknown":null}}""")]
    [InlineData("""{"known":[{}]}""")]
    [InlineData("""{"known":false}""")]
    [InlineData("""{"known":0}""")]
    [InlineData("""{"list":[]}""")]
    [InlineData("""{"one":2}""")]
    public void What_says_something_counts(string json) => Assert.NotEqual(Of("{}"), Of(json));

    private static MemberKind KindOf(JsonElement owner, string? within, string member) => member switch
    {
        "code" => MemberKind.Code,
        "known" => MemberKind.Known,
        "list" => MemberKind.List,
        "one" => MemberKind.OneByDefault,
        "transport" => MemberKind.OfTransport,
        _ => MemberKind.Unknown,
    };

    private static string Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Convert.ToHexString(JsonFingerprint.Of(document.RootElement, KindOf).Hash);
    }
}

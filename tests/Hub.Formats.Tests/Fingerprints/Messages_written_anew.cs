using System.Text;
using System.Text.Json.Nodes;
using Hub.Application.Intake;
using Hub.Formats.Tests.Dico;
using Hub.Formats.Tests.Support;

namespace Hub.Formats.Tests.Fingerprints;

/// <summary>A sender's library may write the same message in another way each time.</summary>
public sealed class Messages_written_anew
{
    private static readonly string Status =
        StatusDocument.Saying("TGE", "<FreeText>Geïnstalleerd &amp; getest</FreeText>", Reading_photos.Attached([1, 2, 3, 4, 5])).ToString();

    private static readonly string Plain = Status[(Status.IndexOf("?>", StringComparison.Ordinal) + 2)..].Trim();

    public static TheoryData<string, byte[]> Dico => new()
    {
        { "no declaration", Encoding.UTF8.GetBytes(Plain) },
        { "line ends of Windows", Encoding.UTF8.GetBytes(Status.ReplaceLineEndings("\r\n") + "\r\n") },
        { "one line", Encoding.UTF8.GetBytes(Plain.ReplaceLineEndings("")) },
        { "indented", Encoding.UTF8.GetBytes(Plain.Replace("><", ">\n\t<", StringComparison.Ordinal)) },
        { "a comment", Encoding.UTF8.GetBytes(Plain.Replace("<Buyer>", "<!-- c --><?p i?><Buyer>", StringComparison.Ordinal)) },
        { "CDATA", Encoding.UTF8.GetBytes(Plain.Replace("Geïnstalleerd &amp; getest", "<![CDATA[Geïnstalleerd & getest]]>", StringComparison.Ordinal)) },
        { "character references", Encoding.UTF8.GetBytes(Plain.Replace("ï", "&#xEF;", StringComparison.Ordinal)) },
        { "a prefix", Encoding.UTF8.GetBytes(Prefixed(Plain)) },
        { "UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Plain)] },
        { "ISO-8859-1", Encoding.Latin1.GetBytes("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + Plain) },
    };

    [Theory]
    [MemberData(nameof(Dico))]
    public void A_DICO_message_says_the_same(string how, byte[] writing)
    {
        Assert.NotEqual("", how);
        Assert.Equal(Meaning(DicoGiven.Read(Status)), Meaning(DicoGiven.Read(writing)));
    }

    [Theory]
    [InlineData("getest", "getest!")]
    [InlineData("<FreeText>", "<FreeText a=\"1\">")]
    [InlineData("<FreeText>", "<Unknown/><FreeText>")]
    [InlineData("AQIDBAU=", "AQIDBAY=")]
    public void Another_content_of_a_DICO_message_does_not(string what, string by) =>
        Assert.NotEqual(Meaning(DicoGiven.Read(Status)), Meaning(DicoGiven.Read(Status.Replace(what, by, StringComparison.Ordinal))));

    [Fact]
    public void A_VERA_message_says_the_same() => Assert.Equal(
        Meaning(VeraGiven.Read(VeraGiven.Typical)), Meaning(VeraGiven.Read(JsonNode.Parse(VeraGiven.Typical)!.ToJsonString())));

    [Fact]
    public void A_member_that_the_hub_does_not_use_counts() => Assert.NotEqual(
        Meaning(VeraGiven.Read(VeraGiven.Small)), Meaning(VeraGiven.Read(VeraGiven.With(""" "onbekend": 1 """))));

    [Fact]
    public void An_event_says_the_same_alone_and_in_a_batch()
    {
        var alone = Meaning(Examples.Read(Examples.Event()));
        var batch = Assert.IsType<ReadResult.Read>(Examples.Read($"[ {Examples.Event(data: """{"remark":"x"}""")}, {Examples.Event().Replace(",", " , ", StringComparison.Ordinal)} ]"));
        Assert.Equal([false, true], batch.Messages.Select(m => alone == Convert.ToHexString(m.Meaning!.Value.Span)));
    }

    private static string Meaning(ReadResult result) => result is ReadResult.Read { Messages: [{ Meaning: { } meaning }] }
        ? Convert.ToHexString(meaning.Span)
        : throw new InvalidOperationException(string.Join('\n', (result as ReadResult.Failed)?.Errors ?? []));

    private static string Prefixed(string xml) => xml.Replace("xmlns=", "xmlns:p=", StringComparison.Ordinal)
        .Replace("</", "\u0001", StringComparison.Ordinal).Replace("<", "<p:", StringComparison.Ordinal).Replace("\u0001", "</p:", StringComparison.Ordinal);
}

using System.Text;
using Hub.Application.Intake;
using Hub.Formats.Dico.Reading;
using Hub.Formats.Tests.Support;

namespace Hub.Formats.Tests.Encodings;

public sealed class Xml_in_its_encoding
{
    private const string Text = "Geïnstalleerd: café";

    private static readonly string Status = StatusDocument.Saying("ACC", $"<FreeText>{Text}</FreeText>").ToString();

    private static readonly string Plain = Status[(Status.IndexOf("?>", StringComparison.Ordinal) + 2)..].Trim();

    [Theory]
    [InlineData("windows-1252", 1252)]
    [InlineData("Windows-1252", 1252)]
    [InlineData("ISO-8859-1", 28591)]
    [InlineData("iso-8859-15", 28605)]
    [InlineData("UTF-8", 65001)]
    public void A_document_is_read_as_it_declares(string name, int codePage) => Assert.Equal(Text, Remark(Bytes(codePage, Declared(name)), null));

    [Theory]
    [InlineData("text/xml; charset=iso-8859-1", "", 28591)]
    [InlineData("application/xml;charset=\"windows-1252\"", "UTF-8", 1252)]
    [InlineData("application/xml; charset=utf-8", "windows-1252", 65001)]
    [InlineData("application/xml; charset=utf-8", "utf-16", 65001)]
    public void The_charset_goes_before_the_declaration(string contentType, string declared, int codePage) =>
        Assert.Equal(Text, Remark(Bytes(codePage, declared.Length == 0 ? Plain : Declared(declared)), contentType));

    [Fact]
    public void A_byte_order_mark_goes_before_both() =>
        Assert.Equal(Text, Remark([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Declared("utf-8"))], "text/xml; charset=iso-8859-1"));

    [Theory]
    [InlineData("ibm037", null, "ibm037")]
    [InlineData("utf-16", null, "utf-16")]
    [InlineData("utf-8", "text/xml; charset=koi8-r", "koi8-r")]
    public void An_encoding_that_is_not_read_is_named_with_those_that_are(string declared, string? contentType, string named)
    {
        var error = Error(Encoding.UTF8.GetBytes(Declared(declared)), contentType);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Contains(named == "utf-16" ? "geen UTF-16" : "windows-1252", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("utf-8")]
    public void Bytes_that_are_not_UTF_8_are_told_with_their_line(string declared)
    {
        var result = Read(Encoding.Latin1.GetBytes(declared.Length == 0 ? Plain : Declared(declared)), null);
        var error = Assert.Single(Assert.IsType<ReadResult.Failed>(result).Errors);
        var line = (declared.Length == 0 ? Plain : Declared(declared)).Split(Text)[0].Count(c => c == '\n') + 1;
        Assert.Equal($"/ (line {line})", error.Place);
        Assert.Contains("UTF-8", error.Expected, StringComparison.Ordinal);
    }

    private static string Declared(string name) => $"<?xml version=\"1.0\" encoding=\"{name}\"?>\n{Plain}";

    private static byte[] Bytes(int codePage, string text) =>
        (CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage)).GetBytes(text);

    private static ReadResult Read(byte[] body, string? contentType) =>
        new MessageReader().Read(body, new ReadContext(DicoGiven.Contractor()) { ContentType = contentType });

    private static string? Remark(byte[] body, string? contentType) =>
        Assert.IsType<Domain.Orders.OrderAccepted>(Assert.IsType<Domain.Orders.Report>(Assert.Single(DicoGiven.Message(Read(body, contentType)).Commands)).Fact).Remark;

    private static string Error(byte[] body, string? contentType) => Assert.Single(Assert.IsType<ReadResult.Failed>(Read(body, contentType)).Errors).Expected;
}

using System.Text;
using Hub.Formats.Dico.Reading;
using Hub.Formats.Tests.Support;
using static Hub.Formats.Tests.Support.DicoGiven;

namespace Hub.Formats.Tests.Dico;

/// <summary>What of a message is archived: all of it but the pictures, also where nothing can read it.</summary>
public sealed class Without_pictures
{
    [Theory]
    [InlineData("<a><AttachedData>PIC</AttachedData><b/></a>", "<a><AttachedData></AttachedData><b/></a>")]
    [InlineData("<a><ns:AttachedData attr=\"x\">PIC</ns:AttachedData></a>", "<a><ns:AttachedData attr=\"x\"></ns:AttachedData></a>")]
    [InlineData("<a><AttachedData a='/>' b=\">\"\n>PIC</AttachedData\t></a>", "<a><AttachedData a='/>' b=\">\"\n></AttachedData\t></a>")]
    [InlineData("<a><AttachedData>P</AttachedData>é<AttachedData>Q</AttachedData></a>", "<a><AttachedData></AttachedData>é<AttachedData></AttachedData></a>")]
    [InlineData("<a><AttachedData>P<![CDATA[IC</AttachedData>]]>PIC</AttachedData></a>", "<a><AttachedData></AttachedData></a>")]
    [InlineData("<a><AttachedData>P<!-- </AttachedData> -->PIC</AttachedData></a>", "<a><AttachedData></AttachedData></a>")]
    [InlineData("<a><AttachedData>P<? </AttachedData> ?>PIC</AttachedData></a>", "<a><AttachedData></AttachedData></a>")]
    [InlineData("<a><AttachedData><x:AttachedData>P</x:AttachedData><AttachedData/>PIC</AttachedData></a>", "<a><AttachedData></AttachedData></a>")]
    [InlineData("<a><AttachedData><b c=\">\">P</b>PIC</AttachedData></a>", "<a><AttachedData></AttachedData></a>")]
    [InlineData("<AttachedData:AttachedData>PIC</AttachedData:AttachedData>", "<AttachedData:AttachedData></AttachedData:AttachedData>")]
    [InlineData("<a><AttachedData/><AttachedData /><AttachedDatas>x</AttachedDatas></a>",
        "<a><AttachedData/><AttachedData /><AttachedDatas>x</AttachedDatas></a>")]
    [InlineData("<a><xAttachedData>x</xAttachedData>AttachedData :AttachedData</a>", "<a><xAttachedData>x</xAttachedData>AttachedData :AttachedData</a>")]
    // Broken documents, cut to their end.
    [InlineData("<a><AttachedData>PIC", "<a><AttachedData>")]
    [InlineData("<a><AttachedData>PIC</Attach", "<a><AttachedData>")]
    [InlineData("<a><AttachedData>PIC</a>", "<a><AttachedData>")]
    [InlineData("<a><AttachedData>P<![CDATA[PIC</AttachedData></a>", "<a><AttachedData>")]
    [InlineData("<a><AttachedData>P<!-- PIC</AttachedData></a>", "<a><AttachedData>")]
    [InlineData("<a><AttachedData>P<b c=\"</AttachedData></a>", "<a><AttachedData>")]
    [InlineData("<a><AttachedData x=\"y>PIC</AttachedData></a>", "<a><AttachedData")]
    [InlineData("<a><AttachedData", "<a><AttachedData")]
    [InlineData("</b><a <AttachedData>PIC</AttachedData>&", "</b><a <AttachedData></AttachedData>&")]
    [InlineData("<!-- <AttachedData>PIC</AttachedData>", "<!-- <AttachedData></AttachedData>")]
    [InlineData("\0<AttachedData>PIC\0</AttachedData>\0", "\0<AttachedData></AttachedData>\0")]
    public void The_content_of_AttachedData_goes_and_all_else_stays(string body, string left) =>
        Assert.Equal(left, Encoding.UTF8.GetString(Without(Encoding.UTF8.GetBytes(body)).Span));

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public void Nothing_stays_of_a_document_in_wide_characters_with_pictures(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        Assert.True(Without(encoding.GetBytes("<a><AttachedData>PIC</AttachedData></a>")).IsEmpty);
        Assert.True(Without(encoding.GetBytes("<a><ns:AttachedData>PIC</ns:AttachedData></a>")).IsEmpty);
    }

    [Fact]
    public void A_document_in_wide_characters_without_pictures_stays_whole()
    {
        var body = Encoding.Unicode.GetBytes("<a>AttachedData</a>");
        Assert.Equal(body, Without(body).ToArray());
    }

    [Fact]
    public void A_document_without_pictures_is_not_copied()
    {
        ReadOnlyMemory<byte> body = Encoding.UTF8.GetBytes(StatusDocument.Saying("ACC", "<FreeText>AttachedData</FreeText>", "<AttachedData/>").ToString());
        Assert.Equal(body, Without(body));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Without(body);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 256);
    }

    [Fact]
    public void A_message_is_read_alike_without_its_pictures()
    {
        var document = StatusDocument.Saying("TGE", Reading_photos.Attached([1, 2, 3], "<FileType>pdf</FileType>"), "<FreeText>klaar</FreeText>").ToString();
        var left = Without(Encoding.UTF8.GetBytes(document));
        Assert.Equal(Message(Read(document)).Commands, Message(Read(left.ToArray())).Commands);
    }

    [Fact]
    public void Large_and_broken_bodies_are_cut_in_one_pass()
    {
        string[] parts = ["<AttachedData", "<AttachedData>", "</AttachedData>", "<a:", ":AttachedData", "<!--", "<AttachedData><b>", "<AttachedData a='"];
        foreach (var part in parts) Without(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(part, (4 << 20) / part.Length))));
    }

    private static ReadOnlyMemory<byte> Without(ReadOnlyMemory<byte> body) => new MessageReader().WithoutPictures(body);
}

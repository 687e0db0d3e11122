using System.Text;
using Hub.Domain.Documents;
using Xunit;

namespace Hub.Domain.Tests.Documents;

public sealed class Unicode_in_JSON
{
    [Theory]
    [InlineData("""{"a":"plain text"}""")]
    [InlineData("""{"a":"\ud83d\ude00"}""")]
    [InlineData("""{"\uD83D\uDE00":"a pair in a name"}""")]
    [InlineData("""{"a":"\\ud800 is a backslash and five characters"}""")]
    [InlineData("""{"a":"\ud83d\ude00\ud83d\ude00"}""")]
    public void A_text_with_paired_surrogates_can_be_read(string json) => Assert.True(JsonUnicode.IsValid(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":"\uDC00"}""")]
    [InlineData("""{"a":"\ud83d and \ude00 apart"}""")]
    [InlineData("""{"\ud800":"in a name"}""")]
    [InlineData("""{"a":"\ud800\ud83d\ude00"}""")]
    [InlineData("""{"a":"\\\ud800"}""")]
    public void A_lone_surrogate_cannot(string json) => Assert.False(JsonUnicode.IsValid(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Bytes_that_are_not_UTF_8_cannot() => Assert.False(JsonUnicode.IsValid([(byte)'"', 0xC3, (byte)'"']));

    [Theory]
    [InlineData("\\")]
    [InlineData("\\u")]
    [InlineData("\\ud83d")]
    [InlineData("\\ud83d\\u")]
    public void A_text_that_breaks_off_does_no_harm(string json) => _ = JsonUnicode.IsValid(Encoding.UTF8.GetBytes(json));
}

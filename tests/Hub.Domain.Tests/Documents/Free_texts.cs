using Hub.Domain.Documents;

namespace Hub.Domain.Tests.Documents;

public sealed class Free_texts
{
    [Theory]
    [InlineData("", true)]
    [InlineData("Lekkage – é 🏠\r\n\ttweede regel", true)]
    [InlineData("a\u0000b", false)]
    [InlineData("a\u001bb", false)]
    [InlineData("a\u007fb", false)]
    [InlineData("a\u0085b", false)]
    [InlineData("a\uFFFEb", false)]
    [InlineData("a\uFFFF", false)]
    [InlineData("a\uFFFDb", true)]
    public void Control_characters_but_those_of_lines_and_noncharacters_are_no_text(string text, bool isUsable) => Assert.Equal(isUsable, FreeText.IsUsable(text));

    // Not as data of the test above: a test runner may replace it.
    [Fact]
    public void Half_a_surrogate_pair_is_no_text() => Assert.All((string[])["a\uD83Cb", "\uDFE0", "a\uD83C"], text => Assert.False(FreeText.IsUsable(text)));
}

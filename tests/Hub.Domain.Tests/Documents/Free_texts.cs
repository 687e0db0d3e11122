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
    public void Control_characters_but_those_of_lines_are_no_text(string text, bool isUsable) => Assert.Equal(isUsable, FreeText.IsUsable(text));
}

using Hub.Domain.Documents;

namespace Hub.Domain.Tests.Documents;

public sealed class Plain_values
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("0029", 29)]
    [InlineData("2147483647", int.MaxValue)]
    public void A_whole_number_is_its_digits(string text, int expected)
    {
        Assert.True(PlainValue.TryWhole(text, out int number));
        Assert.Equal(expected, number);
    }

    [Theory]
    [InlineData("29\0")]
    [InlineData("29 ")]
    [InlineData("+29")]
    [InlineData("-1")]
    [InlineData("2147483648")]
    [InlineData("\u0662")]
    [InlineData("")]
    [InlineData(null)]
    public void What_has_anything_else_is_none(string? text) => Assert.False(PlainValue.TryWhole(text, out int _));

    [Theory]
    [InlineData("true", true)]
    [InlineData("FALSE", false)]
    public void A_flag_is_true_or_false(string text, bool expected)
    {
        Assert.True(PlainValue.TryFlag(text, out var flag));
        Assert.Equal(expected, flag);
    }

    [Theory]
    [InlineData("true\0")]
    [InlineData(" true")]
    [InlineData("1")]
    [InlineData("")]
    [InlineData(null)]
    public void And_nothing_else(string? text) => Assert.False(PlainValue.TryFlag(text, out _));
}

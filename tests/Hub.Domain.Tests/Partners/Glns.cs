using Hub.Domain.Partners;

namespace Hub.Domain.Tests.Partners;

public sealed class Glns
{
    [Theory]
    [InlineData("8712345000004")]
    [InlineData("8712345000011")]
    [InlineData("0000000000000")]
    [InlineData("9501101020917")]
    public void Thirteen_digits_with_the_right_check_digit_are_a_gln(string text) => Assert.True(Gln.IsValid(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("8712345000012")]
    [InlineData("871234500001")]
    [InlineData("87123450000110")]
    [InlineData("871234500001A")]
    [InlineData("٨٧١٢٣٤٥٠٠٠٠١١")]
    public void Anything_else_is_not(string? text) => Assert.False(Gln.IsValid(text));

    [Fact]
    public void Two_neighbours_swapped_are_found_out() => Assert.False(Gln.IsValid("8712354000011"));
}

using Hub.Formats.Dutch;

namespace Hub.Formats.Tests.Dutch;

public sealed class Amounts
{
    [Theory]
    [InlineData("11850", "EUR 11.850,00")]
    [InlineData("0.5", "EUR 0,50")]
    [InlineData("1.2345", "EUR 1,2345")]
    public void An_amount_is_written_as_in_the_Netherlands(string amount, string written) =>
        Assert.Equal(written, DutchAmounts.Euros(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)));
}

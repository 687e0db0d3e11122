using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Contracts;
using Hub.Domain.Documents;
using Hub.Domain.Work;
using Hub.Formats.Csv;
using Hub.Formats.Tests.Support;

namespace Hub.Formats.Tests.Csv;

public sealed class Writing_a_price_list
{
    private static string Written(params PriceLine[] lines) => Encoding.UTF8.GetString(PriceCsv.Write(lines));

    private static PriceLine Line(decimal price) => new("K-1", "Kraan", "PCE", price, AgreementMethod.UnitPrice);

    [Fact]
    public void A_line_is_written_in_the_columns_in_which_it_is_read() => Assert.Equal(
        "code;description;unit;price;coverage;from;to\nK-1;\"Kraan; \"\"koud\"\"\";PCE;85.50;LumpSum;2026-01-01;2026-12-31\n",
        Written(new PriceLine("K-1", "Kraan; \"koud\"", "PCE", 85.5m, AgreementMethod.LumpSum, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31))));

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(1234.5, "1234.50")]
    [InlineData(1.234, "1.2340")]
    [InlineData(0.0001, "0.0001")]
    public void A_price_has_two_decimals_or_four_so_that_it_reads_in_one_way(double price, string text) =>
        Assert.Contains($";{text};", Written(Line((decimal)price)), StringComparison.Ordinal);

    [Fact]
    public void An_empty_list_is_a_header() => Assert.Equal("code;description;unit;price;coverage;from;to\n", Written());

    [Fact]
    public void What_is_written_is_read_back_the_same()
    {
        var lines = from price in Gen.Choose(0, int.MaxValue)
                    from scale in Gen.Choose(0, 4)
                    from description in ArbMap.Default.GeneratorFor<NonEmptyString>()
                    from coverage in Gen.Elements(Enum.GetValues<AgreementMethod>())
                    from unit in Gen.Elements("PCE", "HUR", "MTK")
                    from days in Gen.Choose(0, 3_000)
                    let text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(description.Get)).Trim()
                    where text.Length > 0 && FreeText.IsUsable(text) && !text.Contains('\uFFFF', StringComparison.Ordinal)
                        && decimal.Round(price * 0.0001m, 4) < 1_000_000_000
                    select new PriceLine("K", text, unit, decimal.Round(price * 0.0001m, scale), coverage,
                        days == 0 ? null : new DateOnly(2020, 1, 1).AddDays(days));
        Prop.ForAll(Arb.From(lines), line => Assert.Equal([line], PriceFile.Good(Written(line)))).QuickCheckThrowOnFailure();
    }
}

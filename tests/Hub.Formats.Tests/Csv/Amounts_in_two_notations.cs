using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Hub.Formats.Csv;
using Hub.Formats.Tests.Support;

namespace Hub.Formats.Tests.Csv;

/// <summary>Money is never guessed.</summary>
public sealed class Amounts_in_two_notations
{
    private const string NothingTells =
        "A price that can be read in one way: nothing in the file tells whether this is a thousand or has three decimals. Write 1234.00 or 1.2340.";

    // What both notations give to a file: an amount that can only be theirs.
    private const string Dutch = "12,50";
    private const string English = "12.50";

    [Theory]
    [InlineData("12", 12)]
    [InlineData("0", 0)]
    [InlineData("12,5", 12.5)]
    [InlineData("12.5", 12.5)]
    [InlineData("1.234,56", 1234.56)]
    [InlineData("1,234.56", 1234.56)]
    [InlineData("1.234.567", 1234567)]
    [InlineData("1,234,567", 1234567)]
    [InlineData("0,125", 0.125)]
    [InlineData("0.125", 0.125)]
    [InlineData("1234,567", 1234.567)]
    [InlineData("1.2345", 1.2345)]
    [InlineData("€ 12,50", 12.5)]
    [InlineData("€12.50", 12.5)]
    [InlineData("12,50 €", 12.5)]
    [InlineData("1 234,56", 1234.56)]
    [InlineData("€ 1\u00A0234", 1234)]
    public void An_amount_that_can_be_read_in_one_way_is_read(string text, double amount) =>
        Assert.Equal((decimal)amount, Assert.Single(PriceFile.Good(PriceFile.With(text))).Price);

    [Theory]
    [InlineData("1.234", Dutch, 1234)]
    [InlineData("1,234", Dutch, 1.234)]
    [InlineData("1.234", English, 1.234)]
    [InlineData("1,234", English, 1234)]
    [InlineData("123.000", Dutch, 123_000)]
    [InlineData("1.234", "0,125", 1234)]
    public void An_amount_that_can_be_read_in_two_ways_is_read_as_the_others_of_its_file(string text, string other, double amount)
    {
        Assert.Equal((decimal)amount, PriceFile.Good(PriceFile.With(text, other))[0].Price);
        Assert.Equal((decimal)amount, PriceFile.Good(PriceFile.With(other, text))[1].Price);
    }

    [Theory]
    [InlineData("1.234", "12")]
    [InlineData("1,234", "1234")]
    [InlineData("1.234", "")]
    public void Where_nothing_tells_the_line_is_an_error_that_says_so(string text, string other) =>
        Assert.Equal([new CsvReadError(2, NothingTells)], PriceFile.Read(PriceFile.With(other.Length == 0 ? [text] : [text, other])).Errors);

    [Fact]
    public void Two_ambiguous_amounts_do_not_tell_of_each_other() =>
        Assert.Equal([new CsvReadError(2, NothingTells), new CsvReadError(3, NothingTells)], PriceFile.Read(PriceFile.With("1.234", "1,234")).Errors);

    [Fact]
    public void In_a_file_of_both_notations_the_lines_that_deviate_are_named()
    {
        Assert.Equal(
            [new CsvReadError(3, "A price with a decimal comma, as elsewhere in the file: this one has a decimal point.")],
            PriceFile.Read(PriceFile.With("12,50", "12.50", "13,50", "1.234")).Errors);
        Assert.Equal(
            [new CsvReadError(2, "A price with a decimal point, as elsewhere in the file: this one has a decimal comma.")],
            PriceFile.Read(PriceFile.With("12,50", "12.50", "1,234,567.89")).Errors);
    }

    [Fact]
    public void Where_it_is_a_draw_the_first_amount_that_tells_is_right() =>
        Assert.Equal([3], PriceFile.Read(PriceFile.With("12,50", "12.50")).Errors.Select(e => e.Line));

    [Theory]
    [InlineData("12.")]
    [InlineData(",50")]
    [InlineData("12,5-")]
    [InlineData("1.23.456")]
    [InlineData("1.234.56")]
    [InlineData("1,234,56")]
    [InlineData("12 50")]
    [InlineData("12€50")]
    [InlineData("€€12")]
    [InlineData("1e3")]
    [InlineData("+12")]
    [InlineData("٣")]
    [InlineData("1.0000000000000000000000000000000000001")]
    public void What_is_no_amount_is_an_error(string text) =>
        Assert.Equal([new CsvReadError(2, "A price in EUR from zero, such as 12.50 or 12,50.")], PriceFile.Read(PriceFile.With(text)).Errors);

    private static readonly Gen<decimal> Amounts =
        from units in Gen.OneOf(Gen.Choose(0, 2_000), Gen.Choose(0, 999_999_999))
        from decimals in Gen.Choose(0, 4)
        from part in Gen.Choose(0, 9_999)
        select decimal.Round(units + (part / 10_000m), decimals, MidpointRounding.ToZero);

    private static readonly Gen<(bool Dutch, bool Thousands, List<(decimal Amount, int Decimals)> Prices)> Files =
        from dutch in Gen.Elements(true, false)
        from thousands in Gen.Elements(true, false)
        from count in Gen.Choose(1, 12)
        from prices in (from amount in Amounts from more in Gen.Choose(0, 4) select (amount, Math.Max(Decimals(amount), more))).ListOf(count)
        select (dutch, thousands, prices.ToList());

    [Fact]
    public void A_price_written_in_either_notation_is_read_back_as_the_same_amount() => Prop.ForAll(Arb.From(Files), file =>
    {
        // One amount that can only be of the file's notation settles it, wherever it stands.
        var (lines, errors) = PriceFile.Read(
            PriceFile.With([.. file.Prices.Select(p => Written(p.Amount, p.Decimals, file.Dutch, file.Thousands)), file.Dutch ? Dutch : English]));
        Assert.Empty(errors);
        Assert.Equal(file.Prices.Select(p => p.Amount), lines.SkipLast(1).Select(l => l.Price));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_anything_that_tells_an_amount_is_read_right_or_not_at_all() => Prop.ForAll(Arb.From(Files), file =>
    {
        var (lines, errors) = PriceFile.Read(PriceFile.With(file.Prices.Select(p => Written(p.Amount, p.Decimals, file.Dutch, file.Thousands))));
        if (errors.Count == 0) Assert.Equal(file.Prices.Select(p => p.Amount), lines.Select(l => l.Price));
        else Assert.All(errors, e => Assert.Equal(NothingTells, e.Expected));
    }).QuickCheckThrowOnFailure();

    private static int Decimals(decimal amount) => Enumerable.Range(0, 5).First(d => decimal.Round(amount, d) == amount);

    private static string Written(decimal amount, int decimals, bool dutch, bool thousands)
    {
        var english = amount.ToString($"{(thousands ? "N" : "F")}{decimals}", CultureInfo.InvariantCulture);
        return dutch ? english.Replace(',', '\'').Replace('.', ',').Replace('\'', '.') : english;
    }
}

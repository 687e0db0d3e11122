using System.Text;
using Hub.Domain.Contracts;
using Hub.Domain.Work;
using Hub.Formats.Csv;
using Hub.Formats.Tests.Support;

namespace Hub.Formats.Tests.Csv;

public sealed class Reading_a_price_list
{
    private static readonly PriceLine Tap = new("K-1", "Kraan vervangen", "PCE", 85.5m, AgreementMethod.UnitPrice);

    [Fact]
    public void A_whole_line_is_read() => Assert.Equal(
        [Tap with { From = new DateOnly(2026, 1, 1), To = new DateOnly(2026, 12, 31) }],
        PriceFile.Good(PriceFile.Header + "K-1;Kraan vervangen;PCE;85.50;UnitPrice;2026-01-01;31-12-2026\n"));

    [Theory]
    [InlineData("code;description;unit;price;coverage\nK-1;Kraan vervangen;st;85,50;EHP\n")]
    [InlineData("code,description,unit,price,coverage\nK-1,Kraan vervangen,st,\"85,50\",EHP\n")]
    [InlineData("code\tdescription\tunit\tprice\tcoverage\tfrom\nK-1\tKraan vervangen\tst\t85,50\tEHP\t\n")]
    [InlineData("PRICE;Coverage;unit;Description;code\n85,50;EHP;st;Kraan vervangen;K-1\n")]
    [InlineData("\uFEFFcode;description;unit;price;coverage\r\nK-1;Kraan vervangen;st;85,50;EHP\r\n")]
    [InlineData("code;description;unit;price;coverage;to\n K-1 ;\" Kraan vervangen \"; st ;\" € 85,50 \";ehp; \n")]
    public void Columns_separators_and_spaces_may_differ(string csv) => Assert.Equal([Tap], PriceFile.Good(csv));

    [Theory]
    [InlineData("LumpSum", AgreementMethod.LumpSum)]
    [InlineData("AFK", AgreementMethod.LumpSum)]
    [InlineData("unitprice", AgreementMethod.UnitPrice)]
    [InlineData("EHP", AgreementMethod.UnitPrice)]
    [InlineData("ans", AgreementMethod.FixedSum)]
    [InlineData("REG", AgreementMethod.TimeAndMaterials)]
    [InlineData("GAR", AgreementMethod.Warranty)]
    public void Coverage_is_a_word_of_the_hub_or_a_DICO_code(string word, AgreementMethod coverage) =>
        Assert.Equal(coverage, Assert.Single(PriceFile.Good($"{PriceFile.Header}K-1;Kraan;st;1;{word};;\n")).Coverage);

    [Theory]
    [InlineData("PCE", "PCE")]
    [InlineData("pce", "PCE")]
    [InlineData("st", "PCE")]
    [InlineData("St.", "PCE")]
    [InlineData("stuks", "PCE")]
    [InlineData("post", "PCE")]
    [InlineData("m", "MTR")]
    [InlineData("M1", "MTR")]
    [InlineData("m2", "MTK")]
    [InlineData("m²", "MTK")]
    [InlineData("m³", "MTQ")]
    [InlineData("uur", "HUR")]
    [InlineData("dag", "DAY")]
    [InlineData("kg", "KGM")]
    [InlineData("ltr", "LTR")]
    [InlineData("liter", "LTR")]
    [InlineData("STU", "PCE")]
    [InlineData("MIL", "MMT")]
    public void A_unit_is_a_DICO_code_a_VERA_code_or_an_everyday_word(string word, string code) =>
        Assert.Equal(code, Assert.Single(PriceFile.Good($"{PriceFile.Header}K-1;Kraan;{word};1;EHP;;\n")).Unit);

    [Theory]
    [InlineData("2026-01-31")]
    [InlineData("31-01-2026")]
    [InlineData("31-1-2026")]
    public void A_day_is_written_in_either_order(string day) =>
        Assert.Equal(new DateOnly(2026, 1, 31), Assert.Single(PriceFile.Good($"{PriceFile.Header}K-1;Kraan;st;1;EHP;{day};\n")).From);

    [Theory]
    [InlineData(";Kraan;st;1;EHP;;", "A code of at most 100 characters.")]
    [InlineData("K-1;;st;1;EHP;;", "A description of at most 1,000 characters.")]
    [InlineData("K-1;Kraan;;1;EHP;;", PriceUnits.Expected)]
    [InlineData("K-1;Kraan;doos;1;EHP;;", PriceUnits.Expected)]
    [InlineData("K-1;Kraan;st;;EHP;;", "A price in EUR from zero, such as 12.50 or 12,50.")]
    [InlineData("K-1;Kraan;st;-1;EHP;;", "A price in EUR from zero, such as 12.50 or 12,50.")]
    [InlineData("K-1;Kraan;st;op aanvraag;EHP;;", "A price in EUR from zero, such as 12.50 or 12,50.")]
    [InlineData("K-1;Kraan;st;1000000000;EHP;;", "A price below 1,000,000,000 with at most four decimals.")]
    [InlineData("K-1;Kraan;st;1.00001;EHP;;", "A price below 1,000,000,000 with at most four decimals.")]
    [InlineData("K-1;Kraan;st;1;;;", "A coverage: LumpSum, UnitPrice, FixedSum, TimeAndMaterials, Warranty, or a DICO code such as EHP.")]
    [InlineData("K-1;Kraan;st;1;1;;", "A coverage: LumpSum, UnitPrice, FixedSum, TimeAndMaterials, Warranty, or a DICO code such as EHP.")]
    [InlineData("K-1;Kraan;st;1;EHP;01/31/2026;", "Dates such as 2026-01-31 or 31-01-2026, or none.")]
    [InlineData("K-1;Kraan;st;1;EHP;;2026-02-30", "Dates such as 2026-01-31 or 31-01-2026, or none.")]
    [InlineData("K-1;Kraan;st;1;EHP;2026-02-02;2026-02-01", "A last day (to) that does not lie before the first (from).")]
    public void An_error_is_named_by_its_line(string row, string problem)
    {
        var (lines, errors) = PriceFile.Read($"{PriceFile.Header}K-0;Kraan;st;2;EHP;;\n{row}\n");
        Assert.Equal([new CsvReadError(3, problem)], errors);
        Assert.Empty(lines);
    }

    [Fact]
    public void Code_and_description_have_a_longest_length()
    {
        Assert.Empty(PriceFile.Read($"{PriceFile.Header}{new string('K', 100)};{new string('d', 1_000)};st;1;EHP;;\n").Errors);
        Assert.Equal([2, 3],
            PriceFile.Read($"{PriceFile.Header}{new string('K', 101)};d;st;1;EHP;;\nK;{new string('d', 1_001)};st;1;EHP;;\n").Errors.Select(e => e.Line));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("2026-01-01;2026-06-30", "2026-06-30;2026-12-31")]
    [InlineData(";2026-06-30", "2026-06-30;")]
    [InlineData("2026-01-01;2026-12-31", "2026-05-01;2026-05-31")]
    [InlineData("2026-05-01;2026-05-31", "2026-01-01;")]
    public void A_code_that_has_two_prices_on_one_day_is_an_error_that_names_the_earlier_line(string first, string second) => Assert.Equal(
        [new CsvReadError(3, "A code once at a time: line 2 has it for days that are among these.")],
        PriceFile.Read($"{PriceFile.Header}K-1;Kraan;st;1;EHP;{(first.Length == 0 ? ";" : first)}\nk-1;Kraan;st;2;EHP;{(second.Length == 0 ? ";" : second)}\n").Errors);

    [Fact]
    public void A_code_may_have_one_price_after_another()
    {
        const string Rows = "K-1;Kraan;st;2;EHP;2026-07-01;\nK-1;Kraan;st;1;EHP;;2025-12-31\nK-1;Kraan;st;1.50;EHP;2026-01-01;2026-06-30\n";
        var book = new PriceBook(PriceFile.Good(PriceFile.Header + Rows));
        Assert.Equal([1m, 1.5m, 2m], new[] { new DateOnly(2025, 12, 31), new(2026, 6, 30), new(2026, 7, 1) }.Select(day => book.Find("k-1", day)!.Price));
    }

    [Fact]
    public void Ten_thousand_lines_are_read_in_one_go() =>
        Assert.Equal(10_000, PriceFile.Good(PriceFile.With(Enumerable.Range(1, 10_000).Select(i => $"{i / 100},{i % 100:00}"))).Count);

    [Fact]
    public void More_than_a_hundred_thousand_lines_are_refused()
    {
        var most = PriceFile.With(Enumerable.Repeat("1", 100_000));
        Assert.Equal(100_000, PriceFile.Good(most).Count);
        Assert.Equal([new CsvReadError(100_002, "At most 100,000 lines below the header.")], PriceFile.Read(most + "K;Kraan;st;1;EHP;;\n").Errors);
    }

    [Fact]
    public void Every_error_is_named_up_to_a_hundred() =>
        Assert.Equal(Enumerable.Range(2, 100), PriceFile.Read(PriceFile.With(Enumerable.Repeat("x", 300))).Errors.Select(e => e.Line));

    [Fact]
    public void Faults_of_prices_and_of_other_fields_stand_in_the_order_of_their_lines() =>
        Assert.Equal([2, 3, 4], PriceFile.Read(PriceFile.Header
            + "A;a;st;1,50;EHP;;\nB;b;doos;1.50;EHP;;\nC;c;st;1,60;EHP;;\nD;d;st;1.60;EHP;;\nE;e;st;1.70;EHP;;\n").Errors.Select(e => e.Line));

    [Theory]
    [InlineData("")]
    [InlineData("code;description;unit;price\n")]
    [InlineData("code;description;unit;price;coverage;colour\n")]
    [InlineData("code;code;description;unit;price;coverage\n")]
    public void A_header_that_is_not_a_price_lists_is_an_error_of_line_1(string csv) => Assert.Equal([1], PriceFile.Read(csv).Errors.Select(e => e.Line));

    [Fact]
    public void A_header_alone_does_not_empty_a_list() => Assert.Equal([new CsvReadError(2, "At least one line.")], PriceFile.Read(PriceFile.Header).Errors);

    [Fact]
    public void A_file_that_is_not_utf8_is_an_error() =>
        Assert.StartsWith("A file in UTF-8", Assert.Single(PriceCsv.Read(Encoding.Latin1.GetBytes("code;m²\n")).Errors).Expected, StringComparison.Ordinal);
}
